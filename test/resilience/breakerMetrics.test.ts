import { describe, expect, it } from 'vitest'
import { countWindow } from '../../src/resilience/countWindow.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'

const NONE = { calls: 0, failures: 0, slow: 0, failureRate: 0, slowRate: 0 }

describe('what a breaker has counted', () => {
  it('is nothing at first', () => {
    expect(trialBreaker().breaker.metrics()).toEqual({
      state: { kind: 'closed' },
      window: NONE,
      totals: { succeeded: 0, failed: 0, ignored: 0, refused: 0, opened: 0 },
    })
  })

  it('is what its rule looks at, and all calls since it was made, by how they ended', async () => {
    const { breaker, clock, call, failTimes, succeedTimes } = trialBreaker()
    succeedTimes(2)
    failTimes(TRIPS_AT)
    for (let time = 0; time < 4; time++) breaker.acquire()
    await clock.advance(RESET)
    call().release()
    expect(breaker.metrics()).toEqual({
      state: breaker.state,
      window: { calls: TRIPS_AT, failures: TRIPS_AT, slow: 0, failureRate: 1, slowRate: 0 },
      totals: { succeeded: 2, failed: TRIPS_AT, ignored: 1, refused: 4, opened: 1 },
    })
    call().fail()
    expect(breaker.metrics().totals).toMatchObject({ failed: TRIPS_AT + 1, opened: 2 })
  })

  it('are shares of completed calls: neither refused ones nor those under way are among them (Q9)', () => {
    const { breaker, call, failTimes, succeedTimes } = trialBreaker({
      tripAfter: failureRate({ rate: 0.5, window: countWindow(100), minimumCalls: 4 }),
    })
    for (let time = 0; time < 5; time++) call()
    succeedTimes(2)
    failTimes(1)
    expect(breaker.metrics().window).toEqual({ ...NONE, calls: 3, failures: 1, failureRate: 1 / 3 })
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
    breaker.acquire()
    expect(breaker.metrics().window).toMatchObject({ calls: 4, failureRate: 0.5 })
  })

  it('has slow calls among it where the rule looks at that', async () => {
    const { breaker, clock, call } = trialBreaker({
      tripAfter: slowCallRate({ rate: 1, slowerThan: 100, window: countWindow(10) }),
    })
    const slow = call()
    await clock.advance(101)
    slow.fail()
    call().succeed()
    call().succeed()
    call().succeed()
    expect(breaker.metrics().window).toEqual({
      calls: 4,
      failures: 0,
      slow: 1,
      failureRate: 0,
      slowRate: 0.25,
    })
  })

  it.each([
    ['failed', failureRate({ rate: 1, window: timeWindow(1000) })],
    ['were slow', slowCallRate({ rate: 1, slowerThan: 0, window: timeWindow(1000) })],
  ])(
    'has no calls that %s among it that are older than the window, also when none came since (Q7)',
    async (_, rule) => {
      const { breaker, clock, call } = trialBreaker({ tripAfter: rule })
      const permit = call()
      await clock.advance(1)
      permit.fail()
      await clock.advance(999)
      expect(breaker.metrics().window.calls).toBe(1)
      await clock.advance(1)
      expect(breaker.metrics().window).toEqual(NONE)
    },
  )

  it('is nothing where a rule does not say', () => {
    const breaker = createBreaker({ tripAfter: () => ({ succeeded() {}, failed() {} }) })
    breaker.acquire()?.fail()
    expect(breaker.metrics()).toMatchObject({ window: NONE, totals: { failed: 1 } })
  })
})

describe('a breaker that only measures', () => {
  const measuring = () => trialBreaker({ mode: 'metrics-only' })

  it('refuses no call in any state, and counts those that it would have refused (Q36)', async () => {
    const { breaker, call, failTimes, openAndWait } = measuring()
    failTimes(TRIPS_AT)
    expect(await breaker.execute(() => 'up')).toBe('up')
    expect(await breaker.execute(() => 'up', {})).toBe('up')
    expect(breaker.state.kind).toBe('open')
    expect(breaker.metrics().totals).toMatchObject({ refused: 2, succeeded: 2 })
    breaker.reset()
    await openAndWait()
    call()
    call()
    expect(breaker.metrics().totals.refused).toBe(3)
    for (const hold of ['forceOpen', 'isolate'] as const) {
      breaker[hold]()
      expect(await breaker.execute(() => 'up')).toBe('up')
    }
    expect(breaker.metrics().totals.refused).toBe(5)
  })

  it('goes through all its states as one that refuses does (Q36)', async () => {
    const clock = new FakeClock()
    const trials = [trialBreaker({}, clock), trialBreaker({ mode: 'metrics-only' }, clock)]
    const down = new Error('503')
    const endings = ['-', '-', '-', '-', '-', 'up', 'up', '-', '-', '-', 'up', 'up', 'up']
    for (const ending of endings) {
      for (const { breaker } of trials) {
        await breaker.execute(() => (ending === 'up' ? ending : Promise.reject(down))).catch(() => {})
      }
      await clock.advance(RESET / 2)
      expect(trials[1]?.breaker.state).toEqual(trials[0]?.breaker.state)
    }
    const seen = ['open', 'half-open', 'open', 'half-open', 'closed', 'open', 'half-open', 'closed']
    expect(trials.map(({ states }) => states)).toEqual([seen, seen])
  })

  it('lets calls that it would have refused decide nothing (Q36)', async () => {
    const { breaker, call, openAndWait } = measuring()
    await openAndWait()
    const probe = call()
    call().succeed()
    call().fail()
    expect(breaker.state.kind).toBe('half-open')
    probe.succeed()
    expect(breaker.state.kind).toBe('closed')
  })
})
