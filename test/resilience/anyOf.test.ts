import { describe, expect, it } from 'vitest'
import { anyOf } from '../../src/resilience/anyOf.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { restoreBreaker } from '../../src/resilience/restoreBreaker.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { notesDuring, trialBreaker } from './breakerTrial.js'

const SLOW = 100
const inARow = consecutiveFailures(3)
const rate = failureRate({ rate: 0.5, window: countWindow(10), minimumCalls: 6 })
const slow = slowCallRate({ rate: 1, slowerThan: SLOW, window: timeWindow(10_000), minimumCalls: 2 })

describe('several rules', () => {
  it('open the breaker as soon as the first of them says so, whichever it is', () => {
    for (const rules of [
      [inARow, rate],
      [rate, inARow],
    ]) {
      const { breaker, failTimes, succeedTimes } = trialBreaker({ tripAfter: anyOf(...rules) })
      failTimes(2)
      succeedTimes(1)
      failTimes(1)
      succeedTimes(1)
      expect(breaker.state.kind).toBe('closed')
      // The sixth call: 4 of 6 have failed, and 1 in a row.
      failTimes(1)
      expect(breaker.state.kind).toBe('open')
      breaker.reset()
      failTimes(3)
      expect(breaker.state.kind).toBe('open')
    }
  })

  it('open it at a success too', () => {
    const { breaker, failTimes, succeedTimes } = trialBreaker({ tripAfter: anyOf(inARow, rate) })
    failTimes(2)
    succeedTimes(1)
    failTimes(2)
    succeedTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('open it once, also where two of them say so', async () => {
    const { call, clock, states } = trialBreaker({ tripAfter: anyOf(slow, slow, consecutiveFailures(1)) })
    call()
    call()
    await clock.advance(SLOW + 1)
    expect(states).toEqual(['open'])
  })

  it('watch running calls where one of them does, and each ends for all (Q28)', async () => {
    const { breaker, clock, call } = trialBreaker({ tripAfter: anyOf(inARow, slow) })
    for (const end of ['succeed', 'fail', 'release'] as const) call()[end]()
    expect(clock.pendingTimers).toBe(0)
    expect(breaker.metrics().window).toMatchObject({ calls: 2, failures: 1, slow: 0 })
    breaker.reset()
    call()
    call()
    await clock.advance(SLOW + 1)
    expect(breaker.state.kind).toBe('open')
    expect(clock.pendingTimers).toBe(0)
  })

  it('watch none where none of them does', () => {
    const { clock, call } = trialBreaker({ tripAfter: anyOf(inARow, rate) })
    call()
    expect(clock.pendingTimers).toBe(0)
  })

  it('stop watching when the breaker is reset (Q16)', () => {
    const { breaker, clock, call } = trialBreaker({ tripAfter: anyOf(inARow, slow) })
    call()
    breaker.reset()
    expect(clock.pendingTimers).toBe(0)
  })

  it('may be among several themselves, with calls that say nothing (Q4)', async () => {
    const { breaker, call, failTimes } = trialBreaker({ tripAfter: anyOf(anyOf(inARow, rate), inARow) })
    const notes = await notesDuring(() => call().release())
    expect(notes).toEqual([])
    failTimes(3)
    expect(breaker.state.kind).toBe('open')
  })

  it('may watch running calls while they are among several themselves (Q28)', async () => {
    const { breaker, clock, call } = trialBreaker({ tripAfter: anyOf(inARow, anyOf(rate, slow)) })
    call().release()
    call().succeed()
    expect(clock.pendingTimers).toBe(0)
    call()
    call()
    await clock.advance(SLOW + 1)
    expect(breaker.metrics().window).toMatchObject({ slow: 2 })
  })

  it('are told together: the most that one of them has counted', () => {
    const { breaker, failTimes, succeedTimes } = trialBreaker({ tripAfter: anyOf(inARow, rate) })
    expect(breaker.metrics().window).toMatchObject({ calls: 0, failures: 0, slow: 0 })
    failTimes(1)
    succeedTimes(3)
    failTimes(1)
    expect(breaker.metrics().window).toMatchObject({ calls: 5, failures: 2, slow: 0, failureRate: 0.4 })
  })

  it('may be some that say nothing of what they count', () => {
    const silent = () => ({ succeeded() {}, failed() {} })
    const { breaker, failTimes } = trialBreaker({ tripAfter: anyOf(silent, inARow) })
    failTimes(2)
    expect(breaker.metrics().window.failures).toBe(2)
    expect(breaker.toJSON().counts).toEqual([0, 1, 2])
    const next = restoreBreaker(breaker.toJSON(), { tripAfter: anyOf(silent, inARow) })
    expect(next.metrics().window.failures).toBe(2)
  })

  it('go on together from what was saved (Q33)', () => {
    const tripAfter = anyOf(rate, inARow, slow)
    const before = trialBreaker({ tripAfter })
    before.failTimes(1)
    before.succeedTimes(1)
    before.failTimes(2)
    const kept: unknown = JSON.parse(JSON.stringify(before.breaker))
    const after = restoreBreaker(kept, { tripAfter, clock: before.clock })
    expect(after.metrics().window).toEqual(before.breaker.metrics().window)
    expect(after.toJSON()).toEqual(before.breaker.toJSON())
    after.acquire()?.fail()
    expect(after.state.kind).toBe('open')
  })

  it('of none never open', () => {
    const { breaker, failTimes } = trialBreaker({ tripAfter: anyOf() })
    failTimes(100)
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window.calls).toBe(0)
  })
})
