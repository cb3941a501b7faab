import { DeadlineError, withDeadline } from '../time/deadline.js'
import type { HealthTally } from './healthTally.js'
import type { Monitor } from './monitor.js'
import type { Snapshot } from './snapshot.js'

/** Watches `monitor`, started for that long, until what it says is enough. */
export async function watchForHealth(
  monitor: Monitor,
  tally: HealthTally,
  { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<Snapshot> {
  let undo = () => {}
  const stop = monitor.start()
  try {
    return await withDeadline({ clock: monitor.clock, timeoutMs: timeout, signal }, async (ended) => {
      // What it knows already may be from before its start.
      await monitor.check()
      return new Promise<Snapshot>((resolve, reject) => {
        if (ended.aborted) return
        let lastChecked: number | null = null
        const look = () => {
          const snapshot = monitor.getSnapshot()
          const seenAt = monitor.getTiming().lastChecked
          if (seenAt !== lastChecked) tally.add(snapshot)
          lastChecked = seenAt
          try {
            if (tally.isEnough(snapshot)) resolve(snapshot)
          } catch (error) {
            reject(error)
          }
        }
        undo = monitor.subscribe(look)
        look()
      })
    })
  } catch (error) {
    throw error instanceof DeadlineError ? tally.failure(monitor.getSnapshot()) : error
  } finally {
    undo()
    stop()
  }
}
