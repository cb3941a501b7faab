import { describe, expect, it } from 'vitest'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { systemClock } from '../../src/time/clock.js'
import { trialBreaker } from './breakerTrial.js'

describe('failures in a row', () => {
  it.each([1, 2, 5])('open at the last of %d, and not before', (count) => {
    const { breaker, failTimes } = trialBreaker({ tripAfter: consecutiveFailures(count) })
    failTimes(count - 1)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('are counted anew after a success', () => {
    const { breaker, failTimes, succeedTimes } = trialBreaker({ tripAfter: consecutiveFailures(3) })
    for (let time = 0; time < 10; time++) {
      failTimes(2)
      succeedTimes(1)
    }
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window).toMatchObject({ calls: 0, failures: 0 })
  })

  it('are all that is counted', () => {
    const { breaker, failTimes, succeedTimes } = trialBreaker({ tripAfter: consecutiveFailures(3) })
    succeedTimes(5)
    failTimes(2)
    expect(breaker.metrics().window).toEqual({ calls: 2, failures: 2, slow: 0, failureRate: 1, slowRate: 0 })
  })

  it('go on from what was saved, as far as that could have been (Q33)', () => {
    const loaded = (...numbers: number[]) => {
      const count = consecutiveFailures(3)(systemClock)
      count.failed()
      count.load?.(numbers, 0)
      return count.save?.(0)
    }
    expect(loaded(2)).toEqual([2])
    expect(loaded(2, 7)).toEqual([2])
    expect([[], [3], [100], [-1], [0]].map((numbers) => loaded(...numbers))).toEqual(
      Array.from({ length: 5 }, () => [1]),
    )
    expect(loaded(2.9)).toEqual([2])
  })
})
