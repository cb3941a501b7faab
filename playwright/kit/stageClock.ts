import type { Clock } from '../../src/core.js'

/** A clock that moves when it is told to, and then by leaps: what has come due by then happens, late, in its order. */
export interface StageClock extends Clock {
  pass(milliseconds: number): void
}

/** @param startsAt What it shows at first, in epoch milliseconds. */
export function stageClock(startsAt: number): StageClock {
  const timers = new Map<number, { readonly dueAt: number; readonly callback: () => void }>()
  let now = 0
  let lastId = 0
  return {
    now: () => now,
    wallNow: () => startsAt + now,
    setTimeout(callback, delay) {
      timers.set(++lastId, { dueAt: now + Math.max(0, delay), callback })
      return lastId as never
    },
    clearTimeout: (timer) => void timers.delete(timer as never),
    pass(milliseconds) {
      now += milliseconds
      const due = [...timers].filter(([, { dueAt }]) => dueAt <= now)
      for (const [id, { callback }] of due.toSorted((one, other) => one[1].dueAt - other[1].dueAt)) {
        // One may have ended another.
        if (timers.delete(id)) callback()
      }
    },
  }
}
