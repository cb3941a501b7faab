import type { DelayState } from '../../src/monitor/nextDelay.js'
import { nextDelay } from '../../src/monitor/nextDelay.js'
import { progressive } from '../../src/monitor/progressive.js'
import type { Backoff, Jitter } from '../../src/resilience/backoff.js'
import { constant, exponential } from '../../src/resilience/backoff.js'
import type { Random } from '../../src/time/random.js'
import { uniform } from '../../src/time/random.js'

/** How long a client waits from one answer to its next probe, in milliseconds. */
export interface Policy {
  readonly name: string
  delay(state: DelayState, random: Random): number
}

/** What ships: nothing here but the call. */
export const ours: Policy = {
  name: 'ours',
  delay: (state, random) => nextDelay(progressive(), state, random),
}

/** As bare as their authors wrote them; all but the first two poll like ours while all is well. */
export const rivals: readonly Policy[] = [
  { name: 'fixed 30 s', delay: () => 30_000 },
  { name: 'fixed 30 s ± 10 %', delay: (_, random) => uniform(random, 27_000, 33_000) },
  ...(['none', 'equal', 'full', 'decorrelated'] as const).map(exponentially),
]

/** Does what `Retry-After` says, to the second. */
export const obedient: Policy = {
  name: 'Retry-After exactly',
  delay: (state, random) => whileDown(constant(state.retryAfter))(state, random),
}

function exponentially(jitter: Jitter): Policy {
  const name = `exponential, ${jitter === 'none' ? 'no' : jitter} jitter`
  return { name, delay: whileDown(exponential({ cap: 60_000, jitter })) }
}

function whileDown(backoff: Backoff): Policy['delay'] {
  return (state, random) => {
    const { attempt, interval } = state
    return attempt === 0 ? uniform(random, interval * 0.9, interval * 1.1) : backoff(state, random)
  }
}
