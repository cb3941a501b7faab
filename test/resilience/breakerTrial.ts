import { vi } from 'vitest'
import { constant } from '../../src/resilience/backoff.js'
import type { Breaker, BreakerOptions } from '../../src/resilience/breaker.js'
import type { BreakerState } from '../../src/resilience/breakerState.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import type { Permit } from '../../src/resilience/permit.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

/** How long a breaker on trial stays open, in milliseconds. */
export const RESET = 1000
/** How many failures in a row open it. */
export const TRIPS_AT = 3

/** A breaker on a clock of its own and without chance, and what is done with it again and again. */
export function trialBreaker(options: BreakerOptions = {}, clock = new FakeClock()) {
  const breaker = createBreaker({
    clock,
    random: () => 0,
    tripAfter: consecutiveFailures(TRIPS_AT),
    resetAfter: constant(RESET),
    ...options,
  })
  return trialOf(breaker, clock)
}

/** The same with a breaker that was made elsewhere. */
export function trialOf(breaker: Breaker, clock: FakeClock) {
  const states: BreakerState['kind'][] = []
  breaker.subscribe(({ kind }) => states.push(kind))
  const call = () => permitOf(breaker)
  const failTimes = (times: number, cause?: unknown) => {
    for (let time = 0; time < times; time++) call().fail(cause)
  }
  const succeedTimes = (times: number) => {
    for (let time = 0; time < times; time++) call().succeed()
  }
  /** Opens it, and lets it be half-open as soon as a call asks. */
  const openAndWait = async () => {
    failTimes(TRIPS_AT)
    await clock.advance(breaker.retryAfterMs())
  }
  return { breaker, clock, states, call, failTimes, succeedTimes, openAndWait }
}

/** Leave for one call, from a breaker that is to give it. */
export function permitOf(breaker: Breaker): Permit {
  const permit = breaker.acquire()
  if (!permit) throw new Error(`refused while ${breaker.state.kind}`)
  return permit
}

/** What the app's own callbacks have thrown, as the developer is told of it while `run` runs. */
export async function notesDuring(run: () => unknown): Promise<unknown[][]> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    await run()
    return [...log.mock.calls]
  } finally {
    log.mockRestore()
  }
}
