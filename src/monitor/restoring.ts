import type { Clock } from '../time/clock.js'

/** The stored report on its way. */
export interface Restoring {
  /** Settles when it is shown, or will not be for now. */
  readonly shown: Promise<void>
  /** Nobody waits any longer. */
  giveUp(): void
}

/** How long the first failure waits for the stored report, so that what was last known is shown before it. In ms. */
const PATIENCE = 400

/** Nothing on its way. */
export const NOTHING_TO_RESTORE: Restoring = { shown: Promise.resolve(), giveUp() {} }

/** Waits for `restore`, which never rejects, and no longer than is good for a first paint. */
export function restoring(clock: Clock, restore: (signal: AbortSignal) => Promise<void>): Restoring {
  const nobodyWaits = new AbortController()
  let settle = () => {}
  const shown = new Promise<void>((resolve) => {
    const patience = clock.setTimeout(resolve, PATIENCE)
    settle = () => {
      clock.clearTimeout(patience)
      resolve()
    }
  })
  void restore(nobodyWaits.signal).then(settle)
  return {
    shown,
    giveUp() {
      nobodyWaits.abort()
      settle()
    },
  }
}
