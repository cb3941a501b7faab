import { describe, expect, it, vi } from 'vitest'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import { policy } from '../../src/resilience/policy.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import { staleIfError } from '../../src/resilience/staleIfError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

const boom = new Error('boom')

describe('a budget of the app that throws', () => {
  const budget: RetryBudget = {
    called() {
      throw boom
    },
    take: () => true,
  }

  it('ends the call with what it threw, and neither throws nor hangs', async () => {
    const orders = policy({ retry: { budget } })
    await expect(orders.execute(() => 1)).rejects.toBe(boom)
    await expect(orders.tryExecute(() => 1)).resolves.toEqual({ kind: 'error', error: boom })
  })
})

describe('a rule of the app that throws when a call begins', () => {
  it('costs no call its answer, and the developer is told', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const breaker = createBreaker({
      tripAfter: () => ({
        begin() {
          throw boom
        },
        succeeded: () => false,
        failed: () => false,
      }),
    })
    await expect(breaker.execute(() => 1)).resolves.toBe(1)
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('tripAfter'), boom)
    told.mockRestore()
  })
})

describe('an AbortError', () => {
  const abortError = new DOMException('given up', 'AbortError')
  const failing = () => Promise.reject(abortError)

  it('is a failure where the caller’s own signal is known and has not been aborted (Q4)', async () => {
    const breaker = createBreaker({ tripAfter: consecutiveFailures(1) })
    const { signal } = new AbortController()
    await expect(breaker.execute(failing, { signal })).rejects.toBe(abortError)
    expect(breaker.state.kind).toBe('open')
  })

  it('is taken for the caller’s where no signal is known (Q4)', async () => {
    const breaker = createBreaker({ tripAfter: consecutiveFailures(1) })
    await expect(breaker.execute(failing)).rejects.toBe(abortError)
    expect(breaker.state.kind).toBe('closed')
  })
})

describe('a refusal that names no wait', () => {
  it('is waited for all the same, for a second (Q30)', async () => {
    const clock = new FakeClock()
    const action = vi.fn(() => Promise.reject(new BreakerOpenError('orders', clock.wallNow(), 0)))
    const call = policy({ retry: { maxDuration: 2500 }, clock, random: () => 0 }).tryExecute(action)
    await clock.advance(2500)
    expect(await call).toMatchObject({ kind: 'error', error: { key: 'orders' } })
    expect(action).toHaveBeenCalledTimes(3)
  })
})

describe('staleIfError', () => {
  it.each([
    [{ status: 399 }, 'mine'],
    [{ status: 400 }, { status: 400 }],
    [{ status: 499 }, { status: 499 }],
    [{ status: 500 }, 'mine'],
    [{ status: '404' }, 'mine'],
    [{}, 'mine'],
    [null, 'mine'],
  ])('answers a call that failed with %j by %j', async (failure, expected) => {
    const orders = policy({ fallback: staleIfError({ maxAge: 1000 }) })
    await orders.execute(() => 'mine')
    const outcome = await orders.tryExecute(() => Promise.reject<string>(failure))
    expect(outcome.kind === 'error' ? outcome.error : outcome.value).toEqual(expected)
  })

  const refused = Object.assign(new Error('Unauthorized'), { status: 401 })

  it('keeps what it has from whoever is told 401, unless it is asked to show it', async () => {
    for (const [when, expected] of [
      [undefined, refused],
      [() => true, 'mine'],
    ] as const) {
      const orders = policy({ fallback: staleIfError({ maxAge: 1000, ...(when && { when }) }) })
      await orders.execute(() => 'mine')
      const shown = await orders
        .execute(() => Promise.reject<string>(refused))
        .catch((error: unknown) => error)
      expect(shown).toBe(expected)
    }
  })
})
