'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'
import type { StartupPending } from './startup.js'

export const StartupContext: Context<StartupPending | null> = createContext<StartupPending | null>(null)

/** The wait that `part` is shown in. Throws an `Error` outside of one. */
export function useWait(part: string): StartupPending {
  const wait = useContext(StartupContext)
  if (!wait) {
    throw new Error(
      `react-api-status: <Startup.${part}> has no wait to show. Put it into the fallback of <Startup.Root>.`,
    )
  }
  return wait
}
