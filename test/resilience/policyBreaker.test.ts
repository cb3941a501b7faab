import { describe, expect, it, vi } from 'vitest'
import type { CallContext } from '../../src/resilience/action.js'
import type { BreakerOptions } from '../../src/resilience/breaker.js'
import { createBreakers } from '../../src/resilience/breakers.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { PROBE_HINT } from '../../src/resilience/breakerMachine.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import type { PolicyOptions } from '../../src/resilience/policy.js'
import type { RetryEvent } from '../../src/resilience/retry.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { errorOf, hangs, lasting, scripted, trial, watch } from './policyTrial.js'

const down = new Error('503')
const BREAK = 5000

/** A policy with a breaker that opens at the third failure in a row, for 5 s. */
function guarded(
  options: PolicyOptions<readonly never[]> = {},
  breakerOptions: BreakerOptions = {},
  clock = new FakeClock(),
) {
  const breaker = createBreaker({
    clock,
    tripAfter: consecutiveFailures(3),
    resetAfter: BREAK,
    ...breakerOptions,
  })
  const open = () => {
    for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
  }
  return { ...trial({ breaker, ...options }, clock), breaker, open }
}

describe('a policy with a breaker', () => {
  it('opens it by its calls, and then makes none', async () => {
    const { policy: own, breaker } = guarded()
    const action = scripted(down)
    for (let nth = 0; nth < 3; nth++) expect(await errorOf(own.execute(action))).toBe(down)
    expect(breaker.state.kind).toBe('open')
    expect(await errorOf(own.execute(action))).toBeInstanceOf(BreakerOpenError)
    expect(action).toHaveBeenCalledTimes(3)
  })

  it('closes it again by the first call that works', async () => {
    const { clock, policy: own, breaker, open } = guarded()
    open()
    await clock.advance(BREAK)
    expect(await own.execute(() => 'up')).toBe('up')
    expect(breaker.state.kind).toBe('closed')
  })

  it('counts each attempt: the last of them may find it open (Q39)', async () => {
    const {
      clock,
      policy: own,
      breaker,
    } = guarded({ retry: { retries: 5, backoff: 100, maxDuration: 1000 } })
    const action = scripted(down)
    const call = watch(own.execute(action))
    await clock.advance(300)
    expect(action).toHaveBeenCalledTimes(3)
    expect(breaker.state.kind).toBe('open')
    expect(call.outcome).toMatchObject({ error: { name: 'BreakerOpenError' } })
    expect(clock.pendingTimers).toBe(0)
  })

  it('takes its word for what is a failure', async () => {
    const isFailure: BreakerOptions['isFailure'] = (outcome) =>
      'result' in outcome && outcome.result === 'busy'
    const { policy: own, breaker } = guarded({}, { isFailure })
    expect(await own.execute(() => 'busy')).toBe('busy')
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
    expect(breaker.metrics().totals).toMatchObject({ failed: 1, succeeded: 1 })
  })

  it('gives the permit back of a call that says nothing (Q4)', async () => {
    const { clock, policy: own, breaker, open } = guarded({}, { isIgnored: () => true })
    open()
    await clock.advance(BREAK)
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
    expect(breaker.state.kind).toBe('half-open')
    expect(await own.execute(() => 'up')).toBe('up')
    expect(breaker.metrics().totals).toMatchObject({ ignored: 2 })
  })

  it('gives the permit of a call back that hangs, at its timeout (Q3)', async () => {
    const { clock, policy: own, breaker, open } = guarded({ timeout: 1000 })
    open()
    await clock.advance(BREAK)
    const hung = watch(own.execute(hangs))
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1000)
    expect(hung.outcome).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 2 })
  })

  it('changes nothing by a result that began before the breaker opened (Q1)', async () => {
    const { clock, policy: own, breaker, open } = guarded()
    const early = watch(own.execute(lasting(clock, BREAK - 1, 'from before')))
    open()
    await clock.advance(BREAK - 1)
    expect(early.outcome).toEqual({ value: 'from before' })
    expect(breaker.state.kind).toBe('open')
  })

  it('opens it while slow calls still run (Q28)', async () => {
    const clock = new FakeClock()
    const tripAfter = slowCallRate({ rate: 1, slowerThan: 500, window: countWindow(5), minimumCalls: 5 })
    const { policy: own, breaker } = guarded({ timeout: 10_000 }, { tripAfter }, clock)
    const calls = Array.from({ length: 5 }, () => watch(own.execute(hangs)))
    await clock.advance(500)
    expect(breaker.state.kind).toBe('closed')
    await clock.advance(10)
    expect(breaker.state.kind).toBe('open')
    expect(calls.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'pending'))
  })

  it('refuses nothing where the breaker only counts (Q36)', async () => {
    const { policy: own, breaker, open } = guarded({ retry: {} }, { mode: 'metrics-only' })
    open()
    expect(await own.execute(() => 'up')).toBe('up')
    expect(breaker.metrics().totals.refused).toBe(1)
  })

  it('makes the break as long as a failure asks for (Q31)', async () => {
    const { policy: own, breaker } = guarded({}, { tripAfter: consecutiveFailures(1) })
    await errorOf(own.execute(scripted(Object.assign(new Error('429'), { retryAfterMs: 12_000 }))))
    expect(breaker.retryAfterMs()).toBe(12_000)
  })

  it('makes the break as long as a result asks for that counts as a failure (Q31)', async () => {
    const { policy: own, breaker } = guarded(
      {},
      { tripAfter: consecutiveFailures(1), isFailure: (outcome) => 'result' in outcome },
    )
    await own.execute(() => ({ retryAfterMs: 12_000 }))
    expect(breaker.retryAfterMs()).toBe(12_000)
  })
})

describe('a call that an open breaker refuses', () => {
  it('is told in the same turn, with how long that lasts', async () => {
    const { clock, policy: own, open } = guarded()
    open()
    await clock.advance(1000)
    const action = vi.fn()
    const call = watch(own.execute(action))
    for (let turn = 0; turn < 3; turn++) await Promise.resolve()
    expect(call.outcome).toMatchObject({ error: { name: 'BreakerOpenError', retryAfterMs: BREAK - 1000 } })
    expect(action).not.toHaveBeenCalled()
    expect(clock.pendingTimers).toBe(0)
  })

  it.each([
    ['without retry', undefined],
    ['with 0 retries', { retries: 0 }],
    ['where the wait does not fit', { maxDuration: BREAK - 1 }],
  ])('is not kept waiting %s (Q30)', async (_, retry) => {
    const { clock, policy: own, open } = guarded({ retry })
    open()
    const call = watch(own.execute(hangs))
    await clock.advance(0)
    expect(call.outcome).toMatchObject({ error: { name: 'BreakerOpenError' } })
    expect(clock.pendingTimers).toBe(0)
  })

  it('is not kept waiting for somebody’s hand (Q30, Q35)', async () => {
    const { clock, policy: own, breaker } = guarded({ retry: { maxDuration: 1e9 } })
    breaker.isolate()
    expect(await errorOf(own.execute(hangs))).toMatchObject({ name: 'BreakerOpenError', until: Infinity })
    expect(clock.pendingTimers).toBe(0)
  })

  it('waits for the end of the break where that fits exactly (Q30)', async () => {
    const { clock, policy: own, open } = guarded({ retry: { maxDuration: BREAK } })
    open()
    const action = scripted('up')
    const call = watch(own.execute(action))
    await clock.advance(BREAK - 1)
    expect(action).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'up' })
  })

  it('waits up to a tenth longer, so that not all come back at once', async () => {
    const { clock, policy: own, open } = guarded({ random: () => 0.999, retry: { maxDuration: 10_000 } })
    open()
    const action = scripted('up')
    const call = watch(own.execute(action))
    await clock.advance(BREAK + 499)
    expect(action).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'up' })
  })

  it('does so at the cost of no retry (Q30)', async () => {
    const { clock, policy: own, open } = guarded({ retry: { retries: 1, backoff: 100 } })
    open()
    const attempts: number[] = []
    const call = watch(
      own.execute(({ attempt }) => {
        attempts.push(attempt)
        throw down
      }),
    )
    await clock.advance(BREAK)
    expect(attempts).toEqual([1])
    // That attempt has opened the breaker again.
    await clock.advance(BREAK)
    expect(attempts).toEqual([1, 2])
    expect(call.outcome).toEqual({ error: down })
  })

  it('does so at the cost of no budget, and is a call when it is made (Q29, Q30)', async () => {
    const called: number[] = []
    const budget: RetryBudget = { called: (now) => called.push(now), take: vi.fn() }
    const { clock, policy: own, open } = guarded({ retry: { budget } })
    open()
    const call = watch(own.execute(scripted('up')))
    await clock.advance(BREAK)
    expect(call.outcome).toEqual({ value: 'up' })
    expect(called).toEqual([BREAK])
    expect(budget.take).not.toHaveBeenCalled()
  })

  it('tells onRetry of the wait', async () => {
    const events: RetryEvent[] = []
    const {
      clock,
      policy: own,
      open,
    } = guarded({
      retry: { onRetry: (event) => events.push(event), isRetryable: () => false },
    })
    open()
    const call = watch(own.execute(scripted('up')))
    await clock.advance(BREAK)
    expect(call.outcome).toEqual({ value: 'up' })
    expect(events).toEqual([
      {
        attempt: 0,
        delayMs: BREAK,
        failure: { error: expect.objectContaining({ name: 'BreakerOpenError' }) },
      },
    ])
  })

  it('waits again where the breaker has opened again meanwhile, as long as there is time', async () => {
    const { clock, policy: own, breaker, open } = guarded({ retry: { maxDuration: 2 * BREAK } })
    open()
    const action = scripted('up')
    const call = watch(own.execute(action))
    await clock.advance(BREAK - 1000)
    breaker.restartWait()
    await clock.advance(1000)
    expect(action).not.toHaveBeenCalled()
    await clock.advance(BREAK - 1000)
    expect(call.outcome).toEqual({ value: 'up' })
  })

  it('is refused in the end where the breaker has opened again, and there is no more time', async () => {
    const { clock, policy: own, breaker, open } = guarded({ retry: { maxDuration: BREAK + 999 } })
    open()
    const call = watch(own.execute(hangs))
    await clock.advance(1000)
    breaker.restartWait()
    await clock.advance(BREAK - 1001)
    expect(call.outcome).toBe('pending')
    await clock.advance(1)
    expect(call.outcome).toMatchObject({ error: { name: 'BreakerOpenError', retryAfterMs: 1000 } })
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('many calls that wait for a breaker', () => {
  const CALLS = 200

  it.each([1, 5])(
    'send %i to find out, then all the others, and none goes hungry (Q2)',
    async (permitted) => {
      let turn = 0
      const random = () => (turn++ % CALLS) / CALLS
      const clock = new FakeClock()
      const {
        policy: own,
        breaker,
        open,
      } = guarded({ random, retry: {} }, { halfOpen: { permitted } }, clock)
      open()
      const running = { now: 0, most: 0, inHalfOpen: 0 }
      const action = async () => {
        running.now++
        if (breaker.state.kind === 'half-open') running.inHalfOpen = Math.max(running.inHalfOpen, running.now)
        await lasting(clock, 1000, null)()
        running.now--
        return 'up'
      }
      const calls = Array.from({ length: CALLS }, () => watch(own.execute(action)))
      await clock.advance(BREAK + 600)
      expect(running.inHalfOpen).toBe(permitted)
      await clock.advance(5000)
      expect(calls.every(({ outcome }) => outcome !== 'pending' && 'value' in outcome)).toBe(true)
      expect(clock.pendingTimers).toBe(0)
    },
  )

  it('ask again once a second while one hangs that finds out, and give up in time (Q2)', async () => {
    const maxDuration = BREAK + 20_000
    const { clock, policy: own, breaker, open } = guarded({ retry: { maxDuration } })
    open()
    const calls = Array.from({ length: CALLS }, () => watch(own.execute(hangs)))
    await clock.advance(BREAK)
    const before = breaker.metrics().totals.refused
    await clock.advance(10_000)
    expect(breaker.metrics().totals.refused - before).toBe((CALLS - 1) * (10_000 / PROBE_HINT))
    await clock.advance(10_000)
    const refused = calls.filter(({ outcome }) => outcome !== 'pending' && 'error' in outcome)
    expect(refused).toHaveLength(CALLS - 1)
    expect(clock.pendingTimers).toBe(0)
  })

  it('wait anew when the one that finds out fails: one try for each break (Q2)', async () => {
    const {
      clock,
      policy: own,
      open,
    } = guarded({ retry: { retries: 1, maxDuration: 4 * BREAK, budget: false } })
    open()
    const begun: number[] = []
    const action = ({ attempt }: CallContext) => {
      begun.push(clock.now())
      throw attempt === 0 ? null : down
    }
    Array.from({ length: CALLS }, () => watch(own.execute(action)))
    await clock.advance(4 * BREAK)
    expect(begun).toEqual([BREAK, 2 * BREAK, 3 * BREAK, 4 * BREAK])
  })
})

describe('several breakers', () => {
  it('are chosen by the key of a call: one that is open concerns no other (Q32)', async () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock, tripAfter: consecutiveFailures(1) })
    const { policy: own } = trial({ breaker: breakers }, clock)
    await errorOf(own.execute(scripted(down), { key: 'orders' }))
    expect(await errorOf(own.execute(hangs, { key: 'orders' }))).toMatchObject({ key: 'orders' })
    expect(await own.execute(() => 'up', { key: 'users' })).toBe('up')
    expect(await own.execute(() => 'up')).toBe('up')
    expect([...breakers].map(({ name }) => name)).toEqual(['orders', 'users', ''])
  })

  it('are asked with the key that a function was wrapped with (Q32)', async () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock })
    const { policy: own } = trial({ breaker: breakers }, clock)
    await own.wrap(() => 'up', { key: 'users' })()
    expect([...breakers].map(({ name }) => name)).toEqual(['users'])
  })

  it('serve one policy among them that stands before one back end, whatever the key', async () => {
    const { policy: own, open } = guarded()
    open()
    expect(await errorOf(own.execute(hangs, { key: 'orders' }))).toMatchObject({ name: 'BreakerOpenError' })
  })

  it('stay with their call over all its attempts', async () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock })
    const { policy: own } = trial({ breaker: breakers, retry: { retries: 2, backoff: 100 } }, clock)
    const call = watch(own.execute(scripted(down, down, 'up'), { key: 'orders' }))
    await clock.advance(200)
    expect(call.outcome).toEqual({ value: 'up' })
    expect(breakers.get('orders').metrics().totals).toMatchObject({ failed: 2, succeeded: 1 })
  })
})
