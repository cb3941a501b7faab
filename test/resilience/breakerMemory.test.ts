import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { anyOf } from '../../src/resilience/anyOf.js'
import type { Breaker } from '../../src/resilience/breaker.js'
import { createBreakers } from '../../src/resilience/breakers.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import type { TripRule } from '../../src/resilience/tripRule.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const CALLS = 1_000_000
const MOST_GROWTH = 10_000

const RULES: readonly (readonly [string, TripRule])[] = [
  ['failures in a row', consecutiveFailures(3)],
  ['a window of calls', failureRate({ rate: 1, window: countWindow(100) })],
  ['a window of time', failureRate({ rate: 1, window: timeWindow(60_000) })],
  [
    'slow calls and failures',
    anyOf(consecutiveFailures(3), slowCallRate({ rate: 1, slowerThan: 60_000, window: timeWindow(60_000) })),
  ],
]

async function heapUsed(): Promise<number> {
  await nextTurn()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

function makeCalls(breaker: Breaker, calls: number): void {
  for (let call = 0; call < calls; call++) {
    const permit = breaker.acquire()
    if (call % 3 === 0) permit?.fail()
    else if (call % 3 === 1) permit?.succeed()
    else permit?.release()
  }
}

describe('a breaker', () => {
  it.each(RULES)('that looks at %s keeps nothing of 1 000 000 calls (Q11)', async (_, tripAfter) => {
    const growthOf = async (breaker: Breaker) => {
      makeCalls(breaker, 10_000)
      const before = await heapUsed()
      makeCalls(breaker, CALLS)
      const growth = (await heapUsed()) - before
      expect(breaker.metrics().totals.failed).toBeGreaterThan(CALLS / 3)
      return growth
    }
    // What else happens in this process may take memory at times, but not each time.
    let growth = Infinity
    for (let attempt = 0; attempt < 10 && growth >= MOST_GROWTH; attempt++)
      growth = await growthOf(createBreaker({ tripAfter, clock: new FakeClock() }))
    expect(growth).toBeLessThan(MOST_GROWTH)
  })

  it('is kept alive by nobody but its user, and those by name by their collection (Q12)', async () => {
    const names = ['a', 'b']
    const gone = names.map((name) => new WeakRef(createBreaker({ name })))
    const breakers = createBreakers({}, 1)
    const kept = names.map((name) => new WeakRef(breakers.get(name)))
    // A WeakRef holds on to what it was made with until the end of the turn.
    await nextTurn()
    collectGarbage()
    expect(gone.map((ref) => ref.deref())).toEqual([undefined, undefined])
    expect(kept.map((ref) => ref.deref()?.name)).toEqual([undefined, 'b'])
    expect([...breakers]).toHaveLength(1)
  })
})
