import { describe, expect, it, vi } from 'vitest'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { fallback } from '../../src/resilience/fallback.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { retryBudget } from '../../src/resilience/retryBudget.js'
import { RetryBudgetError } from '../../src/resilience/retryBudgetError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { after, errorOf, hangs, retrying, scripted, trial, watch } from './policyTrial.js'

const down = new Error('503')

describe('the retry budget', () => {
  const spent: RetryBudget = { called: () => {}, take: () => false }

  it('wins over the retries, and says so (Q29)', async () => {
    const { clock, call } = retrying({ retries: 5, backoff: 100, budget: retryBudget({ minimum: 1 }) })
    const { outcome } = await after(clock, 1000, call(scripted(down)))
    const { error } = outcome as { error: RetryBudgetError }
    expect(error).toBeInstanceOf(RetryBudgetError)
    expect(error).toMatchObject({ name: 'RetryBudgetError', cause: down, attempts: 2 })
    expect(error.message).toBe(
      'The call failed (error.cause) in attempt 2 and was not tried again: the retry budget is spent. ' +
        'When most calls fail, retries only add to the load; see retryBudget() to allow more of them.',
    )
  })

  it('is by default 3 retries in 10 s for few calls, and a tenth of many (Q29)', async () => {
    const clock = new FakeClock()
    const { policy: own } = trial({ retry: { retries: 5, backoff: 100 } }, clock)
    const action = scripted(down)
    const call = await after(clock, 1000, watch(own.execute(action)))
    expect(call.outcome).toMatchObject({ error: { name: 'RetryBudgetError', attempts: 4 } })

    await clock.advance(10_000)
    for (let well = 0; well < 49; well++) await own.execute(() => 'up')
    const another = await after(clock, 1000, watch(own.execute(action)))
    expect(another.outcome).toMatchObject({ error: { name: 'Error' } })
    expect(action).toHaveBeenCalledTimes(4 + 6)
  })

  it('of one policy is its own by default', async () => {
    const clock = new FakeClock()
    const worn = trial({ retry: { backoff: 0, retries: 4 } }, clock).policy
    expect((await after(clock, 10, watch(worn.execute(scripted(down))))).outcome).toMatchObject({
      error: { name: 'RetryBudgetError' },
    })
    const fresh = trial({ retry: { backoff: 0, retries: 1 } }, clock).policy
    expect((await after(clock, 10, watch(fresh.execute(scripted(down, 'up'))))).outcome).toEqual({
      value: 'up',
    })
  })

  it('may be shared by several policies (Q29)', async () => {
    const clock = new FakeClock()
    const budget = retryBudget({ minimum: 2 })
    const one = retrying({ retries: 2, backoff: 100, budget }, clock)
    const other = retrying({ retries: 2, backoff: 100, budget }, clock)
    expect((await after(clock, 1000, one.call(scripted(down)))).outcome).toEqual({ error: down })
    expect((await after(clock, 1000, other.call(scripted(down)))).outcome).toMatchObject({
      error: { name: 'RetryBudgetError', attempts: 1 },
    })
  })

  it('is without end where it is switched off', async () => {
    const { clock, call, attemptsAt } = retrying({ retries: 50, backoff: 1, budget: false })
    expect((await after(clock, 100, call(scripted(down)))).outcome).toEqual({ error: down })
    expect(attemptsAt).toHaveLength(51)
  })

  it('is asked when a retry is decided on, and only then', async () => {
    const taken: number[] = []
    const budget: RetryBudget = { called: () => {}, take: (now) => taken.push(now) > 0 }
    const { clock, call } = retrying({ retries: 1, backoff: 500, budget })
    await clock.advance(1000)
    await after(clock, 1000, call(scripted(down)))
    expect(taken).toEqual([1000])

    const tooLate = retrying({ backoff: 500, maxDuration: 499, budget })
    expect((await after(tooLate.clock, 1000, tooLate.call(scripted(down)))).outcome).toEqual({ error: down })
    const notAgain = retrying({ isRetryable: () => false, budget })
    expect((await after(notAgain.clock, 1000, notAgain.call(scripted(down)))).outcome).toEqual({
      error: down,
    })
    expect(taken).toEqual([1000])
  })

  it('grows with calls and not with attempts, nor with calls that were not sent (Q29)', async () => {
    const called: number[] = []
    const budget: RetryBudget = { called: (now) => called.push(now), take: () => true }
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, retry: { retries: 1, backoff: 100, budget } }, clock)
    await clock.advance(700)
    await after(clock, 1000, watch(own.execute(scripted(down))))
    expect(called).toEqual([700])
    breaker.forceOpen()
    expect(await errorOf(own.execute(hangs))).toMatchObject({ name: 'BreakerOpenError' })
    expect(called).toEqual([700])
  })

  it('that is spent leaves fallbacks with what the call failed with (Q17, Q29)', async () => {
    const clock = new FakeClock()
    const asked = vi.fn((error: unknown) => error === down)
    const parts = { retry: { backoff: 0, budget: spent } }
    const { policy: own } = trial(
      { ...parts, fallback: degradedResponse('degraded', { when: asked }) },
      clock,
    )
    expect(await own.tryExecute(scripted(down))).toMatchObject({ value: 'degraded', cause: down })
    expect(asked).toHaveBeenCalledExactlyOnceWith(down)

    const { policy: silent } = trial({ ...parts, fallback: fallback(() => '', { when: () => false }) }, clock)
    expect(await errorOf(silent.execute(scripted(down)))).toMatchObject({
      name: 'RetryBudgetError',
      cause: down,
    })
  })

  it('that is spent turns a result that counts as a failure into the cause of its error (Q29)', async () => {
    const clock = new FakeClock()
    const { policy: own } = trial(
      {
        breaker: createBreaker({ clock, isFailure: () => true }),
        retry: { backoff: 0, budget: spent },
      },
      clock,
    )
    expect(await errorOf(own.execute(() => 'busy'))).toMatchObject({
      name: 'RetryBudgetError',
      cause: 'busy',
    })
  })
})
