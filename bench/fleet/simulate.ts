import { seededRandom } from '../../src/testing/seededRandom.js'
import type { Start } from './client.js'
import { ANSWER_TIME, probeTimes } from './client.js'
import type { Policy } from './policies.js'

/** One outage. Times are milliseconds from its beginning. */
export interface Scenario {
  readonly pollers: number
  readonly start: Start
  /** How long the outage lasts. */
  readonly outage: number
  /** What the server says while it is down, or turns somebody away; 0: nothing. */
  readonly retryAfter: number
  /** Requests per second that the recovered server can answer; it turns the others away. */
  readonly capacity: number
  /** How long to look on after the recovery. */
  readonly observed: number
  readonly seed: number
}

/** What the server saw, and what the clients know. */
export interface Run {
  readonly scenario: Scenario
  /** Probes in each second since the outage began. */
  readonly sent: Uint32Array
  /** When each client knew of the recovery, in milliseconds after it, ascending; `Infinity` where it never did. */
  readonly learned: Float64Array
}

const SECOND = 1000
/** Shorter than an answer takes, so that whoever probes in a step is known before the step begins. */
const STEP = ANSWER_TIME / 2

/** Plays one outage. The same scenario gives the same run. */
export function simulate(policy: Policy, scenario: Scenario): Run {
  const { pollers, start, outage, retryAfter, capacity, observed, seed } = scenario
  const end = outage + observed
  const random = seededRandom(seed)
  const clients = Array.from({ length: pollers }, () => probeTimes(policy, start, retryAfter, random))
  const sent = new Uint32Array(Math.ceil(end / SECOND))
  const learned = new Float64Array(pollers).fill(Infinity)
  const steps = calendar(Math.ceil(end / STEP), pollers)
  const due = new Float64Array(pollers)

  const proceed = (client: number, next: IteratorResult<number, never>) => {
    due[client] = next.value
    if (next.value < end) steps.enter(client, Math.floor(next.value / STEP))
  }

  for (const [client, probes] of clients.entries()) proceed(client, probes.next())
  steps.walk((client) => {
    const at = due[client] ?? Infinity
    const second = Math.floor(at / SECOND)
    const count = (sent[second] ?? 0) + 1
    sent[second] = count
    const isWell = at >= outage && count <= capacity
    if (isWell && learned[client] === Infinity) learned[client] = at + ANSWER_TIME - outage
    proceed(client, clients[client]!.next(isWell))
  })
  return { scenario, sent, learned: learned.toSorted() }
}

interface Calendar {
  /** Each client has one entry at a time. */
  enter(client: number, step: number): void
  /** Everybody's turn, step by step; who stands in the same step comes in no particular order. */
  walk(visit: (client: number) => void): void
}

/** A list of clients for each step, linked through arrays: a sorted queue of 16 000 costs several times as much. */
function calendar(length: number, clients: number): Calendar {
  const NOBODY = -1
  const first = new Int32Array(length).fill(NOBODY)
  const following = new Int32Array(clients)
  return {
    enter(client, step) {
      following[client] = first[step] ?? NOBODY
      first[step] = client
    },
    walk(visit) {
      for (let step = 0; step < length; step++) {
        let client = first[step] ?? NOBODY
        while (client !== NOBODY) {
          // Read before the client's turn, in which it enters its next step.
          const next = following[client] ?? NOBODY
          visit(client)
          client = next
        }
      }
    },
  }
}
