import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { createBreaker, FallbackError } from '../../../src/core.js'
import type { WriteAnswer } from '../../../src/server.js'
import { isUnavailable, KeyReusedError, resilientWrite } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { never } from '../serviceOnFakeClock.js'

const failure = (code: string) => Object.assign(new Error(code), { code })

const REFUSED = failure('ECONNREFUSED')
const CONFLICT = failure('40001')
const LOST = failure('ECONNRESET')
const WRONG = failure('23505')

/** A write that fails with each of `errors` first, then succeeds. */
function failingWith(...errors: readonly unknown[]) {
  const left = [...errors]
  return vi.fn<(context: { readonly attempt: number }) => Promise<string>>(async () => {
    if (left.length > 0) throw left.shift()
    return 'written'
  })
}

/** Ends the waits between attempts. */
async function settled<Value>(
  clock: FakeClock,
  pending: Promise<Value>,
): Promise<Value | { error: unknown }> {
  const caught = pending.catch((error: unknown) => ({ error }))
  await clock.advance(30_000)
  return caught
}

const write = (
  clock: FakeClock,
  options: Omit<Parameters<typeof resilientWrite<string, string>>[0], 'clock'>,
) => settled(clock, resilientWrite({ random: () => 0.5, ...options, clock }))

const DONE = { kind: 'done', value: 'written' }

describe('a write is tried again', () => {
  test.each([
    ['refused', REFUSED],
    ['a conflict', CONFLICT],
  ])('when it is %s, whatever it is: nothing was done', async (_, error) => {
    const attempts = failingWith(error, error)
    expect(await write(new FakeClock(), { write: attempts })).toEqual(DONE)
    expect(attempts.mock.calls.map(([{ attempt }]) => attempt)).toEqual([1, 2, 3])
  })

  test('when nobody knows whether it was done, only if it is idempotent', async () => {
    const once = failingWith(LOST)
    expect(await write(new FakeClock(), { write: once })).toEqual({ error: LOST })
    expect(once).toHaveBeenCalledOnce()
    expect(await write(new FakeClock(), { write: failingWith(LOST), idempotent: true })).toEqual(DONE)
  })

  test('when it has timed out, only if it is idempotent; its signal says that it was given up', async () => {
    const signals: AbortSignal[] = []
    const hang = vi.fn(({ signal }: { readonly signal: AbortSignal }) => {
      signals.push(signal)
      return never
    })
    const options = { write: hang, timeout: 100 }
    expect(await write(new FakeClock(), options)).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(hang).toHaveBeenCalledOnce()
    expect(await write(new FakeClock(), { ...options, idempotent: true })).toMatchObject({
      error: { name: 'TimeoutError' },
    })
    expect(hang).toHaveBeenCalledTimes(1 + 3)
    expect(signals.every(({ aborted }) => aborted)).toBe(true)
  })

  test('never when the statement is at fault, nor where retry is false or forbids it', async () => {
    for (const options of [
      { write: failingWith(WRONG), idempotent: true },
      { write: failingWith(REFUSED), retry: false as const },
      { write: failingWith(REFUSED), retry: { isRetryable: () => false } },
    ]) {
      expect(await write(new FakeClock(), options)).toHaveProperty('error')
      expect(options.write).toHaveBeenCalledOnce()
    }
  })

  test('never because isRetryable says so: it may have been done', async () => {
    const attempts = failingWith(LOST)
    await write(new FakeClock(), { write: attempts, retry: { isRetryable: () => true } })
    expect(attempts).toHaveBeenCalledOnce()
  })

  test('although the breaker counts no failure for a conflict', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({
      clock,
      isFailure: (call) => 'error' in call && isUnavailable(call.error),
    })
    expect(await write(clock, { write: failingWith(CONFLICT), breaker })).toEqual(DONE)
  })

  test('begins no attempt later than two seconds after it was made', async () => {
    const clock = new FakeClock()
    const startedAt: number[] = []
    const attempt = () => {
      startedAt.push(clock.now())
      return Promise.reject(REFUSED)
    }
    await write(clock, { write: attempt, retry: { retries: 50 } })
    expect(startedAt.length).toBeGreaterThan(6)
    expect(Math.max(...startedAt)).toBeLessThanOrEqual(2000)
  })
})

describe('a write is left to the queue', () => {
  const queue = () => vi.fn(async (_error: unknown) => 'job 1')

  test('when it is refused after all attempts, and the answer says why', async () => {
    const clock = new FakeClock()
    const put = queue()
    const attempts = failingWith(REFUSED, REFUSED, REFUSED)
    const answer = await write(clock, { write: attempts, queue: put })
    expect(answer).toEqual({ kind: 'queued', queued: 'job 1', error: REFUSED })
    expect(put.mock.calls).toEqual([[REFUSED]])
    expect(attempts).toHaveBeenCalledTimes(3)
  })

  test('at once while the breaker is open for longer than a request would wait', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ name: 'database', clock, resetAfter: 10_000 })
    breaker.forceOpen()
    const attempts = failingWith()
    const pending = resilientWrite({ write: attempts, breaker, clock, queue: queue() })
    await clock.advance(0)
    expect(await pending).toMatchObject({ kind: 'queued', error: { name: 'BreakerOpenError' } })
    expect(attempts).not.toHaveBeenCalled()
  })

  test('never when it may have been done, unless it is idempotent (nothing twice)', async () => {
    const put = queue()
    const lost = { write: () => Promise.reject(LOST), queue: put }
    expect(await write(new FakeClock(), lost)).toEqual({ error: LOST })
    expect(put).not.toHaveBeenCalled()
    expect(await write(new FakeClock(), { ...lost, idempotent: true })).toMatchObject({ kind: 'queued' })
    expect(put).toHaveBeenCalledOnce()
  })

  test('never when the statement is at fault, or keeps being in conflict', async () => {
    const put = queue()
    for (const error of [WRONG, CONFLICT, new Error('a bug')]) {
      expect(await write(new FakeClock(), { write: () => Promise.reject(error), queue: put })).toEqual({
        error,
      })
    }
    expect(put).not.toHaveBeenCalled()
  })

  test('and fails with both errors where the queue is down too', async () => {
    const full = new Error('no space left')
    const options = { write: () => Promise.reject(REFUSED), queue: () => Promise.reject(full) }
    const outcome = (await write(new FakeClock(), options)) as { error: unknown }
    expect(outcome.error).toBeInstanceOf(FallbackError)
    expect(outcome.error).toMatchObject({ cause: REFUSED, errors: [full] })
  })
})

test('a key that is another write’s in the queue is what it rejects with, whatever is down besides', async () => {
  const reused = new KeyReusedError('orders', 'order-7', '1')
  const options = { write: () => Promise.reject(REFUSED), queue: () => Promise.reject(reused) }
  expect(await write(new FakeClock(), options)).toEqual({ error: reused })
})

test('a write that its caller gives up ends at once with the caller’s reason, and is not queued', async () => {
  const clock = new FakeClock()
  const controller = new AbortController()
  const queue = vi.fn(() => 1)
  const pending = resilientWrite({ write: () => never, signal: controller.signal, queue, clock })
  await clock.advance(10)
  const reason = new Error('the client has gone')
  controller.abort(reason)
  await expect(pending).rejects.toBe(reason)
  expect(queue).not.toHaveBeenCalled()
  expect(clock.pendingTimers).toBe(0)
})

test('the type of an answer has what the write gives, and what the queue gives', async () => {
  const answer = await resilientWrite({ write: () => 1, queue: () => 'job' })
  expectTypeOf(answer).toEqualTypeOf<WriteAnswer<number, string>>()
})

test.each<[object, RegExp]>([
  [{ write: 1 }, /resilientWrite write: expected a function, got 1/],
  [{ write: () => 1, queue: {} }, /resilientWrite queue: expected a function/],
  [{ write: () => 1, timeout: Number.NaN }, /resilientWrite timeout/],
  [{ write: () => 1, retry: { retries: -1 } }, /retry.retries/],
])('malformed options are refused: %o', async (options, message) => {
  await expect(resilientWrite(options as never)).rejects.toThrow(message)
})
