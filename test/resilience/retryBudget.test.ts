import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { retryBudget } from '../../src/resilience/retryBudget.js'

/** How many retries are granted in a row. */
function granted(budget: RetryBudget, now: number): number {
  let count = 0
  while (count < 1000 && budget.take(now)) count++
  return count
}

function callTimes(budget: RetryBudget, times: number, now: number): void {
  for (let call = 0; call < times; call++) budget.called(now)
}

describe('a retry budget (Q29)', () => {
  it('has three retries in ten seconds, however few the calls, and one for each ten calls', () => {
    expect(granted(retryBudget(), 0)).toBe(3)
    const few = retryBudget()
    callTimes(few, 39, 0)
    expect(granted(few, 9999)).toBe(3)
    const many = retryBudget()
    callTimes(many, 40, 0)
    expect(granted(many, 9999)).toBe(4)
  })

  it('has no less for a call that it was refused for', () => {
    const budget = retryBudget()
    granted(budget, 0)
    for (let time = 0; time < 10; time++) budget.take(0)
    callTimes(budget, 40, 0)
    expect(granted(budget, 0)).toBe(1)
  })

  it('forgets retries and calls after ten seconds', () => {
    const budget = retryBudget()
    callTimes(budget, 100, 0)
    expect(granted(budget, 0)).toBe(10)
    expect(granted(budget, 9999)).toBe(0)
    expect(granted(budget, 10_000)).toBe(3)
  })

  it('has the ratio, the minimum and the window that it is given', () => {
    const budget = retryBudget({ ratio: 0.5, minimum: 1, window: 100 })
    expect(granted(budget, 0)).toBe(1)
    callTimes(budget, 8, 10)
    expect(granted(budget, 10)).toBe(3)
    expect(granted(budget, 100)).toBe(1)
    expect(granted(budget, 109)).toBe(0)
    expect(granted(budget, 110)).toBe(0)
    expect(granted(budget, 200)).toBe(1)
  })

  it('forgets by tenths of the window: what comes within one leaves with its first', () => {
    const together = retryBudget({ minimum: 2, window: 1000 })
    expect([together.take(50), together.take(149)]).toEqual([true, true])
    expect([together.take(1049), granted(together, 1050)]).toEqual([false, 2])
    const apart = retryBudget({ minimum: 2, window: 1000 })
    expect([apart.take(50), apart.take(150)]).toEqual([true, true])
    expect([granted(apart, 1050), granted(apart, 1149), granted(apart, 1150)]).toEqual([1, 0, 1])
  })

  it('may have as many retries as calls', () => {
    const budget = retryBudget({ ratio: 1, minimum: 1 })
    callTimes(budget, 7, 0)
    expect(granted(budget, 0)).toBe(7)
  })

  it.each([
    [{ ratio: 0 }, 'retryBudget ratio: expected a share above 0, 1 at the most, got 0.'],
    [{ ratio: 1.1 }, 'retryBudget ratio: expected a share above 0, 1 at the most, got 1.1.'],
    [{ minimum: 0 }, 'retryBudget minimum: expected a whole number from 1, got 0.'],
    [{ window: 0 }, 'retryBudget window: expected milliseconds from 1, got 0.'],
  ])('has no use for %j', (options, message) => {
    expect(() => retryBudget(options)).toThrow(new RangeError(`react-api-status: ${message}`))
  })

  it('grants while there is room for one more among what it has counted, and only then', () => {
    const events = fc.array(
      fc.record({ gap: fc.constantFrom(0, 0, 1, 40, 99, 100, 101, 900, 5000), isCall: fc.boolean() }),
      { maxLength: 300 },
    )
    const options = fc.record({
      ratio: fc.constantFrom(0.1, 0.5, 1),
      minimum: fc.integer({ min: 1, max: 4 }),
    })
    const window = 1000
    fc.assert(
      fc.property(events, options, (story, { ratio, minimum }) => {
        const budget = retryBudget({ ratio, minimum, window })
        let now = 0
        let buckets: { begunAt: number; calls: number; retries: number }[] = []
        const current = () => {
          let bucket = buckets.at(-1)
          if (!bucket || now - bucket.begunAt >= window / 10) {
            bucket = { begunAt: now, calls: 0, retries: 0 }
            buckets.push(bucket)
          }
          return bucket
        }
        for (const { gap, isCall } of story) {
          now += gap
          buckets = buckets.filter(({ begunAt }) => now - begunAt < window)
          if (isCall) {
            budget.called(now)
            current().calls++
            continue
          }
          const bucket = current()
          const calls = buckets.reduce((sum, each) => sum + each.calls, 0)
          const retries = buckets.reduce((sum, each) => sum + each.retries, 0)
          const hasRoom = retries + 1 <= Math.max(minimum, ratio * calls)
          expect(budget.take(now)).toBe(hasRoom)
          if (hasRoom) bucket.retries++
        }
      }),
    )
  })
})
