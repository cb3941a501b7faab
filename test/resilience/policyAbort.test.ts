import { describe, expect, it, vi } from 'vitest'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import type { CallContext } from '../../src/resilience/action.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { fallback } from '../../src/resilience/fallback.js'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { countedAborts, errorOf, hangs, scripted, trial, unhandledDuring, watch } from './policyTrial.js'

const down = new Error('503')
const reason = { why: 'the user left' }

/** A breaker that was open, and lets one call find out. */
async function findingOut(clock: FakeClock) {
  const breaker = createBreaker({ clock, resetAfter: 1000 })
  for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
  await clock.advance(1000)
  return breaker
}

describe('an abort by the caller', () => {
  it('before the call: nothing is called, nobody is asked and nothing is counted', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const budget: RetryBudget = { called: vi.fn(), take: vi.fn() }
    const strategy = { name: 'own', priority: 0, before: vi.fn(), after: vi.fn(), settled: vi.fn() }
    const { policy: own } = trial({ breaker, timeout: 1000, retry: { budget }, fallback: strategy }, clock)
    const action = vi.fn()
    expect(await errorOf(own.execute(action, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    for (const unasked of [action, budget.called, strategy.before, strategy.after, strategy.settled]) {
      expect(unasked).not.toHaveBeenCalled()
    }
    expect(breaker.metrics().totals).toMatchObject({ succeeded: 0, failed: 0, ignored: 0, refused: 0 })
    expect(clock.pendingTimers).toBe(0)
  })

  it('during an attempt: the call ends at once, and so does the signal of the attempt, with the same reason', async () => {
    const { clock, policy: own } = trial({ timeout: 1000, retry: {}, fallback: degradedResponse('degraded') })
    const { signal, abort } = countedAborts()
    let given: AbortSignal | undefined
    const call = watch(
      own.execute(
        (context) => {
          given = context.signal
          return hangs()
        },
        { signal },
      ),
    )
    await clock.advance(500)
    expect(given!.aborted).toBe(false)
    abort(reason)
    expect(given!.aborted).toBe(true)
    expect(given!.reason).toBe(reason)
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: reason })
    expect(clock.pendingTimers).toBe(0)
  })

  it('is seen by an action that asks for the signal only then', async () => {
    const { clock, policy: own } = trial()
    const { signal, abort } = countedAborts()
    let late: CallContext | undefined
    const call = own.execute(
      (context) => {
        late = context
        return hangs()
      },
      { signal },
    )
    void watch(call)
    abort(reason)
    await clock.advance(0)
    expect(late!.signal.reason).toBe(reason)
  })

  it('between attempts: the call ends at once, and nothing is tried again (Q15)', async () => {
    const { clock, policy: own } = trial({ retry: { backoff: 10_000 } })
    const { signal, abort } = countedAborts()
    const action = scripted(down)
    const call = watch(own.execute(action, { signal }))
    await clock.advance(20)
    abort(reason)
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: reason })
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(60_000)
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('between attempts concerns none that is over: neither its signal nor its breaker hears of it', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, timeout: 1000, retry: { backoff: 10_000 } }, clock)
    const { signal, abort } = countedAborts()
    let given: AbortSignal | undefined
    const fails = (context: CallContext) => {
      given = context.signal
      throw down
    }
    void watch(own.execute(fails, { signal }))
    await clock.advance(500)
    void watch(own.execute(hangs))
    abort(reason)
    expect(given!.aborted).toBe(false)
    expect(breaker.metrics().totals).toMatchObject({ failed: 1, ignored: 0 })
    await clock.advance(1000)
    expect(breaker.metrics().totals).toMatchObject({ failed: 2, ignored: 0 })
  })

  it('while it waits for a breaker: the call ends at once, and takes no permit (Q15)', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock, resetAfter: 5000 })
    for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
    const { policy: own } = trial({ breaker, retry: {} }, clock)
    const { signal, abort } = countedAborts()
    const action = vi.fn()
    const call = watch(own.execute(action, { signal }))
    await clock.advance(4999)
    expect(call.outcome).toBe('pending')
    abort(reason)
    await clock.advance(1)
    expect(call.outcome).toEqual({ error: reason })
    expect(clock.pendingTimers).toBe(0)
    expect(action).not.toHaveBeenCalled()
    expect(breaker.acquire()).not.toBeNull()
  })

  it('while a cache is asked: the call ends at once, and the action is never called (Q15)', async () => {
    let answer: (entry: undefined) => void = () => {}
    const cache = { get: () => new Promise<undefined>((resolve) => (answer = resolve)), set: vi.fn() }
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const { policy: own } = trial({ breaker, fallback: cacheFirst({ maxAge: 1000, cache }) }, clock)
    const { signal, abort } = countedAborts()
    const action = vi.fn()
    const call = watch(own.execute(action, { signal }))
    abort(reason)
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: reason })
    answer(undefined)
    await clock.advance(0)
    expect(action).not.toHaveBeenCalled()
    expect(breaker.metrics().totals.refused).toBe(0)
  })

  it('while a fallback is asked: the call ends at once, and what that gives is dropped (Q15)', async () => {
    let answer: (value: string) => void = () => {}
    const { clock, policy: own } = trial({
      fallback: fallback(() => new Promise<string>((resolve) => (answer = resolve))),
    })
    const { signal, abort, listening } = countedAborts()
    const call = watch(own.execute(scripted(down), { signal }))
    await clock.advance(0)
    expect(call.outcome).toBe('pending')
    abort(reason)
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: reason })
    answer('too late')
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: reason })
    expect(listening()).toBe(0)
  })

  it('asks no fallback, and tells strategies that nothing came of it (Q18)', async () => {
    const strategy = { name: 'own', priority: 0, after: vi.fn(), settled: vi.fn() }
    const { clock, policy: own } = trial({ fallback: strategy })
    const { signal, abort } = countedAborts()
    void watch(own.execute(hangs, { signal, key: 'orders' }))
    abort(reason)
    await clock.advance(0)
    expect(strategy.after).not.toHaveBeenCalled()
    expect(strategy.settled).toHaveBeenCalledExactlyOnceWith(
      undefined,
      'ignored',
      expect.objectContaining({ key: 'orders', signal }),
    )
  })

  it('may have any reason, or the platform’s own', async () => {
    const { policy: own } = trial({ retry: { backoff: 0 }, fallback: degradedResponse('degraded') })
    for (const any of ['gone', 0, null, down]) {
      const { signal, abort } = countedAborts()
      const call = own.execute(hangs, { signal })
      abort(any)
      expect(await errorOf(call)).toBe(any)
    }
    const { signal, abort } = countedAborts()
    const call = own.execute(hangs, { signal })
    abort()
    expect(await errorOf(call)).toMatchObject({ name: 'AbortError' })
  })

  it('is told by tryExecute as an error', async () => {
    const { policy: own } = trial({ fallback: degradedResponse('degraded') })
    const { signal, abort } = countedAborts()
    const call = own.tryExecute(hangs, { signal })
    abort(reason)
    expect(await call).toEqual({ kind: 'error', error: reason })
  })

  it('after the call changes nothing', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const { signal, abort } = countedAborts()
    let given: AbortSignal | undefined
    const call = own.execute((context) => (given = context.signal), { signal })
    await call
    abort(reason)
    await clock.advance(0)
    expect(given!.aborted).toBe(false)
  })

  it('concerns its own call alone', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const one = countedAborts()
    const other = countedAborts()
    const calls = [one, other].map(({ signal }) => watch(own.execute(hangs, { signal })))
    one.abort(reason)
    await clock.advance(500)
    expect(calls.map(({ outcome }) => outcome)).toEqual([{ error: reason }, 'pending'])
    await clock.advance(500)
    expect(calls[1]!.outcome).toMatchObject({ error: { name: 'TimeoutError' } })
  })

  it('leaves what the action gives later to nobody, without an unhandled rejection', async () => {
    const { policy: own } = trial()
    const { signal, abort } = countedAborts()
    const unhandled = await unhandledDuring(async () => {
      const call = own.execute(
        (context) =>
          new Promise((_, reject) => {
            context.signal.addEventListener('abort', () => reject(down))
          }),
        { signal },
      )
      abort(reason)
      expect(await errorOf(call)).toBe(reason)
    })
    expect(unhandled).toEqual([])
  })
})

describe('a breaker, when the caller aborts', () => {
  it('counts nothing and gets its permit back (Q4)', async () => {
    const clock = new FakeClock()
    const breaker = await findingOut(clock)
    const { policy: own } = trial({ breaker }, clock)
    const { signal, abort } = countedAborts()
    const call = own.execute(hangs, { signal })
    expect(breaker.acquire()).toBeNull()
    abort(reason)
    expect(breaker.state.kind).toBe('half-open')
    expect(breaker.metrics().totals).toMatchObject({ ignored: 1, succeeded: 0 })
    expect(breaker.acquire()).not.toBeNull()
    expect(await errorOf(call)).toBe(reason)
  })

  it('counts the end of the caller’s patience as a failure; it is not tried again', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, retry: { backoff: 0 } }, clock)
    const action = vi.fn(hangs)
    const call = own.execute(action, { signal: AbortSignal.timeout(1) })
    expect(await errorOf(call)).toMatchObject({
      name: 'TimeoutError',
      message: expect.stringContaining('aborted'),
    })
    await clock.advance(0)
    expect(action).toHaveBeenCalledTimes(1)
    expect(breaker.metrics().totals).toMatchObject({ failed: 1, ignored: 0 })
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('listeners on the caller’s signal', () => {
  const anAttempt = (action: () => unknown) => ({ action, options: {} })
  it.each<[string, { action: () => unknown; options: Parameters<typeof trial>[0] }]>([
    ['a result', anAttempt(() => 'up')],
    ['an error', anAttempt(scripted(down))],
    ['a retry', { action: scripted(down, 'up'), options: { retry: { backoff: 100 } } }],
    ['a timeout', { action: hangs, options: { timeout: 1000 } }],
    ['a fallback', { action: scripted(down), options: { fallback: degradedResponse('degraded') } }],
    [
      'an answer before the call',
      {
        action: hangs,
        options: {
          fallback: { name: 'own', priority: 0, before: () => ({ value: 'kept' }) } as FallbackStrategy,
        },
      },
    ],
    ['an abort', anAttempt(hangs)],
  ])('are none after %s (Q14)', async (ending, { action, options }) => {
    const { clock, policy: own } = trial(options)
    const { signal, abort, added, listening } = countedAborts()
    const call = watch(own.execute(action, { signal }))
    if (ending === 'an abort') abort(reason)
    await clock.advance(5000)
    expect(call.outcome).not.toBe('pending')
    expect(added()).toBe(1)
    expect(listening()).toBe(0)
  })

  it('is one for each call under way, however many attempts it takes (Q14)', async () => {
    const { clock, policy: own } = trial({ retry: { retries: 5, backoff: 100, budget: false } })
    const { signal, added, listening } = countedAborts()
    const call = watch(own.execute(scripted(down), { signal }))
    await clock.advance(450)
    expect([added(), listening()]).toEqual([1, 1])
    await clock.advance(50)
    expect(call.outcome).toEqual({ error: down })
    expect([added(), listening()]).toEqual([1, 0])
  })
})

describe('a callback that aborts the call it is asked about', () => {
  it.each(['isRetryable', 'backoff', 'onRetry'] as const)(
    'as %s ends it: nothing is tried again',
    async (name) => {
      const { signal, abort } = countedAborts()
      const answered = vi.fn(() => 'degraded')
      const budget = { called: vi.fn(), take: vi.fn(() => true) }
      const { clock, policy: own } = trial({
        retry: {
          budget,
          backoff: 100,
          [name]() {
            abort(reason)
            return 1
          },
        },
        fallback: fallback(answered),
      })
      const action = scripted(down)
      const call = watch(own.execute(action, { signal }))
      await clock.advance(60_000)
      expect(call.outcome).toEqual({ error: reason })
      expect(action).toHaveBeenCalledTimes(1)
      expect(answered).not.toHaveBeenCalled()
      expect(budget.take).toHaveBeenCalledTimes(name === 'onRetry' ? 1 : 0)
      expect(clock.pendingTimers).toBe(0)
    },
  )

  it('as isRetryable that says no ends it: no fallback is asked either', async () => {
    const { signal, abort } = countedAborts()
    const answered = vi.fn(() => 'degraded')
    const isRetryable = () => {
      abort(reason)
      return false
    }
    const { policy: own } = trial({ retry: { isRetryable }, fallback: fallback(answered) })
    expect(await errorOf(own.execute(scripted(down), { signal }))).toBe(reason)
    expect(answered).not.toHaveBeenCalled()
  })

  it('as the action itself ends it', async () => {
    const { clock, policy: own } = trial({ timeout: 1000, retry: { backoff: 0 } })
    const { signal, abort } = countedAborts()
    const action = vi.fn(() => {
      abort(reason)
      throw down
    })
    expect(await errorOf(own.execute(action, { signal }))).toBe(reason)
    await clock.advance(0)
    expect(action).toHaveBeenCalledTimes(1)
    expect(clock.pendingTimers).toBe(0)
  })

  it('as a listener to the attempt’s signal ends it, with a timeout that is told to nobody', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, timeout: 1000, retry: { backoff: 0 } }, clock)
    const { signal, abort } = countedAborts()
    const action = vi.fn((context: CallContext) => {
      context.signal.addEventListener('abort', () => abort(reason))
      return hangs()
    })
    const call = watch(own.execute(action, { signal }))
    await clock.advance(5000)
    expect(call.outcome).toEqual({ error: reason })
    expect(action).toHaveBeenCalledTimes(1)
    expect(breaker.metrics().totals).toMatchObject({ ignored: 1, failed: 0 })
  })

  it('as a listener to the breaker ends it: the action is not called, and the permit goes back', async () => {
    const clock = new FakeClock()
    const breaker = await findingOut(clock)
    const { signal, abort } = countedAborts()
    breaker.subscribe(({ kind }) => {
      if (kind === 'half-open') abort(reason)
    })
    const { policy: own } = trial({ breaker, timeout: 1000 }, clock)
    const action = vi.fn()
    expect(await errorOf(own.execute(action, { signal }))).toBe(reason)
    expect(action).not.toHaveBeenCalled()
    expect(breaker.acquire()).not.toBeNull()
    expect(clock.pendingTimers).toBe(0)
  })

  it('as a listener that closes the door behind it ends it too, without a permit to give back', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock, resetAfter: 5000 })
    for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
    const { signal, abort } = countedAborts()
    breaker.subscribe(({ kind }) => {
      if (kind !== 'half-open') return
      abort(reason)
      breaker.isolate()
    })
    const { policy: own } = trial({ breaker, retry: {} }, clock)
    const call = watch(own.execute(hangs, { signal }))
    await clock.advance(5000)
    expect(call.outcome).toEqual({ error: reason })
    expect(clock.pendingTimers).toBe(0)
  })

  it('as isFailure of the breaker ends it', async () => {
    const clock = new FakeClock()
    const { signal, abort } = countedAborts()
    const isFailure = () => {
      abort(reason)
      return true
    }
    const answered = vi.fn(() => 'degraded')
    const isRetryable = vi.fn(() => true)
    const { policy: own } = trial(
      { breaker: createBreaker({ clock, isFailure }), retry: { isRetryable }, fallback: fallback(answered) },
      clock,
    )
    const action = scripted(down)
    expect(await errorOf(own.execute(action, { signal }))).toBe(reason)
    await clock.advance(0)
    expect(action).toHaveBeenCalledTimes(1)
    expect(isRetryable).not.toHaveBeenCalled()
    expect(answered).not.toHaveBeenCalled()
  })

  it('as a strategy that keeps results ends it: no fallback is asked', async () => {
    const { signal, abort } = countedAborts()
    const after = vi.fn(() => ({ value: 'degraded' }))
    const strategy: FallbackStrategy = { name: 'own', priority: 0, after, settled: () => abort(reason) }
    const { policy: own } = trial({ fallback: strategy })
    expect(await errorOf(own.execute(scripted(down), { signal }))).toBe(reason)
    expect(after).not.toHaveBeenCalled()
  })
})
