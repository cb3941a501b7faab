'use client'

import { useMemo, useState } from 'react'
import type { Dispatch, SetStateAction } from 'react'
import type { Monitor } from '../monitor/monitor.js'
import { useMonitor } from './useMonitor.js'

/** What `useRetry()` gives. */
export interface Retry {
  /** Its check is under way, or waits for its turn: the back end is asked at most every 2 s. */
  readonly isBusy: boolean
  /**
   * Checks now, one at a time: while one is under way it gives that one. Resolves with whether the status or its cause
   * is another one since. The same function for as long as the provider carries the same monitor; never rejects.
   */
  readonly retry: () => Promise<boolean>
}

/**
 * "Retry now", for a button: `isBusy` from the press to the answer, however long that takes, so that the button never
 * says to be done when it is not. Let a busy button keep its focus: `aria-disabled` rather than `disabled`.
 *
 * @example
 * const { isBusy, retry } = useRetry()
 * <button type="button" aria-disabled={isBusy} onClick={() => void retry()}>Retry now</button>
 */
export function useRetry(): Retry {
  const monitor = useMonitor()
  const [asked, setAsked] = useState<Monitor | null>(null)
  const retry = useMemo(() => oneAtATime(monitor, setAsked), [monitor])
  return { isBusy: asked === monitor, retry }
}

function oneAtATime(monitor: Monitor, setAsked: Dispatch<SetStateAction<Monitor | null>>): Retry['retry'] {
  let running: Promise<boolean> | null = null
  return () => {
    if (running) return running
    setAsked(monitor)
    running = checkForChange(monitor).finally(() => {
      running = null
      setAsked((asked) => (asked === monitor ? null : asked))
    })
    return running
  }
}

async function checkForChange(monitor: Monitor): Promise<boolean> {
  const before = monitor.getSnapshot()
  const after = await monitor.check()
  return after.status !== before.status || after.cause !== before.cause
}
