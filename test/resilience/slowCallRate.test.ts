import { describe, expect, it } from 'vitest'
import { countWindow } from '../../src/resilience/countWindow.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { RESET, trialBreaker } from './breakerTrial.js'
import { errorOf } from './policyTrial.js'

const SLOW = 100

function slowTrial(options: Partial<Parameters<typeof slowCallRate>[0]> = {}) {
  const rule = slowCallRate({
    rate: 0.5,
    slowerThan: SLOW,
    window: countWindow(10),
    minimumCalls: 2,
    ...options,
  })
  const trial = trialBreaker({ tripAfter: rule })
  const slowCounts = () => {
    const { calls, slow } = trial.breaker.metrics().window
    return { calls, slow }
  }
  /** A call that takes so long. */
  const callFor = async (ms: number, end: 'succeed' | 'fail' | 'release' = 'succeed') => {
    const permit = trial.call()
    await trial.clock.advance(ms)
    permit[end]()
  }
  return { ...trial, slowCounts, callFor }
}

describe('a call', () => {
  it.each([
    [SLOW - 1, 0],
    [SLOW, 0],
    [SLOW + 1, 1],
    [100 * SLOW, 1],
  ])('of %d ms against 100 ms is slow %d times', async (ms, slow) => {
    const { callFor, slowCounts } = slowTrial()
    await callFor(ms)
    expect(slowCounts()).toEqual({ calls: 1, slow })
  })

  it('is slow whether it succeeds or fails', async () => {
    const { callFor, slowCounts } = slowTrial({ minimumCalls: 10 })
    await callFor(SLOW + 1, 'fail')
    await callFor(SLOW, 'fail')
    expect(slowCounts()).toEqual({ calls: 2, slow: 1 })
  })

  it('that says nothing is not counted, unless it was slow by then (Q4)', async () => {
    const { callFor, clock, slowCounts } = slowTrial({ minimumCalls: 10 })
    await callFor(SLOW, 'release')
    expect(slowCounts()).toEqual({ calls: 0, slow: 0 })
    expect(clock.pendingTimers).toBe(0)
    await callFor(SLOW + 1, 'release')
    expect(slowCounts()).toEqual({ calls: 1, slow: 1 })
  })

  it('may be made through the breaker', async () => {
    const { breaker, clock, slowCounts } = slowTrial({ minimumCalls: 10 })
    const sleep = () => new Promise<void>((resolve) => void clock.setTimeout(resolve, SLOW + 1))
    const down = new Error('503')
    const calls = [
      breaker.execute(sleep),
      errorOf(breaker.execute(() => sleep().then(() => Promise.reject(down)))),
    ]
    await clock.advance(SLOW + 1)
    await Promise.all(calls)
    await breaker.execute(() => 'up')
    await errorOf(breaker.execute(() => Promise.reject(down)))
    expect(slowCounts()).toEqual({ calls: 4, slow: 2 })
  })
})

describe('a running call', () => {
  it('is counted in the moment in which it becomes slow (Q28)', async () => {
    const { call, clock, slowCounts } = slowTrial({ minimumCalls: 10 })
    call()
    await clock.advance(SLOW)
    expect(slowCounts()).toEqual({ calls: 0, slow: 0 })
    await clock.advance(1)
    expect(slowCounts()).toEqual({ calls: 1, slow: 1 })
  })

  it('that has been counted is not counted again when it ends, however it does (Q28)', async () => {
    const { callFor, slowCounts } = slowTrial({ minimumCalls: 10 })
    for (const end of ['succeed', 'fail', 'release'] as const) await callFor(10 * SLOW, end)
    expect(slowCounts()).toEqual({ calls: 3, slow: 3 })
  })

  it('that ends after it has been counted leaves others watched (Q28)', async () => {
    for (const end of ['succeed', 'fail', 'release'] as const) {
      const { call, clock, slowCounts } = slowTrial({ minimumCalls: 10 })
      const slow = call()
      await clock.advance(SLOW)
      const quick = call()
      await clock.advance(1)
      quick.succeed()
      call()
      call()
      slow[end]()
      await clock.advance(SLOW + 1)
      expect(slowCounts()).toEqual({ calls: 4, slow: 3 })
    }
  })

  it('opens the breaker with others that hang, and not only when they are given up (Q28)', async () => {
    const { breaker, call, clock, states } = slowTrial({ minimumCalls: 20, window: countWindow(20) })
    const hung = Array.from({ length: 20 }, call)
    await clock.advance(SLOW)
    expect(breaker.state.kind).toBe('closed')
    await clock.advance(1)
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 1, until: SLOW + 1 + RESET })
    hung.forEach((permit) => permit.fail())
    expect(states).toEqual(['open'])
    expect(clock.pendingTimers).toBe(0)
  })

  it('is slow also where the timer of a busy process comes later than its end', async () => {
    const { call, clock, slowCounts } = slowTrial({ minimumCalls: 10 })
    const [slow, onTime] = [call(), call()]
    onTime.succeed()
    // The end of the call is handled first, and the timer of the same instant after it.
    clock.setTimeout(() => slow.succeed(), SLOW)
    await clock.sleep(5 * SLOW)
    expect(slowCounts()).toEqual({ calls: 2, slow: 1 })
  })

  it('of an earlier closed period is not counted in this one (Q1)', async () => {
    const { breaker, call, clock, slowCounts } = slowTrial({ minimumCalls: 1 })
    const early = call()
    await clock.advance(SLOW / 2)
    breaker.reset()
    await clock.advance(SLOW)
    early.succeed()
    expect(slowCounts()).toEqual({ calls: 0, slow: 0 })
    expect(breaker.state.kind).toBe('closed')
  })

  it('is watched by one timer with all others, and none is left when they have ended (Q16)', async () => {
    const { call, clock } = slowTrial({ minimumCalls: 100 })
    const calls = [call(), call()]
    await clock.advance(10)
    calls.push(call())
    expect(clock.pendingTimers).toBe(1)
    calls.forEach((permit) => permit.succeed())
    expect(clock.pendingTimers).toBe(0)
  })

  it.each(['forceOpen', 'forceClose', 'isolate', 'reset'] as const)(
    'is watched no longer after %s (Q16)',
    (control) => {
      const { breaker, call, clock } = slowTrial()
      const permit = call()
      breaker[control]()
      expect(clock.pendingTimers).toBe(0)
      permit.succeed()
      expect(breaker.metrics().totals.succeeded).toBe(1)
    },
  )
})

describe('a rate of slow calls', () => {
  it('opens when it is reached, though all of them succeed', async () => {
    const { breaker, callFor } = slowTrial({ minimumCalls: 4 })
    await callFor(1)
    await callFor(1)
    await callFor(SLOW + 1)
    expect(breaker.state.kind).toBe('closed')
    await callFor(SLOW + 1)
    expect(breaker.state.kind).toBe('open')
  })

  it.each(['succeed', 'fail'] as const)(
    'opens at a call that was slow by less than a timer can tell: %s',
    async (end) => {
      const { breaker, callFor } = slowTrial({ minimumCalls: 1 })
      await callFor(SLOW, end)
      expect(breaker.state.kind).toBe('closed')
      await callFor(SLOW + 0.5, end)
      expect(breaker.state.kind).toBe('open')
    },
  )

  it('does not look at failures', () => {
    const { breaker, failTimes } = slowTrial()
    failTimes(20)
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window).toMatchObject({ failures: 0, slow: 0, calls: 10 })
  })

  it('looks at the calls in its window alone', async () => {
    const { breaker, callFor, succeedTimes } = slowTrial({ window: countWindow(4), minimumCalls: 4 })
    await callFor(SLOW + 1)
    succeedTimes(4)
    await callFor(SLOW + 1)
    expect(breaker.state.kind).toBe('closed')
    await callFor(SLOW + 1)
    expect(breaker.state.kind).toBe('open')
  })

  it('goes on after a restart from what was saved (Q33)', async () => {
    const { breaker, callFor } = slowTrial({ minimumCalls: 10 })
    await callFor(SLOW + 1)
    await callFor(1)
    const { counts = [] } = breaker.toJSON()
    const next = slowTrial({ minimumCalls: 10 })
    next.breaker.adopt({ kind: 'closed' }, { numbers: counts, savedAt: 0 })
    expect(next.slowCounts()).toEqual({ calls: 2, slow: 1 })
  })

  it('counts calls over time too, each by when it became slow (Q7)', async () => {
    const { call, clock, slowCounts } = slowTrial({ window: timeWindow(1000), minimumCalls: 10 })
    call()
    await clock.advance(SLOW + 1 + 999)
    expect(slowCounts()).toEqual({ calls: 1, slow: 1 })
    await clock.advance(1)
    expect(slowCounts()).toEqual({ calls: 0, slow: 0 })
  })
})
