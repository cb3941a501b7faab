import type { Clock } from '../../../time/clock.js'
import { systemClock } from '../../../time/clock.js'
import { randomUuid } from '../../../time/uuid.js'
import { expect, expectDuration } from '../../expect.js'
import { answerInTime } from '../answerInTime.js'
import type { Claim, ClaimedJob, QueueStore } from '../queueStore.js'
import { contentOf, failed, idOf, isDone, letterOf, LOCK_LOST, placeAfter } from './bullJobs.js'
import type { BullData, BullJob, BullQueue, BullState, BullWorker } from './bullTypes.js'

/** Options of {@link bullQueueStore}. */
export interface BullQueueStoreOptions {
  /** BullMQ's `Queue`, of the same name as the queue. */
  readonly queue: BullQueue
  /**
   * BullMQ's `Worker` without a processor: `new Worker(name, undefined, { connection })`. Its `lockDuration` should be the
   * queue's `lease`, its `stalledInterval` half of that, and its `maxStalledCount` how often a process may be killed over
   * one job. Left out where jobs are only added.
   */
  readonly worker?: BullWorker | undefined
  /** How often a queue looks for what other processes have added, in milliseconds. @default 1000 */
  readonly pollInterval?: number
  /** For how long the keys of what is done are known, in milliseconds. @default 24 h */
  readonly keepKeys?: number
  /** How long Redis has for an answer, in milliseconds. @default 5000 */
  readonly timeout?: number
  /** For tests. @default the system's */
  readonly clock?: Clock
}

const DAY_MS = 86_400_000
const ignore = () => {}
/** How many are looked at for the age of the oldest. */
const MOST_LOOKED_AT = 100
/**
 * Keeps the jobs of one queue in Redis, by BullMQ, which is handed in. A job that was added is as durable as that Redis:
 * `appendfsync always` keeps each, and `maxmemory-policy noeviction` must be set.
 *
 * Keys are BullMQ's job ids. BullMQ keeps no order per key, so that `orderBy` is refused with a TypeError; so is `within`.
 *
 * Each call rejects when Redis has not answered in time, whatever its client was told about waiting; whether it was done
 * is not known then, and adding again with the same key is safe. Throws a TypeError when an option is malformed.
 *
 * `queue` and `worker` stay the caller's: end them after the queue was closed.
 *
 * @example
 * import { Queue, Worker } from 'bullmq'
 * import { Redis } from 'ioredis'
 *
 * const connection = new Redis({ maxRetriesPerRequest: null })
 * connection.on('error', (error) => console.warn('The connection to Redis broke.', error))
 * const queue = new Queue('emails', { connection })
 * const worker = new Worker('emails', undefined, { connection })
 * const emails = createQueue({ name: 'emails', store: bullQueueStore({ queue, worker }) })
 */
export function bullQueueStore(options: BullQueueStoreOptions): QueueStore {
  const { queue, worker, pollInterval = 1000, keepKeys = DAY_MS, timeout = 5000 } = options
  const { clock = systemClock } = options
  expect(typeof queue?.getJobCounts === 'function', 'bullQueueStore queue', 'a Queue of BullMQ', queue)
  const isWorker = worker === undefined || typeof worker?.getNextJob === 'function'
  expect(isWorker, 'bullQueueStore worker', 'a Worker of BullMQ', worker)
  expectDuration('bullQueueStore pollInterval', pollInterval)
  expectDuration('bullQueueStore timeout', timeout)
  const isAge = Number.isFinite(keepKeys) && keepKeys >= 0
  expect(isAge, 'bullQueueStore keepKeys', 'a number of milliseconds from 0', keepKeys)
  // Without a listener they would end the process; the calls that failed say the same.
  queue.on('error', ignore)
  worker?.on('error', ignore)

  const removeOnComplete = { age: Math.ceil(keepKeys / 1000) }
  const inTime = <Answer>(ask: () => PromiseLike<Answer>) => answerInTime(clock, timeout, ask)
  /** Jobs that this store has claimed, by their tokens, until their lease is over. */
  const held = new Map<string, { readonly job: BullJob; until: number }>()
  let stalledCheck: PromiseLike<void> | undefined

  const expectName = (name: string) =>
    expect(name === queue.name, 'createQueue name', `${JSON.stringify(queue.name)}, as BullMQ's queue`, name)

  const whileHeld = async ({ token }: Claim, work: (job: BullJob) => PromiseLike<unknown>) => {
    const claimed = held.get(token)
    if (!claimed) return false
    const isHeld = await inTime(() => isDone(work(claimed.job)))
    if (!isHeld) held.delete(token)
    return isHeld
  }
  /** The job is nobody's any more; unless the answer was lost: then the same can be asked again. */
  const settle = async (claim: Claim, work: (job: BullJob) => PromiseLike<unknown>) => {
    const isSettled = await whileHeld(claim, work)
    held.delete(claim.token)
    return isSettled
  }

  const next = async (leaseMs: number): Promise<ClaimedJob | undefined> => {
    const token = randomUuid()
    const asked = Promise.resolve(worker!.getNextJob(token, { block: false }))
    let isLate = false
    // One that comes when nobody waits for it any more goes back at once.
    asked.then((job) => (isLate ? job?.moveToWait(token) : undefined)).catch(ignore)
    try {
      const job = await inTime(() => asked)
      if (!job) return undefined
      held.set(token, { job, until: clock.now() + leaseMs })
      if (leaseMs !== worker!.opts.lockDuration) await inTime(() => job.extendLock(token, leaseMs))
      const { id = '', attemptsMade: attempts, timestamp: addedAt } = job
      const claim = { queue: queue.name, id, token }
      return { ...claim, ...contentOf(job), attempts, addedAt }
    } catch (error) {
      isLate = true
      throw error
    }
  }

  return {
    pollInterval,

    async add({ queue: name, key, orderBy, data, digest, delayMs }, within) {
      expectName(name)
      expect(orderBy === undefined, 'add({ orderBy })', 'none: BullMQ keeps no order per key', orderBy)
      expect(within === undefined, 'add({ within })', 'none: Redis has no such transactions', within)
      const id = idOf(key)
      const added = randomUuid()
      const kept: BullData = { data: JSON.parse(data) as unknown, added, digest }
      const job = await inTime(async () => {
        const more = { jobId: id, delay: delayMs, attempts: 1, removeOnComplete, removeOnFail: false }
        await queue.add('job', kept, more)
        return queue.getJob(id)
      })
      // One that was done and forgotten in between was this one.
      const { added: itsOwn, digest: itsDigest } = job?.data ?? kept
      return { id, isNew: itsOwn === added, ...(itsDigest !== undefined && { digest: itsDigest }) }
    },

    async claim({ queue: name, limit, leaseMs }) {
      expectName(name)
      expect(worker !== undefined, 'bullQueueStore worker', 'a Worker of BullMQ, to do jobs', worker)
      // Jobs of processes that were killed come back by this. What it fails with, it says as an event.
      stalledCheck ??= worker!.startStalledCheckTimer()
      for (const [token, { until }] of held) if (until < clock.now()) held.delete(token)
      const claimed: ClaimedJob[] = []
      try {
        while (claimed.length < limit) {
          const job = await next(leaseMs)
          if (!job) break
          claimed.push(job)
        }
      } catch (error) {
        if (claimed.length === 0) throw error
      }
      return claimed
    },

    async renew(claim, leaseMs) {
      const until = clock.now() + leaseMs
      const isHeld = await whileHeld(claim, async (job) => {
        const isLocked = (await job.extendLock(claim.token, leaseMs)) !== 0
        if (!isLocked) throw Object.assign(new Error('The lock was lost.'), { code: LOCK_LOST })
      })
      const claimed = held.get(claim.token)
      if (claimed) claimed.until = until
      return isHeld
    },
    complete: (claim) => settle(claim, (job) => job.moveToCompleted(null, claim.token, false)),
    release: (claim, { delayMs, error }) =>
      settle(claim, (job) => {
        if (error !== undefined) return failed(job, claim, error, { attempts: Infinity, delayMs })
        if (delayMs === 0) return job.moveToWait(claim.token)
        return job.moveToDelayed(clock.wallNow() + delayMs, claim.token)
      }),
    bury: (claim, error) => settle(claim, (job) => failed(job, claim, error, { attempts: 0, delayMs: 0 })),

    async counts(name) {
      expectName(name)
      return inTime(async () => {
        const states: BullState[] = ['wait', 'prioritized', 'delayed', 'active', 'failed']
        const count = await queue.getJobCounts(...states)
        const of = (state: BullState) => count[state] ?? 0
        const live = states.filter((state) => state !== 'failed')
        const first = await Promise.all(
          live.map((state) => queue.getJobs([state], 0, MOST_LOOKED_AT - 1, true)),
        )
        const addedAt = first.flat().map((job) => job?.timestamp ?? Infinity)
        return {
          waiting: of('wait') + of('prioritized'),
          delayed: of('delayed'),
          active: of('active'),
          dead: of('failed'),
          oldestMs: Math.max(0, clock.wallNow() - Math.min(clock.wallNow(), ...addedAt)),
        }
      })
    },

    async deadLetters(name, { limit, after }) {
      expectName(name)
      return inTime(async () => {
        const start = after === undefined ? 0 : await placeAfter(queue, after)
        const jobs = await queue.getJobs(['failed'], start, start + limit - 1, true)
        return jobs.flatMap((job) => (job ? [letterOf(job)] : []))
      })
    },
    async retry(name, id) {
      expectName(name)
      const job = await inTime(() => queue.getJob(id))
      return !!job && inTime(() => isDone(job.retry('failed', { resetAttemptsMade: true })))
    },
    async discard(name, id) {
      expectName(name)
      const job = await inTime(() => queue.getJob(id))
      if (!job || !(await inTime(() => job.isFailed()))) return false
      await inTime(() => job.remove())
      return true
    },

    async dueIn(name) {
      expectName(name)
      // What waits was asked for a moment ago; Redis may still refuse it, as while the queue is paused.
      const [job] = await inTime(() => queue.getJobs(['delayed'], 0, 0, true))
      return job && Math.max(10, job.timestamp + job.delay - clock.wallNow())
    },

    async close() {},
  }
}
