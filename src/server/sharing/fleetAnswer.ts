import type { FleetCounts } from '../../resilience/sharing/breakerStore.js'

/** What Redis knows of the breakers of a name. Times are the server's, in milliseconds. */
export interface FleetAnswer {
  /** Whose it is: where it is kept, with all that a client puts before its keys. A channel may be that of others too. */
  readonly key: string
  readonly now: number
  readonly epoch: number
  /** When the wait is over; 0 while the fleet is closed. */
  readonly until: number
  readonly attempt: number
  readonly wait: number
  /** Nobody holds the trial. */
  readonly isFree: boolean
  /** Of the trial, where it is the asking one's. */
  readonly token?: string
  /** Somebody else wants that trial. */
  readonly isWanted?: boolean
  readonly counts?: FleetCounts
}

const NUMBERS = ['now', 'epoch', 'until', 'attempt', 'wait'] as const

/** Reads what the script has answered or published. Throws a TypeError on anything else. */
export function readFleetAnswer(reply: unknown): FleetAnswer {
  const answer: unknown = JSON.parse(String(reply))
  const isAnswer =
    typeof answer === 'object' &&
    answer !== null &&
    NUMBERS.every((name) => Number.isFinite((answer as Record<string, unknown>)[name]))
  if (!isAnswer) throw new TypeError('Redis answered with something else than the state of a breaker.')
  return answer as FleetAnswer
}
