import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { CacheEntry, ResponseCache } from '../../../src/core.js'
import { createBreaker, FallbackError, memoryCache } from '../../../src/core.js'
import type { ReadAnswer } from '../../../src/server.js'
import { isUnavailable, resilientRead } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { never } from '../serviceOnFakeClock.js'

const maxAge = 60_000
const down = new Error('connect ECONNREFUSED')
const failing = () => Promise.reject(down)
const notFound = Object.assign(new Error('no such order'), { status: 404 })

const hangingCache: ResponseCache = { get: () => never, set: () => never }
const brokenCache: ResponseCache = {
  get() {
    throw new Error('the cache is broken')
  },
  set: () => Promise.reject(new Error('the cache is full')),
}

function kept(clock: FakeClock, cache: ResponseCache = memoryCache()) {
  return { cache, key: 'orders', maxAge, clock }
}

/** What a promise has come to after so long, and at what time of the clock it did. */
async function within<Value>(clock: FakeClock, ms: number, pending: Promise<Value>) {
  let settledAt: number | undefined
  const startedAt = clock.now()
  const settled = pending
    .then((value) => ({ value }))
    .catch((error: unknown) => ({ error }))
    .finally(() => {
      settledAt = clock.now() - startedAt
    })
  await clock.advance(ms)
  expect(settledAt, 'settled in time').toBeDefined()
  return { settledAt, ...(await settled) }
}

describe('a read whose primary answers', () => {
  test('is the primary’s, and nobody else is asked', async () => {
    const replica = vi.fn(() => 'replica')
    const cache = { get: vi.fn(() => undefined), set: vi.fn() }
    const answer = await resilientRead({
      ...kept(new FakeClock(), cache),
      read: () => 'primary',
      replicas: [replica],
      defaultValue: 'default',
    })
    expect(answer).toEqual({ value: 'primary', source: 'primary', ageMs: 0, degraded: false })
    expect(replica).not.toHaveBeenCalled()
    expect(cache.get).not.toHaveBeenCalled()
  })

  test('is kept for the next, without waiting for the cache', async () => {
    const clock = new FakeClock()
    expect(await resilientRead({ ...kept(clock, hangingCache), read: () => 1 })).toMatchObject({ value: 1 })
    expect(await resilientRead({ ...kept(clock, brokenCache), read: () => 1 })).toMatchObject({ value: 1 })
    const entries: [string, CacheEntry][] = []
    const cache: ResponseCache = { get: () => undefined, set: (key, entry) => entries.push([key, entry]) }
    await resilientRead({ ...kept(clock, cache), read: () => 1 })
    expect(entries).toEqual([['orders', { value: 1, storedAt: clock.wallNow() }]])
  })
})

describe('a read whose primary fails', () => {
  test('is of the first replica that answers, and says why', async () => {
    const asked: string[] = []
    const answer = await resilientRead({
      ...kept(new FakeClock()),
      read: failing,
      replicas: [
        () => {
          asked.push('first')
          throw new Error('also down')
        },
        async () => asked.push('second') && 'replica',
        () => asked.push('third') && 'replica',
      ],
    })
    expect(answer).toEqual({ value: 'replica', source: 'replica', ageMs: 0, degraded: true, error: down })
    expect(asked).toEqual(['first', 'second'])
  })

  test('is what the primary gave last, with its age, and never what a replica gave', async () => {
    const clock = new FakeClock()
    const options = kept(clock)
    await resilientRead({ ...options, read: () => 'of the primary' })
    await resilientRead({ ...options, read: failing, replicas: [() => 'of a replica'] })
    await clock.advance(1500)
    const answer = await resilientRead({ ...options, read: failing })
    expect(answer).toEqual({
      value: 'of the primary',
      source: 'cache',
      ageMs: 1500,
      degraded: true,
      error: down,
    })
  })

  test('is not what is older than maxAge, but the default', async () => {
    const clock = new FakeClock()
    const options = { ...kept(clock), defaultValue: null }
    await resilientRead({ ...options, read: () => 'old' })
    await clock.advance(maxAge)
    expect(await resilientRead({ ...options, read: failing })).toMatchObject({ source: 'cache' })
    await clock.advance(1)
    expect(await resilientRead({ ...options, read: failing })).toEqual({
      value: null,
      source: 'default',
      ageMs: 0,
      degraded: true,
      error: down,
    })
  })

  test('has no negative age after the wall clock was set back', async () => {
    const clock = new FakeClock()
    const options = kept(clock)
    await resilientRead({ ...options, read: () => 1 })
    clock.setWallBy(-10_000)
    expect(await resilientRead({ ...options, read: failing })).toMatchObject({ source: 'cache', ageMs: 0 })
  })

  test('rejects with the primary’s error where nobody answers', async () => {
    const options = kept(new FakeClock())
    await expect(resilientRead({ ...options, read: failing })).rejects.toBe(down)
    const alsoDown = new Error('also down')
    const rejection = await resilientRead({
      ...options,
      read: failing,
      replicas: [() => Promise.reject(alsoDown)],
    }).catch((error: unknown) => error)
    expect(rejection).toBeInstanceOf(FallbackError)
    expect(rejection).toMatchObject({ cause: down, errors: [alsoDown] })
  })

  test('is nobody else’s where the error is no failure, which reaches the caller as it is', async () => {
    const options = { ...kept(new FakeClock()), replicas: [() => 1], defaultValue: 2 }
    await resilientRead({ ...options, read: () => 0 })
    await expect(resilientRead({ ...options, read: () => Promise.reject(notFound) })).rejects.toBe(notFound)
    const wrong = Object.assign(new Error('column "nmae" does not exist'), { code: '42703' })
    const strict = { ...options, isFailure: isUnavailable }
    await expect(resilientRead({ ...strict, read: () => Promise.reject(wrong) })).rejects.toBe(wrong)
  })

  test('is answered while the breaker refuses, although isFailure has never heard of that', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ name: 'database', clock })
    const options = { ...kept(clock), breaker, isFailure: (error: unknown) => error === down }
    await resilientRead({ ...options, read: () => 'kept' })
    for (let call = 0; call < 3; call++) await resilientRead({ ...options, read: failing })
    expect(breaker.state.kind).toBe('open')
    const read = vi.fn(() => 'new')
    expect(await resilientRead({ ...options, read })).toMatchObject({
      value: 'kept',
      error: { name: 'BreakerOpenError', key: 'database' },
    })
    expect(read).not.toHaveBeenCalled()
  })

  test('is answered by others although the breaker counts no failure for the error', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({
      clock,
      isFailure: (call) => 'error' in call && isUnavailable(call.error),
    })
    const options = { clock, breaker, defaultValue: 'default' }
    const broken = () => Promise.reject(new Error('division by zero'))
    for (let call = 0; call < 5; call++) {
      expect(await resilientRead({ ...options, read: broken })).toMatchObject({ source: 'default' })
    }
    expect(breaker.state.kind).toBe('closed')
  })
})

describe('a read of what hangs', () => {
  test('costs the timeout for the primary and each replica, and a second for the cache; signals say so', async () => {
    const clock = new FakeClock()
    const signals: AbortSignal[] = []
    const hang = ({ signal }: { readonly signal: AbortSignal }) => {
      signals.push(signal)
      return never
    }
    const read = resilientRead({
      ...kept(clock, hangingCache),
      read: hang,
      replicas: [hang, hang],
      defaultValue: 'default',
      timeout: 300,
    })
    const { settledAt, ...outcome } = await within(clock, 5000, read)
    expect(outcome).toMatchObject({ value: { source: 'default', error: { name: 'TimeoutError' } } })
    expect(settledAt).toBe(3 * 300 + 1000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true])
    expect(clock.pendingTimers).toBe(0)
  })

  test('has two seconds where nothing else is said', async () => {
    const clock = new FakeClock()
    const { settledAt } = await within(clock, 5000, resilientRead({ read: () => never, clock }))
    expect(settledAt).toBe(2000)
  })

  test.each(['read', 'replicas', 'cache'] as const)(
    'ends at once when the caller gives up, in %s, with the caller’s reason',
    async (stage) => {
      const clock = new FakeClock()
      const controller = new AbortController()
      const pending = resilientRead({
        ...kept(clock, hangingCache),
        read: stage === 'read' ? () => never : failing,
        replicas: stage === 'replicas' ? [() => never] : [],
        defaultValue: 'default',
        signal: controller.signal,
      })
      await clock.advance(10)
      const reason = new Error('the client has gone')
      controller.abort(reason)
      await expect(pending).rejects.toBe(reason)
      expect(clock.pendingTimers).toBe(0)
    },
  )
})

test('a read that is given up before it began asks nobody', async () => {
  const read = vi.fn(() => 1)
  const reason = new Error('the client has gone')
  const signal = AbortSignal.abort(reason)
  await expect(resilientRead({ read, signal, defaultValue: 2 })).rejects.toBe(reason)
  expect(read).not.toHaveBeenCalled()
})

test.each([null, false, 0, ''])('%j is a default like any other', async (defaultValue) => {
  expect(await resilientRead({ read: failing, defaultValue })).toMatchObject({
    value: defaultValue,
    source: 'default',
  })
})

test('what fails after it was given up goes unheard, and is no unhandled rejection', async () => {
  const clock = new FakeClock()
  const late = () => new Promise<never>((_, reject) => clock.setTimeout(() => reject(down), 10_000))
  const pending = resilientRead({
    ...kept(clock, { get: late, set: late }),
    read: late,
    replicas: [late],
    defaultValue: 'default',
    timeout: 100,
  })
  const { settledAt } = await within(clock, 20_000, pending)
  expect(settledAt).toBe(2 * 100 + 1000)
  expect(clock.pendingTimers).toBe(0)
})

test('a thousand reads of a cache that is slow wait for it side by side, and no longer than one', async () => {
  const clock = new FakeClock()
  const get = () =>
    new Promise<CacheEntry>((resolve) => {
      clock.setTimeout(() => resolve({ value: 'kept', storedAt: clock.wallNow() }), 300)
    })
  const read = () => resilientRead({ ...kept(clock, { get, set() {} }), read: failing })
  const reads = Promise.all(Array.from({ length: 1000 }, read))
  const outcome = await within(clock, 400, reads)
  expect(outcome.settledAt).toBe(300)
  expect('value' in outcome && new Set(outcome.value.map(({ source }) => source))).toEqual(new Set(['cache']))
})

test.each<[string, unknown]>([
  ['is of no time', { value: 'poisoned' }],
  ['is of a time that is no number', { value: 'poisoned', storedAt: Number.NaN }],
  ['is of the far future', { value: 'poisoned', storedAt: Number.MAX_SAFE_INTEGER }],
  ['is of another type of time', { value: 'poisoned', storedAt: 1n }],
  ['is no entry', 'poisoned'],
  ['has no value', { storedAt: 0 }],
])('a kept answer that %s is none', async (_, entry) => {
  const cache = { get: () => entry as CacheEntry, set() {} }
  const answer = await resilientRead({
    ...kept(new FakeClock(), cache),
    read: failing,
    defaultValue: 'default',
  })
  expect(answer).toMatchObject({ value: 'default', source: 'default' })
})

test('the type of an answer is that of the read, and of the default where there is one', async () => {
  const read = () => Promise.resolve(1)
  expectTypeOf(await resilientRead({ read })).toEqualTypeOf<ReadAnswer<number>>()
  expectTypeOf(await resilientRead({ read, defaultValue: null })).toEqualTypeOf<ReadAnswer<number | null>>()
  // @ts-expect-error: what is kept needs a key, or everybody would be given the same.
  await expect(resilientRead({ read, cache: memoryCache(), maxAge })).rejects.toThrow(/resilientRead key/)
})

test.each<[object, RegExp]>([
  [{ read: 1 }, /resilientRead read: expected a function, got 1/],
  [{ read: () => 1, replicas: [1] }, /resilientRead replicas: expected a list of functions/],
  [{ read: () => 1, timeout: 0 }, /resilientRead timeout/],
  [{ read: () => 1, cache: memoryCache(), key: '', maxAge }, /resilientRead key/],
  [{ read: () => 1, cache: memoryCache(), key: 'a', maxAge: Infinity }, /resilientRead maxAge/],
])('malformed options are refused: %o', async (options, message) => {
  await expect(resilientRead(options as never)).rejects.toThrow(message)
})
