import { describe, expect, it } from 'vitest'
import { PROBE_HINT } from '../../src/resilience/breakerMachine.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { BreakerOpenError, isBreakerOpenError } from '../../src/resilience/errors.js'
import { RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'
import { errorOf } from './policyTrial.js'

describe('what a refused call gets', () => {
  it('names the breaker, and says when calls are let through again', async () => {
    const { breaker, clock, failTimes } = trialBreaker({ name: 'orders' })
    failTimes(TRIPS_AT)
    await clock.advance(400)
    breaker.acquire()
    const refusal = breaker.refusal()
    expect(refusal).toBeInstanceOf(BreakerOpenError)
    expect(refusal).toMatchObject({
      key: 'orders',
      until: clock.wallNow() + RESET - 400,
      retryAfterMs: RESET - 400,
    })
    expect(refusal.message).toBe(
      'The call to orders was not sent: its circuit breaker is open after repeated failures. ' +
        'Try again after 2026-01-01T00:00:01.000Z (error.retryAfterMs), or when the status recovers.',
    )
  })

  it('speaks of the back end where the breaker has no name', () => {
    expect(createBreaker().name).toBe('the back end')
    expect(createBreaker({ name: 'orders' }).name).toBe('orders')
  })

  it('is one error for the whole of an open period, with the wait as of the last refusal', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    const first = await errorOf(breaker.execute(() => 'up'))
    await clock.advance(300)
    const second = await errorOf(breaker.execute(() => 'up'))
    expect(second).toBe(first)
    expect(second).toMatchObject({ until: clock.wallNow() + RESET - 300, retryAfterMs: RESET - 300 })
  })

  it('tells the wait from when the call was refused, however much later it is asked for', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    await clock.advance(300)
    breaker.acquire()
    await clock.advance(5)
    expect(breaker.refusal().retryAfterMs).toBe(RESET - 300)
  })

  it('is another error in the next open period, and when the breaker waits anew', async () => {
    const { breaker, clock, call, failTimes } = trialBreaker()
    const refusals: BreakerOpenError[] = []
    const refuse = () => {
      breaker.acquire()
      refusals.push(breaker.refusal())
    }
    failTimes(TRIPS_AT)
    refuse()
    breaker.restartWait()
    refuse()
    await clock.advance(RESET)
    call().fail()
    refuse()
    expect(new Set(refusals).size).toBe(3)
    expect(refusals[2]?.until).toBe(clock.wallNow() + RESET)
  })

  it('carries no stack: it would be that of whoever came first', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.acquire()
    const refusal = breaker.refusal()
    expect(refusal.stack).toBe(`BreakerOpenError: ${refusal.message}`)
  })

  it('says to come back soon while others find out', async () => {
    const { breaker, clock, call, openAndWait } = trialBreaker()
    await openAndWait()
    call()
    const error = await errorOf(breaker.execute(() => 'up'))
    expect(error).toMatchObject({ retryAfterMs: PROBE_HINT, until: clock.wallNow() + PROBE_HINT })
  })

  it('is another error each time while others find out: each has a time of its own', async () => {
    const { breaker, clock, call, openAndWait } = trialBreaker()
    await openAndWait()
    call()
    const first = await errorOf(breaker.execute(() => 'up'))
    await clock.advance(10)
    const second = await errorOf(breaker.execute(() => 'up'))
    expect(second).not.toBe(first)
    expect([first, second]).toEqual([
      expect.objectContaining({ until: clock.wallNow() - 10 + PROBE_HINT }),
      expect.objectContaining({ until: clock.wallNow() + PROBE_HINT }),
    ])
  })

  it('says so also where there was room again in the meantime', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    const probe = call()
    breaker.acquire()
    probe.release()
    expect(breaker.refusal().retryAfterMs).toBe(PROBE_HINT)
  })

  it.each(['forceOpen', 'isolate'] as const)('names no time after %s', async (control) => {
    const { breaker } = trialBreaker({ name: 'orders' })
    breaker[control]()
    const error = await errorOf(breaker.execute(() => 'up'))
    expect(error).toMatchObject({ retryAfterMs: Infinity, until: Infinity })
    expect(error).toHaveProperty(
      'message',
      'The call to orders was not sent: its circuit breaker is held open by hand. Try again when it has been closed.',
    )
    expect(await errorOf(breaker.execute(() => 'up'))).toBe(error)
  })
})

describe('a BreakerOpenError', () => {
  it('is known, also one of another copy of this package', () => {
    const error = new BreakerOpenError('https://api.test', 1000, 5000)
    const theirs = Object.assign(new Error('open'), { name: 'BreakerOpenError' })
    expect([error, theirs].map(isBreakerOpenError)).toEqual([true, true])
  })

  it.each([new Error('no'), null, undefined, { name: 'BreakerOpenError' }])('is not what %o is', (other) => {
    expect(isBreakerOpenError(other)).toBe(false)
  })
})
