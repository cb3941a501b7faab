import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAX_ASKED_WAIT } from '../../src/resilience/retryAfter.js'
import type { BackoffState } from '../../src/resilience/backoff.js'
import type { CallOutcome } from '../../src/resilience/callOutcome.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { policy } from '../../src/resilience/policy.js'
import type { RetryEvent } from '../../src/resilience/retry.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { after, errorOf, hangs, lasting, retrying, scripted, trial, watch } from './policyTrial.js'

const down = new Error('503')

describe('retry', () => {
  it('tries again until the action has a result', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 5, backoff: 100 })
    const { outcome } = await after(clock, 1000, call(scripted(down, down, 'up')))
    expect(outcome).toEqual({ value: 'up' })
    expect(attemptsAt).toEqual([0, 100, 200])
  })

  it('gives up after so many retries, with what the last attempt failed with', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 2, backoff: 100 })
    const last = new Error('the last')
    const { outcome } = await after(clock, 1000, call(scripted(down, down, last, 'up')))
    expect(outcome).toEqual({ error: last })
    expect(attemptsAt).toEqual([0, 100, 200])
  })

  it('gives up at once with 0 retries', async () => {
    const onRetry = vi.fn()
    const { clock, call, attemptsAt } = retrying({ retries: 0, backoff: 100, onRetry })
    const watched = call(scripted(down))
    await clock.advance(0)
    expect(watched.outcome).toEqual({ error: down })
    expect(attemptsAt).toEqual([0])
    expect(onRetry).not.toHaveBeenCalled()
    expect(clock.pendingTimers).toBe(0)
  })

  it('tries 3 times more by default, after 1, 2 and 4 s in full jitter', async () => {
    const clock = new FakeClock()
    const delays: number[] = []
    const own = policy({
      clock,
      random: () => 0.5,
      retry: { onRetry: ({ delayMs }) => delays.push(delayMs) },
    })
    const call = await after(clock, 10_000, watch(own.execute(scripted(down))))
    expect(call.outcome).toEqual({ error: down })
    expect(delays).toEqual([500, 1000, 2000])
  })

  it('starts anew with each call', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 1, backoff: (state) => state.attempt * 100 })
    await after(clock, 1000, call(scripted(down)))
    const second = call(scripted(down, 'up'))
    await clock.advance(100)
    expect(second.outcome).toEqual({ value: 'up' })
    expect(attemptsAt).toEqual([0, 100, 0, 100])
  })

  it('does not try again what ends well', async () => {
    const { clock, call, attemptsAt } = retrying({ backoff: 0 })
    await after(clock, 100, call(scripted(undefined)))
    expect(attemptsAt).toEqual([0])
  })

  it('does not try again what the action itself has aborted', async () => {
    const { clock, call, attemptsAt } = retrying({ backoff: 0 })
    const aborted = new DOMException('The user left.', 'AbortError')
    const { outcome } = await after(
      clock,
      100,
      call(() => Promise.reject(aborted)),
    )
    expect(outcome).toEqual({ error: aborted })
    expect(attemptsAt).toEqual([0])
  })

  it('tells of each attempt to come', async () => {
    const events: RetryEvent[] = []
    const other = new Error('504')
    const { clock, call } = retrying({
      retries: 2,
      backoff: ({ attempt }) => attempt * 100,
      onRetry: (event) => events.push(event),
    })
    const watched = call(scripted(down, other, down))
    await clock.advance(0)
    expect(events).toHaveLength(1)
    await after(clock, 1000, watched)
    expect(events).toEqual([
      { attempt: 1, delayMs: 100, failure: { error: down } },
      { attempt: 2, delayMs: 200, failure: { error: other } },
    ])
  })

  it(
    '10 000 times leaves no listener, no timer and no warning behind (Q14)',
    { timeout: 30_000 },
    async () => {
      const warned = vi.fn()
      process.on('warning', warned)
      const clock = new FakeClock()
      const { signal } = new AbortController()
      const add = vi.spyOn(signal, 'addEventListener')
      const remove = vi.spyOn(signal, 'removeEventListener')
      const retries = 10_000
      const own = policy({
        clock: atOnce(clock),
        retry: { retries, backoff: 1, budget: false, maxDuration: 1e9 },
      })
      let attempts = 0
      const call = own.execute(
        (context) => {
          attempts++
          if (attempts % 2 === 0) void context.signal
          throw down
        },
        { signal },
      )
      expect(await errorOf(call)).toBe(down)
      await clock.advance(0)
      expect(attempts).toBe(retries + 1)
      expect(add.mock.calls.length).toBe(1)
      expect(remove.mock.calls).toEqual(add.mock.calls)
      expect(clock.pendingTimers).toBe(0)
      expect(warned).not.toHaveBeenCalled()
      process.off('warning', warned)
    },
  )
})

describe('what may be tried again', () => {
  it('is for isRetryable to say, which is asked once for each failure', async () => {
    const other = new Error('a bug')
    const isRetryable = vi.fn((failure: CallOutcome) => 'error' in failure && failure.error === down)
    const { clock, call, attemptsAt } = retrying({ backoff: 100, isRetryable })
    const { outcome } = await after(clock, 1000, call(scripted(down, other, 'up')))
    expect(outcome).toEqual({ error: other })
    expect(attemptsAt).toEqual([0, 100])
    expect(isRetryable.mock.calls).toEqual([[{ error: down }], [{ error: other }]])
  })

  it('is not asked when no retry is left', async () => {
    const isRetryable = vi.fn(() => true)
    const { clock, call } = retrying({ retries: 1, backoff: 0, isRetryable })
    await after(clock, 100, call(scripted(down)))
    expect(isRetryable).toHaveBeenCalledTimes(1)
  })

  it('are results too that the breaker takes for failures; the last of them is returned as it is', async () => {
    const clock = new FakeClock()
    const isRetryable = vi.fn(() => true)
    const breaker = createBreaker({ clock, isFailure: (outcome) => 'result' in outcome })
    const { policy: own } = trial({ breaker, retry: { retries: 1, backoff: 100, isRetryable } }, clock)
    const first = { status: 503 }
    const last = { status: 503 }
    const call = await after(clock, 100, watch(own.execute(scripted(first, last))))
    expect(call.outcome).toEqual({ value: last })
    expect((call.outcome as { value: unknown }).value).toBe(last)
    expect(isRetryable.mock.calls).toEqual([[{ result: first }]])
    expect(breaker.metrics().window.failures).toBe(2)
  })

  it.each(['isIgnored', 'isFailure'] as const)(
    'is no error that %s of the breaker excuses (Q18)',
    async (rule) => {
      const clock = new FakeClock()
      const breaker = createBreaker({ clock, [rule]: () => rule === 'isIgnored' })
      const { policy: own } = trial({ breaker, retry: { backoff: 0 } }, clock)
      const action = scripted(down)
      const call = await after(clock, 100, watch(own.execute(action)))
      expect(call.outcome).toEqual({ error: down })
      expect(action).toHaveBeenCalledTimes(1)
      expect(breaker.metrics().totals).toMatchObject(
        rule === 'isIgnored' ? { ignored: 1, succeeded: 0 } : { ignored: 0, succeeded: 1 },
      )
    },
  )
})

describe('the wait between attempts', () => {
  it('is for a backoff to say, which is told how often it was tried and how long it waited last', async () => {
    const states: BackoffState[] = []
    const random = () => 0.25
    const given: unknown[] = []
    const clock = new FakeClock()
    const own = policy({
      clock,
      random,
      retry: {
        retries: 3,
        backoff(state, chance) {
          states.push(state)
          given.push(chance)
          return 100 * state.attempt
        },
      },
    })
    await after(clock, 1000, watch(own.execute(scripted(down))))
    expect(states).toEqual([
      { attempt: 1, previousMs: undefined },
      { attempt: 2, previousMs: 100 },
      { attempt: 3, previousMs: 200 },
    ])
    expect(given).toEqual([random, random, random])
  })

  it.each([
    ['NaN', Number.NaN],
    ['less than nothing', -5000],
    ['no number at all', undefined as unknown as number],
  ])('is none where the backoff is %s (Q40)', async (_, delayMs) => {
    const { clock, call, attemptsAt } = retrying({ retries: 1, backoff: () => delayMs })
    const { outcome } = await after(clock, 0, call(scripted(down, 'up')))
    expect(outcome).toEqual({ value: 'up' })
    expect(attemptsAt).toEqual([0, 0])
  })

  it('is not begun where the backoff has no end (Q40)', async () => {
    const { clock, call, attemptsAt } = retrying({ backoff: () => Infinity })
    const { outcome } = await after(clock, 0, call(scripted(down)))
    expect(outcome).toEqual({ error: down })
    expect(attemptsAt).toEqual([0])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('maxDuration', () => {
  it.each([
    ['begins an attempt at its very end', 1000, [0, 500, 1000]],
    ['begins none a millisecond later', 999, [0, 500]],
    ['of nothing leaves one attempt', 0, [0]],
  ])('%s', async (_, maxDuration, expected) => {
    const { clock, call, attemptsAt } = retrying({ retries: 5, backoff: 500, maxDuration })
    await clock.advance(12_345)
    const { outcome } = await after(clock, 5000, call(scripted(down)))
    expect(outcome).toEqual({ error: down })
    expect(attemptsAt).toEqual(expected)
  })

  it('gives up at once where the next attempt would come too late', async () => {
    const { clock, call } = retrying({ backoff: 500, maxDuration: 999 })
    const watched = call(scripted(down))
    await clock.advance(500)
    expect(watched.outcome).toEqual({ error: down })
  })

  it('counts the time of the attempts too', async () => {
    const { clock, call, attemptsAt } = retrying({ backoff: 100, maxDuration: 1000 })
    const slow = () => lasting(clock, 600, null)().then(() => Promise.reject(down))
    await after(clock, 5000, call(slow))
    expect(attemptsAt).toEqual([0, 700])
  })

  it('is 30 s by default', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 1, backoff: 30_000 })
    await after(clock, 30_000, call(scripted(down)))
    expect(attemptsAt).toEqual([0, 30_000])
    const longer = retrying({ retries: 1, backoff: 30_001 })
    await after(longer.clock, 60_000, longer.call(scripted(down)))
    expect(longer.attemptsAt).toEqual([0])
  })
})

describe('a Retry-After', () => {
  const asks = (retryAfterMs: unknown) => Object.assign(new Error('429'), { retryAfterMs })

  it.each([
    ['of an error', asks(700), 700],
    ['that is shorter than the backoff', asks(99), 100],
    ['that is no wait', asks(Number.NaN), 100],
    ['that has passed', asks(-1000), 100],
  ])('%s is waited for, or the backoff if that is longer (Q31)', async (_, error, expected) => {
    const { clock, call, attemptsAt } = retrying({ retries: 1, backoff: 100 })
    const { outcome } = await after(clock, 10_000, call(scripted(error, 'up')))
    expect(outcome).toEqual({ value: 'up' })
    expect(attemptsAt).toEqual([0, expected])
  })

  it('of a result that counts as a failure is waited for (Q31)', async () => {
    const clock = new FakeClock()
    const busy = { status: 503, retryAfterMs: 5000 }
    const isBusy = (outcome: object) => 'result' in outcome && outcome.result === busy
    const { policy: own } = trial(
      { breaker: createBreaker({ clock, isFailure: isBusy }), retry: { retries: 1, backoff: 100 } },
      clock,
    )
    const call = watch(own.execute(scripted(busy, 'up')))
    await clock.advance(4999)
    expect(call.outcome).toBe('pending')
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'up' })
  })

  it('that does not fit into maxDuration ends the call at once (Q31)', async () => {
    const { clock, call } = retrying({ backoff: 100, maxDuration: 1000 })
    const late = asks(1001)
    expect((await after(clock, 0, call(scripted(late)))).outcome).toEqual({ error: late })
    expect(clock.pendingTimers).toBe(0)
  })

  it('can keep nobody waiting for longer than 10 minutes (Q31)', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 1, backoff: 0, maxDuration: 1e9 })
    await after(clock, 1e9, call(scripted(asks(1e8), 'up')))
    expect(attemptsAt).toEqual([0, MAX_ASKED_WAIT])
  })

  it('is known to the next backoff as the wait before it', async () => {
    const states: BackoffState[] = []
    const backoff = (state: BackoffState) => {
      states.push(state)
      return 0
    }
    const { clock, call } = retrying({ retries: 2, backoff })
    await after(clock, 10_000, call(scripted(asks(700), down, 'up')))
    expect(states.map(({ previousMs }) => previousMs)).toEqual([undefined, 700])
  })
})

describe('a callback of the app that throws', () => {
  const bug = new Error('a bug in the app')
  const throws = () => {
    throw bug
  }
  const noted = vi.spyOn(console, 'error')
  afterEach(() => noted.mockReset())

  it.each(['isRetryable', 'backoff'] as const)(
    'as %s is noted, and nothing is tried again',
    async (callback) => {
      noted.mockImplementation(() => {})
      const { clock, call, attemptsAt } = retrying({ [callback]: throws })
      expect((await after(clock, 1000, call(scripted(down)))).outcome).toEqual({ error: down })
      expect(attemptsAt).toEqual([0])
      expect(noted).toHaveBeenCalledExactlyOnceWith(
        expect.stringContaining('isRetryable or backoff threw'),
        bug,
      )
    },
  )

  it('as a budget of its own ends the call with that error', async () => {
    const budget: RetryBudget = { called: () => {}, take: throws }
    const { clock, policy: own } = trial({ retry: { budget }, timeout: 1000 })
    expect(await own.tryExecute(scripted(down))).toEqual({ kind: 'error', error: bug })
    const overdue = watch(own.execute(hangs))
    await clock.advance(1000)
    expect(overdue.outcome).toEqual({ error: bug })
  })

  it('as onRetry is noted, and it is tried again', async () => {
    noted.mockImplementation(() => {})
    const { clock, call } = retrying({ retries: 1, backoff: 100, onRetry: throws })
    expect((await after(clock, 100, call(scripted(down, 'up')))).outcome).toEqual({ value: 'up' })
    expect(noted).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('onRetry threw'), bug)
  })
})

/** Each wait is over in the next microtask; time moves on by it all the same. */
function atOnce(clock: FakeClock) {
  let now = 0
  return {
    now: () => now,
    wallNow: () => clock.wallNow(),
    clearTimeout: () => {},
    setTimeout(callback: () => void, delayMs: number) {
      void Promise.resolve().then(() => {
        now += delayMs
        callback()
      })
      return clock.setTimeout(() => {}, 0)
    },
  }
}
