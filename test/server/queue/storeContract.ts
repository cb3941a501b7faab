import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Claim, NewJob, QueueStore } from '../../../src/server.js'
import { newJob } from './newJob.js'

/** A store for one test, and how its time passes. */
export interface StoreUnderTest {
  readonly store: QueueStore
  /** Lets so many milliseconds pass, by the store's own time. */
  pass(ms: number): Promise<void>
}

let jobs = 0
/** A queue of its own for each test: some stores outlive them. */
let queue = ''

function job(more: Partial<NewJob> = {}): NewJob {
  return newJob({ queue, key: `key-${++jobs}`, data: '{"a":1}', ...more })
}

/** What every store keeps, whatever it is made of. `open` gives an empty one, `close` ends it. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`jobs in a ${name}`, () => {
    let store: QueueStore
    let pass: StoreUnderTest['pass']
    beforeEach(async () => {
      queue = `queue-${++jobs}-${Math.random().toString(36).slice(2)}`
      ;({ store, pass } = await open())
    })
    afterEach(() => store.close())

    const claim = (limit = 10, leaseMs = 60_000) => store.claim({ queue, limit, leaseMs })
    const keysOf = (claimed: readonly { readonly key: string }[]) => claimed.map(({ key }) => key)
    const died = async (key: string) => {
      await store.add(job({ key }))
      const [claimed] = await claim(1)
      await store.bury(claimed!, `Error: ${key}`)
      return claimed!
    }

    test('gives a job as it was added, once', async () => {
      const { id, isNew } = await store.add(job({ key: 'a', data: '{"to":"Zoë \\n\\u0000 🙂"}' }))
      expect(isNew).toBe(true)
      const claimed = await claim()
      expect(claimed).toMatchObject([
        { id, queue, key: 'a', data: '{"to":"Zoë \\n\\u0000 🙂"}', attempts: 0 },
      ])
      expect(await claim()).toEqual([])
    })

    test('keeps one job for each key of a queue, while it waits, runs, is dead, and after it was done', async () => {
      const { id } = await store.add(job({ key: 'a' }))
      const { digest } = job()
      // Whose data the key stands for is told, whatever comes with it: so the same and other data can be told apart.
      const again = async () => [
        await store.add(job({ key: 'a' })),
        await store.add(job({ key: 'a', data: '2' })),
      ]
      const known = [
        { id, isNew: false, digest },
        { id, isNew: false, digest },
      ]
      expect(await again()).toEqual(known)
      const [first] = await claim()
      expect(await again()).toEqual(known)
      await store.bury(first!, 'no')
      expect(await again()).toEqual(known)
      await store.retry(queue, id)
      const [second] = await claim()
      expect(second!.data).toBe('{"a":1}')
      await store.complete(second!)
      expect(await again()).toEqual(known)
      expect(await claim()).toEqual([])
      const other = await store.add(job({ key: 'a', queue: `${queue}-other` }))
      expect(other.isNew).toBe(true)
    })

    test('keeps one job of many that are added with one key at once, and tells all of them whose data that is', async () => {
      const given = Array.from({ length: 20 }, (_, at) => job({ key: 'a', data: `${at % 2}` }))
      const added = await Promise.all(given.map((each) => store.add(each)))
      expect(added.filter(({ isNew }) => isNew)).toHaveLength(1)
      expect(new Set(added.map(({ id }) => id)).size).toBe(1)
      const { data, digest } = given[added.findIndex(({ isNew }) => isNew)]!
      expect(new Set(added.map((each) => each.digest))).toEqual(new Set([digest]))
      expect(await claim()).toMatchObject([{ data }])
    })

    test('gives the oldest first, as many as are asked for, and each once to those that ask at once', async () => {
      for (const key of ['a', 'b', 'c', 'd', 'e']) await store.add(job({ key }))
      expect(keysOf(await claim(2))).toEqual(['a', 'b'])
      const rest = await Promise.all([claim(1), claim(1), claim(1), claim(1)])
      expect(keysOf(rest.flat()).toSorted()).toEqual(['c', 'd', 'e'])
    })

    test('gives of those with one order only the first that is not done', async () => {
      for (const key of ['a1', 'b1', 'a2', 'free', 'a3']) {
        await store.add(job({ key, orderBy: key === 'free' ? undefined : key[0] }))
      }
      const first = await claim()
      expect(keysOf(first)).toEqual(['a1', 'b1', 'free'])
      expect(await claim()).toEqual([])
      await store.complete(first[0]!)
      const [second] = await claim()
      expect(second!.key).toBe('a2')
      await store.release(second!, { delayMs: 1000, error: 'no' })
      expect(await claim()).toEqual([])
      await pass(1500)
      const [again] = await claim()
      expect(again!.key).toBe('a2')
      await store.bury(again!, 'never')
      expect(keysOf(await claim())).toEqual(['a3'])
    })

    test('holds a job back for its delay, and those behind it', async () => {
      await store.add(job({ key: 'late', orderBy: 'a', delayMs: 1000 }))
      await store.add(job({ key: 'behind', orderBy: 'a' }))
      await store.add(job({ key: 'soon' }))
      expect(keysOf(await claim())).toEqual(['soon'])
      await pass(1500)
      expect(keysOf(await claim())).toEqual(['late'])
    })

    test('says when something may be due', async () => {
      expect(await store.dueIn(queue)).toBeUndefined()
      await store.add(job({ delayMs: 60_000 }))
      expect(await store.dueIn(queue)).toBeGreaterThan(50_000)
      expect(await store.dueIn(queue)).toBeLessThanOrEqual(60_000)
      await store.add(job())
      expect(await store.dueIn(queue)).toBe(0)
    })

    test('gives a job to somebody else when its lease is over, and knows the first no more', async () => {
      await store.add(job({ key: 'a' }))
      const [first] = await claim(1, 1000)
      await pass(1500)
      const [second] = await claim()
      expect(second).toMatchObject({ key: 'a', attempts: 0 })
      expect(second!.token).not.toBe(first!.token)
      expect(await store.renew(first!, 1000)).toBe(false)
      expect(await store.complete(first!)).toBe(false)
      expect(await store.release(first!, { delayMs: 0 })).toBe(false)
      expect(await store.bury(first!, 'no')).toBe(false)
      expect(await store.counts(queue)).toMatchObject({ active: 1, waiting: 0, dead: 0 })
      expect(await store.complete(second!)).toBe(true)
      expect(await store.complete(second!)).toBe(false)
    })

    test('leaves a job with whoever renews its lease', async () => {
      await store.add(job())
      const [first] = await claim(1, 1000)
      for (let i = 0; i < 3; i++) {
        await pass(600)
        expect(await store.renew(first!, 1000)).toBe(true)
        expect(await claim()).toEqual([])
      }
      expect(await store.complete(first!)).toBe(true)
    })

    test('counts an attempt that failed, and none that was not made', async () => {
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

    test('counts how often in a row a job was begun and nobody said what became of it', async () => {
      await store.add(job({ key: 'a' }))
      const interruptions: (number | undefined)[] = []
      const begin = async () => {
        const [claimed] = await claim(1, 1000)
        interruptions.push(claimed!.interruptions)
        return claimed!
      }
      await begin()
      await pass(1500)
      await begin()
      await pass(1500)
      const third = await begin()
      await store.release(third, { delayMs: 0 })
      await begin()
      await pass(1500)
      await store.bury(await begin(), 'never')
      await store.retry(queue, third.id)
      await begin()
      expect(interruptions).toEqual([0, 1, 2, 0, 1, 0])
    })

    test('shows dead letters, the oldest first, page by page', async () => {
      const ids: string[] = []
      for (const key of ['a', 'b', 'c']) ids.push((await died(key)).id)
      const page = await store.deadLetters(queue, { limit: 2 })
      expect(page).toMatchObject([
        { id: ids[0], key: 'a', data: '{"a":1}', attempts: 1, error: 'Error: a' },
        { id: ids[1], key: 'b' },
      ])
      expect(page[0]!.diedAt).toBeGreaterThanOrEqual(page[0]!.addedAt)
      expect(keysOf(await store.deadLetters(queue, { limit: 2, after: ids[1]! }))).toEqual(['c'])
      expect(keysOf(await store.deadLetters(`${queue}-other`, { limit: 2 }))).toEqual([])
    })

    test('tries a dead letter again as if new, and forgets one together with its key', async () => {
      const first = await died('a')
      const second = await died('b')
      expect(await store.retry(queue, first.id)).toBe(true)
      expect(await store.retry(queue, first.id)).toBe(false)
      expect(await store.discard(queue, first.id)).toBe(false)
      expect(await claim()).toMatchObject([{ id: first.id, key: 'a', attempts: 0 }])
      expect(await store.discard(queue, second.id)).toBe(true)
      expect(await store.discard(queue, second.id)).toBe(false)
      expect(await store.deadLetters(queue, { limit: 10 })).toEqual([])
      expect(await store.add(job({ key: 'b' }))).toMatchObject({ isNew: true })
    })

    test('knows nothing of ids that it has not given', async () => {
      const claimed: Claim = { queue, id: '999999999', token: 'none' }
      expect(await store.complete(claimed)).toBe(false)
      expect(await store.renew(claimed, 1000)).toBe(false)
      expect(await store.retry(queue, '999999999')).toBe(false)
      expect(await store.discard(queue, 'no such id')).toBe(false)
    })

    test('counts what becomes of the jobs of a queue', async () => {
      expect(await store.counts(queue)).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0, oldestMs: 0 })
      await died('dead')
      await store.add(job({ key: 'active' }))
      await claim(1)
      await store.add(job({ delayMs: 60_000 }))
      await store.add(job())
      await store.add(job({ queue: `${queue}-other` }))
      await pass(1000)
      const counts = await store.counts(queue)
      expect(counts).toMatchObject({ waiting: 1, delayed: 1, active: 1, dead: 1 })
      expect(counts.oldestMs).toBeGreaterThanOrEqual(1000)
    })
  })
}
