import { describe, expect, it } from 'vitest'
import { exponential } from '../../src/resilience/backoff.js'
import { PROBE_HINT } from '../../src/resilience/breakerMachine.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { systemClock } from '../../src/time/clock.js'
import { RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'

describe('a closed breaker', () => {
  it('is what one begins as', () => {
    const { breaker } = trialBreaker()
    expect(breaker.state).toEqual({ kind: 'closed' })
    expect(breaker.retryAfterMs()).toBe(0)
  })

  it('opens when its rule says so, and not before', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT - 1)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state).toEqual({ kind: 'open', until: RESET, attempt: 1, waitMs: RESET })
  })

  it('opens at the third failure in a row where it is given no rule', () => {
    const breaker = createBreaker()
    for (let time = 0; time < 2; time++) breaker.acquire()?.fail()
    expect(breaker.state.kind).toBe('closed')
    breaker.acquire()?.fail()
    expect(breaker.state.kind).toBe('open')
  })

  it('reads the monotonic clock of the platform where it is given none (Q27)', () => {
    const breaker = createBreaker({ resetAfter: 60_000 })
    const before = systemClock.now()
    for (let time = 0; time < TRIPS_AT; time++) breaker.acquire()?.fail()
    const { state } = breaker
    expect(state).toMatchObject({ kind: 'open' })
    if (state.kind !== 'open') return
    expect(state.until).toBeGreaterThanOrEqual(before + 60_000)
    expect(state.until).toBeLessThanOrEqual(systemClock.now() + 60_000)
  })

  it('opens once at a burst of failures, and is half-open in time (Q6)', async () => {
    const { breaker, clock, call, states } = trialBreaker()
    const burst = Array.from({ length: 50 }, call)
    for (const permit of burst) {
      permit.fail()
      await clock.advance(1)
    }
    expect(states).toEqual(['open'])
    // It opened at the third, 2 ms after the first.
    await clock.advance(RESET + 2 - 50 - 1)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.acquire()).not.toBeNull()
    expect(breaker.metrics().totals.opened).toBe(1)
  })

  it('that was open before begins with an empty count (Q10)', async () => {
    const { breaker, call, failTimes, openAndWait } = trialBreaker()
    await openAndWait()
    call().succeed()
    failTimes(TRIPS_AT - 1)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })
})

describe('an open breaker', () => {
  it('refuses each call, until its time has come', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(RESET - 1)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.acquire()).not.toBeNull()
  })

  it('says how long it refuses', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    expect(breaker.retryAfterMs()).toBe(RESET)
    await clock.advance(400)
    expect(breaker.retryAfterMs()).toBe(RESET - 400)
    await clock.advance(RESET)
    expect(breaker.retryAfterMs()).toBe(0)
  })

  it('is half-open when the first call after that asks, and waits for it without a timer (Q16)', async () => {
    const { breaker, clock, states, openAndWait } = trialBreaker()
    await openAndWait()
    expect(clock.pendingTimers).toBe(0)
    expect(states).toEqual(['open'])
    breaker.acquire()
    expect(breaker.state).toEqual({ kind: 'half-open', attempt: 1, waitMs: RESET })
  })

  it('does not care for the wall clock (Q27)', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    clock.setWallBy(-3_600_000)
    await clock.advance(RESET - 1)
    expect(breaker.retryAfterMs()).toBe(1)
    clock.setWallBy(7_200_000)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.acquire()).not.toBeNull()
  })

  it('waits longer each time it opens again, and as at first once it has been closed', async () => {
    const { breaker, clock, call, failTimes } = trialBreaker({
      resetAfter: exponential({ base: 1000, cap: 3000, jitter: 'none' }),
    })
    failTimes(TRIPS_AT)
    const waits = [breaker.retryAfterMs()]
    for (let round = 0; round < 3; round++) {
      await clock.advance(breaker.retryAfterMs())
      call().fail()
      waits.push(breaker.retryAfterMs())
    }
    expect(waits).toEqual([1000, 2000, 3000, 3000])
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 4 })
    await clock.advance(3000)
    call().succeed()
    failTimes(TRIPS_AT)
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 1, waitMs: 1000 })
  })
})

describe('a half-open breaker', () => {
  it('closes when the call that finds out succeeds', async () => {
    const { breaker, call, openAndWait, states } = trialBreaker()
    await openAndWait()
    call().succeed()
    expect(breaker.state).toEqual({ kind: 'closed' })
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('opens when it fails, for the whole wait from then on', async () => {
    const { breaker, clock, call, openAndWait, states } = trialBreaker()
    await openAndWait()
    const probe = call()
    await clock.advance(500)
    probe.fail()
    expect(breaker.state).toEqual({ kind: 'open', until: RESET + 500 + RESET, attempt: 2, waitMs: RESET })
    expect(states).toEqual(['open', 'half-open', 'open'])
  })

  it('asks others to come back soon, however long that call may take', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    const probe = call()
    expect(breaker.retryAfterMs()).toBe(PROBE_HINT)
    expect(PROBE_HINT).toBe(1000)
    probe.release()
    expect(breaker.retryAfterMs()).toBe(0)
  })
})

describe('a result that began in an earlier state', () => {
  it('changes nothing while it is open (Q1)', () => {
    const { breaker, call, failTimes, states } = trialBreaker()
    const late = Array.from({ length: 10 }, call)
    failTimes(TRIPS_AT)
    const { state } = breaker
    late.forEach((permit, index) => (index % 2 ? permit.succeed() : permit.fail()))
    expect(breaker.state).toBe(state)
    expect(states).toEqual(['open'])
  })

  it('neither closes it nor opens it again while it is half-open (Q1)', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    const [success, failure] = [call(), call()]
    await openAndWait()
    call()
    success.succeed()
    expect(breaker.state.kind).toBe('half-open')
    failure.fail()
    expect(breaker.state.kind).toBe('half-open')
  })

  it('is not counted when it is closed again (Q1)', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    const late = Array.from({ length: TRIPS_AT }, call)
    await openAndWait()
    const duringTrial = call()
    duringTrial.succeed()
    late.forEach((permit) => permit.fail())
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window.calls).toBe(0)
  })

  it('is not counted when it has been reset since (Q1)', () => {
    const { breaker, call } = trialBreaker()
    const late = Array.from({ length: TRIPS_AT }, call)
    breaker.reset()
    late.forEach((permit) => permit.fail())
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window.calls).toBe(0)
  })

  it('of one half-open period does not decide the next one (Q1)', async () => {
    const { breaker, clock, call, openAndWait } = trialBreaker({ halfOpen: { permitted: 2 } })
    await openAndWait()
    const [failure, late] = [call(), call()]
    failure.fail()
    await clock.advance(RESET)
    const next = call()
    late.fail()
    late.succeed()
    expect(breaker.state).toMatchObject({ kind: 'half-open', attempt: 2 })
    next.succeed()
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })
})

describe('a permit', () => {
  it('counts once, however often it is settled', () => {
    const { breaker, call } = trialBreaker()
    const permit = call()
    for (let time = 0; time < TRIPS_AT; time++) permit.fail()
    permit.succeed()
    permit.release()
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics()).toMatchObject({
      window: { calls: 1, failures: 1 },
      totals: { failed: 1, succeeded: 0, ignored: 0 },
    })
  })

  it('that is released says nothing (Q4)', () => {
    const { breaker, call, failTimes } = trialBreaker()
    failTimes(TRIPS_AT - 1)
    call().release()
    expect(breaker.metrics().window.calls).toBe(TRIPS_AT - 1)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })
})
