'use client'

import { useId, useMemo, useState } from 'react'

/** Props for a part that others refer to by its `id`. */
export interface Referable {
  /** A generated one, or the user's as soon as the node is there. */
  readonly id: string
  readonly ref: (node: Element | null) => void
}

/** Lets parts refer to another one, also where its user gives it an `id`. */
export function useReferable(): Referable {
  const [id, setId] = useState(useId())
  return useMemo(
    () => ({
      id,
      ref(node) {
        if (node?.id) setId(node.id)
      },
    }),
    [id],
  )
}
