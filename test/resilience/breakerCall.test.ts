import { describe, expect, it, vi } from 'vitest'
import { failureRate } from '../../src/resilience/failureRate.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import type { BreakerOptions } from '../../src/resilience/breaker.js'
import { RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'
import { errorOf, hangs, unhandledDuring } from './policyTrial.js'

const down = new Error('503')
const fails = () => Promise.reject(down)

/** The same must hold however the breaker comes to see a call. */
const KINDS: readonly (readonly [string, BreakerOptions])[] = [
  ['without rules', {}],
  ['with rules', { isFailure: (outcome) => 'error' in outcome, isIgnored: () => false }],
  ['that watches running calls', { tripAfter: slow({ rate: 1, minimumCalls: 1000 }) }],
  ['with a window', { tripAfter: failureRate({ rate: 1, window: timeWindow(1000), minimumCalls: 1000 }) }],
]

/** A promise by its manner alone, as some libraries give them. */
function thenableOf<Value>(
  then: (resolve: (value: Value) => void, reject: (error: unknown) => void) => void,
) {
  return new Proxy({}, { get: (_, name) => (name === 'then' ? then : undefined) }) as PromiseLike<Value>
}

function slow({ rate, minimumCalls }: { readonly rate: number; readonly minimumCalls: number }) {
  return slowCallRate({ rate, slowerThan: 1000, window: timeWindow(10_000), minimumCalls })
}

describe.each(KINDS)('a call through a breaker %s', (_, options) => {
  it('gives the very result of the action, whether it comes at once, later, or from anything with a `then`', async () => {
    const { breaker } = trialBreaker(options)
    const result = { id: 7 }
    const thenable = thenableOf<object>((resolve) => resolve(result))
    expect(await breaker.execute(() => result)).toBe(result)
    expect(await breaker.execute(async () => result)).toBe(result)
    expect(await breaker.execute(() => thenable)).toBe(result)
    expect(await breaker.execute(() => undefined)).toBeUndefined()
    expect(breaker.metrics().totals.succeeded).toBe(4)
  })

  it('rejects with the very error of the action, thrown at once, later, or by anything with a `then`', async () => {
    const { breaker } = trialBreaker(options)
    const thenable = thenableOf<void>((_resolve, reject) => reject(down))
    const throws = () => {
      throw down
    }
    expect(await errorOf(breaker.execute(throws))).toBe(down)
    expect(await errorOf(breaker.execute(fails))).toBe(down)
    expect(await errorOf(breaker.execute(() => thenable))).toBe(down)
    expect(breaker.metrics().totals.failed).toBe(3)
  })

  it('rejects also with what is no error at all', async () => {
    const { breaker } = trialBreaker(options)
    const reasons = [undefined, 'down']
    for (const reason of reasons) {
      expect(await errorOf(breaker.execute(() => Promise.reject(reason)))).toBe(reason)
    }
    expect(breaker.metrics().totals.failed).toBe(reasons.length)
  })

  it('calls the action at once and without arguments', () => {
    const { breaker } = trialBreaker(options)
    const action = vi.fn(hangs)
    void breaker.execute(action)
    expect(action.mock.calls).toEqual([[]])
  })

  it('with a signal is the same', async () => {
    const { breaker } = trialBreaker(options)
    const { signal } = new AbortController()
    expect(await breaker.execute(() => 'up', { signal })).toBe('up')
    expect(await errorOf(breaker.execute(fails, { signal }))).toBe(down)
    expect(await breaker.execute(() => 'up', {})).toBe('up')
    expect(breaker.metrics().totals).toMatchObject({ succeeded: 2, failed: 1, ignored: 0 })
  })

  it('is not made when its caller has aborted already', async () => {
    const { breaker } = trialBreaker(options)
    const action = vi.fn(fails)
    const reason = new Error('left')
    expect(await errorOf(breaker.execute(action, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(action).not.toHaveBeenCalled()
    expect(breaker.metrics().totals).toMatchObject({ failed: 0, ignored: 0, refused: 0 })
  })

  it('leaves an unhandled rejection for all to see, and a handled one unseen', async () => {
    const { breaker } = trialBreaker(options)
    expect(await unhandledDuring(() => void breaker.execute(fails))).toEqual([down])
    expect(await unhandledDuring(() => errorOf(breaker.execute(fails)))).toEqual([])
  })

  it('is refused while the breaker is open, and its action is not called', async () => {
    const { breaker } = trialBreaker(options)
    const action = vi.fn(hangs)
    breaker.forceOpen()
    expect(await errorOf(breaker.execute(action))).toBeInstanceOf(BreakerOpenError)
    expect(await errorOf(breaker.execute(action, {}))).toBeInstanceOf(BreakerOpenError)
    expect(action).not.toHaveBeenCalled()
    expect(await unhandledDuring(() => void breaker.execute(action))).toHaveLength(1)
  })
})

describe('calls through a breaker', () => {
  it('open it, and find out whether it may close', async () => {
    const { breaker, clock, states } = trialBreaker()
    for (let time = 0; time < TRIPS_AT; time++) await errorOf(breaker.execute(fails))
    await clock.advance(RESET)
    expect(await breaker.execute(() => 'up')).toBe('up')
    expect(states).toEqual(['open', 'half-open', 'closed'])
    expect(await breaker.execute(() => 'up')).toBe('up')
    expect(breaker.metrics().totals.succeeded).toBe(2)
  })

  it('that began in an earlier state reach their callers, and change nothing (Q1)', async () => {
    const { breaker } = trialBreaker()
    let end = (__: string) => {}
    const late = breaker.execute(
      () =>
        new Promise<string>((resolve) => {
          end = resolve
        }),
    )
    for (let time = 0; time < TRIPS_AT; time++) await errorOf(breaker.execute(fails))
    end('late')
    expect(await late).toBe('late')
    expect(breaker.state.kind).toBe('open')
    expect(breaker.metrics().totals.succeeded).toBe(1)
  })

  it('that are made from within another are calls of their own', async () => {
    const { breaker } = trialBreaker()
    expect(await breaker.execute(() => breaker.execute(() => 'inner'))).toBe('inner')
    expect(breaker.metrics().totals.succeeded).toBe(2)
  })

  it('may turn switches while they run', async () => {
    const { breaker } = trialBreaker()
    const result = await breaker.execute(() => {
      breaker.forceOpen()
      return 'up'
    })
    expect(result).toBe('up')
    expect(breaker.state.kind).toBe('forced-open')
  })
})

describe('a wrapped function', () => {
  it('is given its arguments and its `this`', async () => {
    const { breaker } = trialBreaker()
    const api = {
      base: 'https://api.test',
      get: breaker.wrap(async function (this: { readonly base: string }, path: string, id?: number) {
        return `${this.base}/${path}/${id}`
      }),
    }
    expect(await api.get('orders', 7)).toBe('https://api.test/orders/7')
    expect(await api.get('orders')).toBe('https://api.test/orders/undefined')
  })

  it('is behind the breaker', async () => {
    const { breaker } = trialBreaker()
    const get = vi.fn(fails)
    const behind = breaker.wrap(get)
    for (let time = 0; time < TRIPS_AT; time++) expect(await errorOf(behind())).toBe(down)
    expect(await errorOf(behind())).toBeInstanceOf(BreakerOpenError)
    expect(get).toHaveBeenCalledTimes(TRIPS_AT)
  })

  it('rejects with what it throws', async () => {
    const { breaker } = trialBreaker()
    const behind = breaker.wrap((): string => {
      throw down
    })
    expect(await errorOf(behind())).toBe(down)
  })
})
