import type { Action, CallContext } from '../../resilience/action.js'
import { exponential } from '../../resilience/backoff.js'
import type { Breaker } from '../../resilience/breaker.js'
import type { CallOutcome } from '../../resilience/callOutcome.js'
import { FallbackError } from '../../resilience/fallbackError.js'
import type { FallbackStrategy } from '../../resilience/fallbackStrategy.js'
import { policy } from '../../resilience/policy.js'
import type { RetryOptions } from '../../resilience/retry.js'
import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import type { Random } from '../../time/random.js'
import { systemRandom } from '../../time/random.js'
import { expect, expectDuration } from '../expect.js'
import { KeyReusedError } from '../queue/keyReusedError.js'
import { failureKind } from './failureKind.js'

/** How to write. Durations are milliseconds. */
export interface ResilientWriteOptions<Value, Queued = never> {
  /**
   * Writes: one statement, one transaction or one request, so that what is refused has done nothing at all. Its `signal`
   * aborts when the time is up, or with the caller's own reason.
   */
  readonly write: Action<Value>
  /**
   * Done twice, or late, it has the effect of once: it carries a key (`insert … on conflict (key) do nothing`), or sets
   * what it sets. Then it may also be repeated, and queued, when nobody knows whether it was done. @default false
   */
  readonly idempotent?: boolean
  /** In front of each attempt. @default none */
  readonly breaker?: Breaker
  /** How long each attempt may take. @default 5000 */
  readonly timeout?: number
  /**
   * How it tries again, where that is safe; `isRetryable` can forbid more, and allow nothing that is not. `false`: never.
   *
   * @default `{ retries: 2, backoff: exponential({ base: 50, cap: 1000 }), maxDuration: 2000, budget: false }`
   */
  readonly retry?: RetryOptions | false
  /**
   * Takes the write while the other side is down, to be done later: `(error) => orders.add(data, { key })`. Not asked
   * when it may have been done already, unless it is idempotent. Bounds its own time: given up from here, nobody would
   * know whether it has taken the write. @default none: the write fails
   */
  readonly queue?: (error: unknown) => PromiseLike<Queued> | Queued
  /** By which the caller gives up: the write then rejects at once with its reason, and may still be done. @default none */
  readonly signal?: AbortSignal
  readonly clock?: Clock
  readonly random?: Random
}

/** What has become of a write. */
export type WriteAnswer<Value, Queued = never> =
  | { readonly kind: 'done'; readonly value: Value }
  /** `queued`: what the queue gave. `error`: why it was not done now. */
  | { readonly kind: 'queued'; readonly queued: Queued; readonly error: unknown }

const DEFAULT_TIMEOUT = 5000
/** A request waits meanwhile. Conflicts are no sign of load, so there is no budget to spend. */
const DEFAULT_RETRY: RetryOptions = {
  retries: 2,
  backoff: exponential({ base: 50, cap: 1000 }),
  maxDuration: 2000,
  budget: false,
}

/**
 * Writes; tries again where that is safe, that is after a conflict, after a refusal, and after any other failure of the
 * other side if the write is idempotent; and leaves it to the queue while the other side is down. A write that may have
 * been done is neither repeated nor queued unless it is idempotent.
 *
 * Rejects with what the last attempt failed with; with a `FallbackError` whose `cause` is that where the queue failed
 * too; with the queue's {@link KeyReusedError} where the queue has other data under the write's key; with a TypeError or
 * RangeError where an option is malformed.
 *
 * @example
 * const answer = await resilientWrite({
 *   write: () => pool.query('insert into orders (key) values ($1) on conflict (key) do nothing', [key]),
 *   idempotent: true,
 *   queue: () => orders.add({ item: 'oak' }, { key }),
 * })
 * const status = answer.kind === 'done' ? 201 : 202
 */
export async function resilientWrite<Value, Queued = never>(
  options: ResilientWriteOptions<Value, Queued>,
): Promise<WriteAnswer<Value, Queued>> {
  const { write, idempotent = false, breaker, timeout = DEFAULT_TIMEOUT, retry, queue, signal } = options
  const { clock = systemClock, random = systemRandom } = options
  expect(typeof write === 'function', 'resilientWrite write', 'a function', write)
  expect(queue === undefined || typeof queue === 'function', 'resilientWrite queue', 'a function', queue)
  expectDuration('resilientWrite timeout', timeout)

  // The breaker stands within: it counts by its own rules, which say nothing of what may be repeated.
  const attempt = policy({ breaker, timeout, clock, random })
  const whole = policy({
    ...(retry !== false && { retry: safely({ ...DEFAULT_RETRY, ...retry }, idempotent) }),
    ...(queue && { fallback: queueStrategy(queue, idempotent) }),
    clock,
    random,
  })
  const outcome = await whole.tryExecute<Value>(
    (call) => attempt.execute((own) => write(numbered(call.attempt, own)), { signal }),
    { signal },
  )
  if (outcome.kind === 'error') throw whatIsWrong(outcome.error)
  return outcome.kind === 'result'
    ? { kind: 'done', value: outcome.value as Value }
    : { kind: 'queued', queued: outcome.value as Queued, error: outcome.cause }
}

/** A key that is taken is the caller's to change, however the other side is: no outage may hide it. */
function whatIsWrong(error: unknown): unknown {
  if (!(error instanceof FallbackError)) return error
  return error.errors.find((each) => each instanceof KeyReusedError) ?? error
}

/** A signal costs more than all the rest: it is made when it is read. */
function numbered(attempt: number, own: CallContext): CallContext {
  return {
    attempt,
    get signal() {
      return own.signal
    },
  }
}

/** Whether it may be done after `error` without being done twice. */
function isSafe(error: unknown, idempotent: boolean): boolean {
  const kind = failureKind(error)
  return kind === 'refused' || kind === 'conflict' || (kind === 'lost' && idempotent)
}

function safely(retry: RetryOptions, idempotent: boolean): RetryOptions {
  const isRetryable = (failure: CallOutcome) =>
    'error' in failure && isSafe(failure.error, idempotent) && (retry.isRetryable?.(failure) ?? true)
  return { ...retry, isRetryable }
}

function queueStrategy<Queued>(
  queue: (error: unknown) => PromiseLike<Queued> | Queued,
  idempotent: boolean,
): FallbackStrategy<Queued> {
  return {
    name: 'queue',
    priority: 0,
    async after(error) {
      const mayWait = isSafe(error, idempotent) && failureKind(error) !== 'conflict'
      return mayWait ? { value: await queue(error) } : undefined
    },
  }
}
