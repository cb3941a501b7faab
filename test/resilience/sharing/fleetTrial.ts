import { onTestFinished } from 'vitest'
import { consecutiveFailures } from '../../../src/resilience/consecutiveFailures.js'
import { memoryBreakerStore } from '../../../src/resilience/sharing/memoryBreakerStore.js'
import type { SharedBreaker, SharedBreakerOptions } from '../../../src/resilience/sharing/sharedBreaker.js'
import { sharedBreaker } from '../../../src/resilience/sharing/sharedBreaker.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { permitOf } from '../breakerTrial.js'
import { FlakyStore } from './flakyStore.js'

/** How long a breaker of a fleet on trial stays open, in milliseconds: as much longer each time. */
export const RESET = 1000
/** How many failures in a row open it. */
export const TRIPS_AT = 3

/** So many breakers of one name, on one clock and a store that may be lost. */
export async function fleetOnTrial(size: number, options: Partial<SharedBreakerOptions> = {}) {
  const clock = new FakeClock()
  const store = new FlakyStore(memoryBreakerStore({ clock }))
  const breakers: SharedBreaker[] = []
  onTestFinished(() => breakers.forEach((breaker) => breaker.leave()))

  /** One more of them. */
  const add = async (more: Partial<SharedBreakerOptions> = {}) => {
    const breaker = sharedBreaker({
      name: 'payments',
      store,
      clock,
      random: () => 0,
      tripAfter: consecutiveFailures(TRIPS_AT),
      resetAfter: ({ attempt }) => attempt * RESET,
      ...options,
      ...more,
    })
    breakers.push(breaker)
    await clock.advance(0)
    return breaker
  }
  for (let made = 0; made < size; made++) await add()

  const kinds = () => breakers.map(({ state }) => state.kind)
  /** Opens one by failures of its own, and lets the others hear of it. */
  const fail = async (...which: readonly number[]) => {
    for (const index of which) {
      for (let time = 0; time < TRIPS_AT; time++) permitOf(breakers[index]!).fail()
    }
    await clock.advance(0)
  }
  /** A call that is refused, and makes its breaker ask whether it may find out. */
  const ask = async (index: number) => {
    if (breakers[index]!.acquire()) throw new Error(`let through while ${breakers[index]!.state.kind}`)
    await clock.advance(0)
  }
  /** A call that finds out. */
  const findOut = async (index: number, verdict: 'succeed' | 'fail') => {
    permitOf(breakers[index]!)[verdict]()
    await clock.advance(0)
  }
  return { clock, store, breakers, add, kinds, fail, ask, findOut }
}

/** So many of which the first has opened; its wait is over, and it has been chosen to find out. */
export async function fleetThatFindsOut(size: number) {
  const fleet = await fleetOnTrial(size)
  await fleet.fail(0)
  await fleet.clock.advance(RESET)
  await fleet.ask(0)
  return fleet
}
