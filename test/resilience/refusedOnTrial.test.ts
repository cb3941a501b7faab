import { describe, expect, it } from 'vitest'
import { PROBE_HINT } from '../../src/resilience/breakerMachine.js'
import { trialBreaker } from './breakerTrial.js'

describe('a call refused while another finds out', () => {
  it('gets an error of its own, with the wait as of then', async () => {
    const { breaker, clock, call, openAndWait } = trialBreaker()
    await openAndWait()
    call()
    const refuse = () => {
      breaker.acquire()
      return breaker.refusal()
    }
    const first = refuse()
    await clock.advance(300)
    const second = refuse()
    expect(second).not.toBe(first)
    expect([first, second]).toMatchObject([
      { until: clock.wallNow() - 300 + PROBE_HINT, retryAfterMs: PROBE_HINT },
      { until: clock.wallNow() + PROBE_HINT, retryAfterMs: PROBE_HINT },
    ])
  })
})
