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
   * Checks now, one at a time: while one is under way it gives that one. Resolves with whether something is different
   * since: the status, its cause, what is at fault and how much, or whether anything can be saved. The same function for
   * as long as the provider carries the same monitor; never rejects.
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
  const before = gistOf(monitor.getSnapshot())
  return gistOf(await monitor.check()) !== before
}

function gistOf({ status, cause, affected, report }: ReturnType<Monitor['getSnapshot']>): string {
  const faults = affected.map((name) => [name, report?.components[name]?.status])
  return JSON.stringify([status, cause, report?.readOnly ?? false, faults])
}
