'use client'

import { createContext, useContext } from 'react'
import type { Provider } from 'react'

/** What a root gives its parts. */
export interface PartContext<Given> {
  readonly Provider: Provider<Given | null>
  /** What the root around `part` gives. Throws an `Error` outside of one. */
  use(this: void, part: string): Given
}

/** A context for the parts of `widget`, which its root provides. */
export function partContext<Given>(widget: string): PartContext<Given> {
  const context = createContext<Given | null>(null)
  return {
    Provider: context.Provider,
    use(part) {
      const given = useContext(context)
      if (!given) {
        throw new Error(
          `react-api-status: <${widget}.${part}> has nothing to go by here. Put it inside <${widget}.Root>.`,
        )
      }
      return given
    },
  }
}
