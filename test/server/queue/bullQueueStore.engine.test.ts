import { Queue as BullQueue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { NewJob } from '../../../src/server.js'
import { bullQueueStore, createQueue } from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import { newJob } from './newJob.js'

const LEASE = 1000
let server: RedisServer
const cleanUps: (() => unknown)[] = []
beforeAll(async () => {
  server = await redisServer(['--appendonly', 'yes', '--appendfsync', 'always'])
  await server.start()
})
afterEach(async () => {
  server.thaw()
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})
afterAll(() => server.close())

let queues = 0
function newQueue({ timeout = 5000, name = `queue-${++queues}` } = {}) {
  const connection = new Redis(server.port, '127.0.0.1', {
    maxRetriesPerRequest: null,
    retryStrategy: () => 100,
  })
  connection.on('error', () => {})
  const queue = new BullQueue(name, { connection })
  const worker = new Worker(name, undefined, {
    connection,
    lockDuration: LEASE,
    stalledInterval: LEASE / 4,
    maxStalledCount: 25,
  })
  cleanUps.push(async () => {
    await worker.close(true)
    await queue.close()
    connection.disconnect()
  })
  const store = bullQueueStore({ queue, worker, timeout, pollInterval: 50 })
  const job = (more: Partial<NewJob> = {}) =>
    newJob({ queue: name, key: 'a', data: '{"to":"Zoë 🙂"}', ...more })
  const claim = (limit = 10) => store.claim({ queue: name, limit, leaseMs: LEASE })
  const died = async (key: string) => {
    await store.add(job({ key }))
    const [claimed] = await claim(1)
    await store.bury(claimed!, `Error: ${key}`)
    return claimed!
  }
  return { name, queue, store, job, claim, died }
}

const keysOf = (jobs: readonly { readonly key: string }[]) => jobs.map(({ key }) => key)

describe('bullQueueStore', () => {
  test('gives a job as it was added, once, and the oldest first', async () => {
    const { store, job, claim } = newQueue()
    const { id, isNew } = await store.add(job())
    await store.add(job({ key: 'b' }))
    expect(isNew).toBe(true)
    expect(await claim()).toMatchObject([
      { id, key: 'a', data: '{"to":"Zoë 🙂"}', attempts: 0 },
      { key: 'b', attempts: 0 },
    ])
    expect(await claim()).toEqual([])
  })

  test('keeps one job for each key, of those that are added at once and after it was done, and tells whose data it is', async () => {
    const { name, store, job, claim } = newQueue()
    const key = 'order:7/ä 100%'
    const given = Array.from({ length: 20 }, (_, at) => job({ key, data: `${at % 2}` }))
    const added = await Promise.all(given.map((each) => store.add(each)))
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1)
    const { data, digest } = given[added.findIndex(({ isNew }) => isNew)]!
    expect(new Set(added.map((each) => each.digest))).toEqual(new Set([digest]))
    const other = () => store.add(job({ key, data: '"other"' }))
    const claimed = await claim()
    expect(claimed).toMatchObject([{ key, data }])
    expect(await other()).toMatchObject({ isNew: false, digest })
    await store.bury(claimed[0]!, 'no')
    expect(await other()).toMatchObject({ isNew: false, digest })
    await store.retry(name, claimed[0]!.id)
    const [again] = await claim()
    expect(await store.complete(again!)).toBe(true)
    expect(await store.complete(again!)).toBe(false)
    expect(await other()).toMatchObject({ isNew: false, digest })
    expect(await store.add(job({ key: '7' }))).toMatchObject({ isNew: true })
    expect(keysOf(await claim())).toEqual(['7'])
  })

  test('counts an attempt that failed, and none that was not made', async () => {
    const { store, job, claim } = newQueue()
    await store.add(job())
    const attempts: number[] = []
    for (const release of [{ delayMs: 0, error: 'no' }, { delayMs: 0 }, { delayMs: 0, error: 'no' }]) {
      const [claimed] = await claim()
      attempts.push(claimed!.attempts)
      expect(await store.release(claimed!, release)).toBe(true)
    }
    expect(attempts).toEqual([0, 1, 1])
    expect((await claim())[0]!.attempts).toBe(2)
  })

  test('holds a job back for its delay, and says when it is due', async () => {
    const { name, store, job, claim } = newQueue()
    expect(await store.dueIn(name)).toBeUndefined()
    await store.add(job({ delayMs: 60_000 }))
    await store.add(job({ key: 'b' }))
    const [claimed] = await claim()
    expect(claimed!.key).toBe('b')
    expect(await store.dueIn(name)).toBeGreaterThan(50_000)
    let held = claimed!
    for (const release of [{ delayMs: 300 }, { delayMs: 300, error: 'no' }]) {
      expect(await store.release(held, release)).toBe(true)
      expect(await claim()).toEqual([])
      expect(await store.dueIn(name)).toBeLessThanOrEqual(300)
      await expect
        .poll(async () => (await claim()).map((next) => (held = next).key), EVENTUALLY)
        .toEqual(['b'])
    }
    expect(held.attempts).toBe(1)
  })

  test('leaves a job with whoever renews its lease, and gives it to somebody else when nobody does', async () => {
    const { name, store, job, claim } = newQueue()
    await store.add(job())
    const [first] = await claim()
    expect(await store.renew(first!, LEASE)).toBe(true)
    expect(await store.counts(name)).toMatchObject({ active: 1, waiting: 0 })
    let second: Awaited<ReturnType<typeof claim>> = []
    await expect.poll(async () => (second = await claim()).length, EVENTUALLY).toBe(1)
    expect(second).toMatchObject([{ key: 'a', attempts: 0 }])
    expect(await store.renew(first!, LEASE)).toBe(false)
    expect(await store.complete(first!)).toBe(false)
    expect(await store.complete(second[0]!)).toBe(true)
  })

  test('shows dead letters page by page, tries one again as if new, and forgets one with its key', async () => {
    const { name, store, job, claim, died } = newQueue()
    const [a, b, c] = [await died('a'), await died('b'), await died('c')]
    const page = await store.deadLetters(name, { limit: 2 })
    expect(page).toMatchObject([
      { id: a.id, key: 'a', data: '{"to":"Zoë 🙂"}', attempts: 1, error: 'Error: a' },
      { id: b.id, key: 'b' },
    ])
    expect(keysOf(await store.deadLetters(name, { limit: 2, after: b.id }))).toEqual(['c'])
    expect(await store.retry(name, a.id)).toBe(true)
    expect(await store.retry(name, a.id)).toBe(false)
    expect(await store.discard(name, a.id)).toBe(false)
    expect(await claim()).toMatchObject([{ id: a.id, key: 'a', attempts: 0 }])
    expect(await store.discard(name, c.id)).toBe(true)
    expect(await store.discard(name, c.id)).toBe(false)
    expect(keysOf(await store.deadLetters(name, { limit: 2 }))).toEqual(['b'])
    expect(await store.add(job({ key: 'c' }))).toMatchObject({ isNew: true })
  })

  test('counts what becomes of the jobs', async () => {
    const { name, store, job, claim, died } = newQueue()
    expect(await store.counts(name)).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0, oldestMs: 0 })
    await died('dead')
    await store.add(job({ key: 'active' }))
    await claim(1)
    await store.add(job({ key: 'delayed', delayMs: 60_000 }))
    await store.add(job({ key: 'waiting' }))
    expect(await store.counts(name)).toMatchObject({ waiting: 1, delayed: 1, active: 1, dead: 1 })
    await expect.poll(async () => (await store.counts(name)).oldestMs, EVENTUALLY).toBeGreaterThan(50)
  })

  test('gives a job that another tool added as that has it, and shows it among the dead letters', async () => {
    const { name, queue, store, claim } = newQueue()
    await queue.add('theirs', { to: 'ann' }, { jobId: 'order-100%' })
    const [claimed] = await claim()
    expect(claimed).toMatchObject({ id: 'order-100%', key: 'order-100%', data: '{"to":"ann"}' })
    await store.bury(claimed!, 'Error: no')
    const emails = createQueue<{ to: string }>({ name, store })
    expect(await emails.deadLetters()).toMatchObject([{ key: 'order-100%', data: { to: 'ann' } }])
    expect(await emails.discard(claimed!.id)).toBe(true)
  })

  test('refuses an order and a transaction, which it could not keep', async () => {
    const { name, store } = newQueue()
    const emails = createQueue<string>({ name, store })
    await expect(emails.add('a', { orderBy: 'x' })).rejects.toThrow(/orderBy.*none: BullMQ keeps no order/)
    const within = {} as never
    await expect(emails.add('a', { within })).rejects.toThrow(/within.*none: Redis has no such/)
    await expect(createQueue<string>({ name: 'other', store }).add('a')).rejects.toThrow(TypeError)
  })
})

describe('a Redis in trouble', () => {
  const TIMEOUT = 400

  test('that hangs fails each call in time, and a job that was added twice because of that is one', async () => {
    const { name, store, job, claim } = newQueue({ timeout: TIMEOUT })
    await store.add(job())
    const [claimed] = await claim()
    server.freeze()
    const startedAt = performance.now()
    const outcomes = await Promise.allSettled([
      store.add(job({ key: 'b' })),
      claim(),
      store.renew(claimed!, LEASE),
      store.complete(claimed!),
      store.counts(name),
    ])
    expect(performance.now() - startedAt).toBeLessThan(3 * TIMEOUT)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TimeoutError' } })
    }
    server.thaw()
    await expect
      .poll(
        () =>
          store.add(job({ key: 'b' })).then(
            () => 'kept',
            () => 'not yet',
          ),
        EVENTUALLY,
      )
      .toBe('kept')
    const seen: string[] = []
    await expect
      .poll(async () => {
        for (const { key } of await claim().catch(() => [])) seen.push(key)
        return seen.includes('b')
      }, EVENTUALLY)
      .toBe(true)
    expect(seen.filter((key) => key === 'b')).toHaveLength(1)
  })

  test('that is killed while jobs are done is waited for, and nothing that was kept is lost', async () => {
    const { name, store } = newQueue({ timeout: TIMEOUT })
    const done = new Set<string>()
    const emails = createQueue<number>({
      name,
      store,
      lease: LEASE,
      backoff: () => 10,
      logger: QUIET,
      perform: ({ key, attempt }) => {
        if (attempt === 1 && key.endsWith('3')) throw new Error('The first attempt fails.')
        done.add(key)
      },
    })
    cleanUps.push(() => emails.close({ patience: 0 }))
    emails.start()
    const kept: string[] = []
    const addMany = async (from: number) => {
      for (let i = from; i < from + 50; i++) {
        const { key } = await emails.add(i, { key: `email-${i}` })
        kept.push(key)
      }
    }
    await addMany(0)
    await server.kill()
    await expect(emails.add(1000)).rejects.toThrow(/took longer|closed/)
    await server.start()
    await expect
      .poll(
        () =>
          addMany(100).then(
            () => 'kept',
            () => 'not yet',
          ),
        EVENTUALLY,
      )
      .toBe('kept')
    await expect.poll(() => kept.filter((key) => !done.has(key)), EVENTUALLY).toEqual([])
    await expect
      .poll(() => emails.counts(), EVENTUALLY)
      .toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0, oldestMs: 0 })
  })
})
