import type { Clock, Timer } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import type { Visibility } from './environment.js'
import type { Logger } from './logger.js'

/** Paces what is done after a recovery, so that the clients of a back end do not come back all at once. */
export interface Recovery {
  /** Calls `refetch` after each recovery, at a moment of its own within `spread` ms; returns the undo. */
  subscribe(refetch: () => unknown, spread: number): () => void
  /** It has recovered: gives each subscriber its slot. */
  begin(): void
  /** It is down again, or nobody watches: takes back the slots still to come. */
  cancel(): void
}

/** Where a slot lies depends on who looks: hidden tabs come after every visible one. */
export function createRecovery(
  clock: Clock,
  random: Random,
  visibility: Visibility,
  logger: Pick<Logger, 'error'>,
): Recovery {
  interface Subscriber {
    readonly refetch: () => unknown
    readonly spread: number
    timer: Timer | null
  }
  const subscribers = new Set<Subscriber>()

  const cancel = (subscriber: Subscriber) => {
    if (subscriber.timer) clock.clearTimeout(subscriber.timer)
    subscriber.timer = null
  }
  const run = async (subscriber: Subscriber) => {
    subscriber.timer = null
    try {
      await subscriber.refetch()
    } catch (error) {
      logger.error('react-api-status: a callback of onRecovered failed; monitoring goes on.', error)
    }
  }

  return {
    subscribe(refetch, spread) {
      const subscriber: Subscriber = { refetch, spread, timer: null }
      subscribers.add(subscriber)
      return () => {
        cancel(subscriber)
        subscribers.delete(subscriber)
      }
    },
    begin() {
      const turn = visibility.isVisible() ? 0 : 1
      for (const subscriber of subscribers) {
        cancel(subscriber)
        const slot = subscriber.spread * (turn + uniform(random, 0, 1))
        subscriber.timer = clock.setTimeout(() => void run(subscriber), slot)
      }
    },
    cancel: () => subscribers.forEach(cancel),
  }
}
