import { describe, expect, it } from 'vitest'
import type { TripRule } from '../../src/resilience/tripRule.js'
import { notesDuring, trialBreaker } from './breakerTrial.js'

/** All that a rule must have. */
const opensAtOnce: TripRule = () => ({ succeeded: () => false, failed: () => true })

describe('a trip rule with no more than it must have', () => {
  it('decides when the breaker opens', () => {
    const { call, breaker } = trialBreaker({ tripAfter: opensAtOnce })
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
    call().fail()
    expect(breaker.state.kind).toBe('open')
  })

  it('is not asked about calls that say nothing', async () => {
    const { call, breaker } = trialBreaker({ tripAfter: opensAtOnce })
    expect(await notesDuring(() => call().release())).toEqual([])
    expect(breaker.state.kind).toBe('closed')
  })

  it('has counted nothing, as far as anyone is told', () => {
    const { breaker } = trialBreaker({ tripAfter: opensAtOnce })
    expect(breaker.metrics().window).toEqual({ calls: 0, failures: 0, slow: 0, failureRate: 0, slowRate: 0 })
    expect(breaker.toJSON()).toMatchObject({ state: { kind: 'closed' }, counts: [] })
  })
})
