import { describe, expect, it } from 'vitest'
import { constant, exponential } from '../../src/resilience/backoff.js'
import type { BreakerOptions, BreakerState, Permit } from '../../src/resilience/breaker.js'
import { createBreaker, MAX_PROBE_WAIT, PROBE_HINT } from '../../src/resilience/breaker.js'
import { BreakerOpenError, isBreakerOpenError } from '../../src/resilience/errors.js'
import { consecutiveFailures } from '../../src/resilience/tripRule.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

function breakerOf(options: Partial<BreakerOptions> = {}) {
  const clock = new FakeClock()
  const states: BreakerState['kind'][] = []
  const breaker = createBreaker({
    clock,
    random: () => 0.5,
    tripAfter: consecutiveFailures(3),
    resetAfter: constant(1000),
    onChange: ({ kind }) => states.push(kind),
    ...options,
  })
  const call = (): Permit => {
    const permit = breaker.acquire()
    if (!permit) throw new Error('refused')
    return permit
  }
  const failTimes = (times: number) => Array.from({ length: times }, call).forEach((permit) => permit.fail())
  return { breaker, clock, states, call, failTimes }
}

describe('a breaker', () => {
  it('opens at the third failure in a row', () => {
    const { breaker, failTimes } = breakerOf()
    failTimes(2)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
    expect(breaker.acquire()).toBeNull()
  })

  it('begins to count anew at a success, and not at an outcome that says nothing', () => {
    const { breaker, call, failTimes } = breakerOf()
    failTimes(2)
    call().succeed()
    failTimes(2)
    expect(breaker.state.kind).toBe('closed')
    call().release()
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('says how long it refuses', async () => {
    const { breaker, clock, failTimes } = breakerOf()
    expect(breaker.retryAfterMs()).toBe(0)
    failTimes(3)
    await clock.advance(400)
    expect(breaker.retryAfterMs()).toBe(600)
  })

  it('lets exactly one call find out, and closes when it works (R31)', async () => {
    const { breaker, clock, call, failTimes, states } = breakerOf()
    failTimes(3)
    await clock.advance(1000)
    const probe = call()
    expect(breaker.acquire()).toBeNull()
    probe.succeed()
    expect(breaker.state.kind).toBe('closed')
    failTimes(2)
    expect(breaker.state.kind).toBe('closed')
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('waits longer each time that call fails, and as at first after it has been closed', async () => {
    const { breaker, clock, call, failTimes } = breakerOf({
      resetAfter: exponential({ base: 1000, cap: 3000, jitter: 'none' }),
    })
    failTimes(3)
    const waits = [breaker.retryAfterMs()]
    for (let round = 0; round < 3; round++) {
      await clock.advance(breaker.retryAfterMs())
      call().fail()
      waits.push(breaker.retryAfterMs())
    }
    expect(waits).toEqual([1000, 2000, 3000, 3000])
    await clock.advance(3000)
    call().succeed()
    failTimes(3)
    expect(breaker.retryAfterMs()).toBe(1000)
  })

  it('gives the permit of a call that said nothing to the next one', async () => {
    const { breaker, clock, call, failTimes } = breakerOf()
    failTimes(3)
    await clock.advance(1000)
    call().release()
    expect(breaker.state.kind).toBe('half-open')
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('takes the permit of a call that hangs back, and drops what it says in the end', async () => {
    const { breaker, clock, call, failTimes } = breakerOf()
    failTimes(3)
    await clock.advance(1000)
    const hung = call()
    await clock.advance(MAX_PROBE_WAIT - 1)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    const next = call()
    hung.fail()
    hung.release()
    expect(breaker.acquire()).toBeNull()
    next.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('ignores a result that began in an earlier state', async () => {
    const { breaker, clock, call, failTimes } = breakerOf()
    const early = [call(), call(), call()]
    const lateSuccess = call()
    failTimes(3)
    lateSuccess.succeed()
    expect(breaker.state.kind).toBe('open')
    await clock.advance(1000)
    call().succeed()
    early.forEach((permit) => permit.fail())
    expect(breaker.state.kind).toBe('closed')
  })

  it('counts each call once, however often it is settled', () => {
    const { breaker, call } = breakerOf()
    const permit = call()
    for (let time = 0; time < 5; time++) permit.fail()
    expect(breaker.state.kind).toBe('closed')
  })

  it('takes evidence from elsewhere: to wait anew, or to find out at once', async () => {
    const { breaker, clock, failTimes, call } = breakerOf()
    breaker.restartWait()
    breaker.halfOpen()
    expect(breaker.state.kind).toBe('closed')
    failTimes(3)
    await clock.advance(900)
    breaker.restartWait()
    expect(breaker.retryAfterMs()).toBe(1000)
    breaker.halfOpen()
    expect(breaker.retryAfterMs()).toBe(0)
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('asks others to come back soon while one call finds out, however long that may take', async () => {
    const { breaker, clock, call, failTimes } = breakerOf()
    failTimes(3)
    await clock.advance(1000)
    call()
    expect(breaker.retryAfterMs()).toBe(PROBE_HINT)
  })

  it('leaves no timer', async () => {
    const { clock, failTimes } = breakerOf()
    failTimes(3)
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('its parts', () => {
  it.each([0, -1, 1.5, Number.NaN])('refuse %d failures in a row', (count) => {
    expect(() => consecutiveFailures(count)).toThrow(`expected a whole number from 1, got ${count}`)
  })

  it('know their error, also one of another copy', () => {
    const error = new BreakerOpenError('https://api.test', 1000, 5000)
    const theirs = Object.assign(new Error('open'), { name: 'BreakerOpenError' })
    expect([error, theirs, new Error('no'), null].map(isBreakerOpenError)).toEqual([true, true, false, false])
  })
})
