import type { Backoff } from '../../resilience/backoff.js'
import { exponential } from '../../resilience/backoff.js'
import type { Breaker } from '../../resilience/breaker.js'
import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import type { Random } from '../../time/random.js'
import { systemRandom } from '../../time/random.js'
import { expect, expectDuration, expectWhole } from '../expect.js'
import type { HealthLogger } from '../logger.js'
import { safeLogger } from '../logger.js'
import type { DeadLetter, Job } from './queue.js'
import type { QueueStore } from './queueStore.js'

/** Options of {@link createQueue}. Durations are milliseconds. */
export interface QueueOptions<Data, Transaction = never> {
  /** Tells its jobs from those of other queues in the same store. */
  readonly name: string
  /** Where the jobs are kept. Whoever made it closes it, after the queue. */
  readonly store: QueueStore<Transaction>
  /**
   * Does a job. It is done when this returns or resolves, and tried again when it throws or rejects; a `retryAfterMs` on
   * the error, or the `Retry-After` of a response in it, is waited for at least. Left out, the queue only adds: another
   * process does its jobs.
   */
  readonly perform?: ((job: Job<Data>) => unknown) | undefined
  /** How many jobs are done at once. @default 4 */
  readonly concurrency?: number | undefined
  /** How long an attempt may take. @default 30000 */
  readonly timeout?: number | undefined
  /** For how long a job is somebody's: how soon others do the jobs of a process that was killed. @default 30000 */
  readonly lease?: number | undefined
  /** How long to wait before the next attempt. @default 1 s, doubling to 12 h, with full jitter */
  readonly backoff?: Backoff | undefined
  /** How many attempts make it a dead letter. @default 25 */
  readonly maxAttempts?: number | undefined
  /**
   * How often in a row its process may end in the middle of a job, without a word, before that is a dead letter: it may be
   * the job that ends it. @default 10
   */
  readonly maxInterruptions?: number | undefined
  /** Whether there is no use in trying again: an address that does not exist. @default never */
  readonly isPermanent?: ((error: unknown) => boolean) | undefined
  /** Jobs pass it; while it refuses calls none is begun, and none has failed by that. @default none */
  readonly breaker?: Breaker | undefined
  /** How long a job's data may be, as JSON. @default 262144 */
  readonly maxBytes?: number | undefined
  /**
   * Hears of each job that is given up, once at most: not where the process ends, or the store's answer is lost, in that
   * moment. `counts` and `deadLetters` know them all. A promise that it gives is not waited for; what it rejects with is
   * logged.
   */
  readonly onDead?: ((letter: DeadLetter<Data>) => unknown) | undefined
  /** Told of jobs that are given up, and of a store that fails and is back. @default console */
  readonly logger?: HealthLogger | undefined
  /** @default the platform's */
  readonly clock?: Clock | undefined
  /** @default the platform's */
  readonly random?: Random | undefined
}

/** The options, complete and checked. */
export type ResolvedQueueOptions<Data, Transaction> = {
  readonly [Key in keyof QueueOptions<Data, Transaction>]-?: Exclude<
    QueueOptions<Data, Transaction>[Key],
    Key extends 'perform' | 'breaker' ? never : undefined
  >
}

const METHODS = ['add', 'claim', 'renew', 'complete', 'release', 'bury', 'counts'] as const

/** Completes and checks the options. Throws a TypeError that says which one, what was expected and what was given. */
export function resolveQueueOptions<Data, Transaction>(
  options: QueueOptions<Data, Transaction>,
): ResolvedQueueOptions<Data, Transaction> {
  const {
    name,
    store,
    perform,
    concurrency = 4,
    timeout = 30_000,
    lease = 30_000,
    backoff = exponential({ cap: 12 * 3_600_000 }),
    maxAttempts = 25,
    maxInterruptions = 10,
    isPermanent = () => false,
    breaker,
    maxBytes = 262_144,
    onDead = () => {},
    logger = console,
    clock = systemClock,
    random = systemRandom,
  } = options
  const isStore = METHODS.every((method) => typeof store?.[method] === 'function')
  expect(typeof name === 'string' && name !== '', 'createQueue name', 'a name', name)
  expect(isStore, 'createQueue store', 'a store: fileQueueStore(path), for instance', store)
  expect(perform === undefined || typeof perform === 'function', 'createQueue perform', 'a function', perform)
  expectWhole('createQueue concurrency', concurrency, 1)
  expectDuration('createQueue timeout', timeout)
  expectDuration('createQueue lease', lease)
  expect(typeof backoff === 'function', 'createQueue backoff', 'a backoff: exponential()', backoff)
  expectWhole('createQueue maxAttempts', maxAttempts, 1)
  expectWhole('createQueue maxInterruptions', maxInterruptions, 1)
  expect(typeof isPermanent === 'function', 'createQueue isPermanent', 'a function', isPermanent)
  expect(breaker === undefined || isBreaker(breaker), 'createQueue breaker', 'a breaker', breaker)
  expectWhole('createQueue maxBytes', maxBytes, 1)
  expect(typeof onDead === 'function', 'createQueue onDead', 'a function', onDead)
  return {
    name,
    store,
    perform,
    concurrency,
    timeout,
    lease,
    backoff,
    maxAttempts,
    maxInterruptions,
    isPermanent,
    breaker,
    maxBytes,
    onDead,
    logger: safeLogger(logger),
    clock,
    random,
  }
}

function isBreaker(value: unknown): value is Breaker {
  const { execute, subscribe, retryAfterMs, state } = (value ?? {}) as Partial<Breaker>
  const methods = [execute, subscribe, retryAfterMs]
  return methods.every((method) => typeof method === 'function') && state !== undefined
}
