import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimedJob, NewJob, SqlQueueStore } from '../../../src/server.js'
import { sqlQueueStore } from '../../../src/server.js'
import { EVENTUALLY } from '../engines/checkOnEngine.js'
import type { PostgresServer } from '../engines/postgresServer.js'
import { postgresServer } from '../engines/postgresServer.js'
import { newJob } from './newJob.js'
import { seeded } from './seeded.js'

let server: PostgresServer
let connections: pg.Pool
let store: SqlQueueStore
beforeAll(async () => {
  server = await postgresServer()
  await server.start()
  connections = new pg.Pool({ ...server.connection, max: 12 })
  store = sqlQueueStore(connections)
  await store.createTable()
})
afterAll(async () => {
  await connections.end()
  await server.close()
})

let queues = 0
let queue = ''
beforeEach(() => {
  queue = `queue-${++queues}`
})

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

function job(key: string, more: Partial<NewJob> = {}): NewJob {
  return newJob({ queue, key, orderBy: 'x', ...more })
}
const claim = (from = store, leaseMs = 60_000) => from.claim({ queue, limit: 10, leaseMs })
const keysOf = (claimed: readonly ClaimedJob[]) => claimed.map(({ key }) => key)

async function begin() {
  const transaction = await connections.connect()
  cleanUps.push(() => transaction.release(true))
  await transaction.query('begin')
  return { transaction, commit: () => transaction.query('commit') }
}

async function statesOf() {
  const text = 'select key, state from queued_jobs where queue = $1 order by id'
  const { rows } = await connections.query<{ key: string; state: string }>(text, [queue])
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]))
}

describe('of jobs with one order, in a table', () => {
  test('those that wait behind others step back when they are met, and one waits again when one ends', async () => {
    for (const key of ['a', 'b', 'c']) await store.add(job(key))
    const [a] = await claim()
    expect(await claim()).toEqual([])
    expect(await statesOf()).toEqual({ a: 'active', b: 'behind', c: 'behind' })
    expect(await store.counts(queue)).toMatchObject({ active: 1, waiting: 2 })
    expect(await store.dueIn(queue)).toBeGreaterThan(50_000)
    await store.bury(a!, 'no')
    expect(await statesOf()).toEqual({ a: 'dead', b: 'waiting', c: 'behind' })
    expect(await store.dueIn(queue)).toBe(0)
  })

  test('one whose call was lost, in a transaction with an older snapshot, is called when nothing else waits', async () => {
    for (const key of ['a', 'b', 'c']) await store.add(job(key))
    await claim()
    const { transaction, commit } = await begin()
    await transaction.query('set transaction isolation level repeatable read')
    await transaction.query('select count(*) from queued_jobs')
    expect(await claim()).toEqual([])
    await transaction.query(`delete from queued_jobs where queue = $1 and key = 'a'`, [queue])
    await commit()
    expect(await statesOf()).toEqual({ b: 'behind', c: 'behind' })
    expect(keysOf(await claim())).toEqual(['b'])
  })

  test('one that comes before those that stepped back, from an earlier transaction, has its turn when the active one goes back', async () => {
    const { transaction, commit } = await begin()
    await store.add(job('earlier'), transaction)
    await store.add(job('later'))
    const [later] = await claim()
    await commit()
    expect(await claim()).toEqual([])
    expect(await statesOf()).toEqual({ earlier: 'behind', later: 'active' })
    await store.release(later!, { delayMs: 0 })
    const [earlier] = await claim()
    expect(earlier!.key).toBe('earlier')
    expect(await claim()).toEqual([])
    await store.complete(earlier!)
    expect(keysOf(await claim())).toEqual(['later'])
  })

  test('none steps back behind one that is just being done, and nobody waits for that', async () => {
    for (const key of ['a', 'b']) await store.add(job(key))
    const [a] = await claim()
    const { transaction, commit } = await begin()
    await sqlQueueStore(transaction).complete(a!)
    expect(await claim()).toEqual([])
    await commit()
    expect(keysOf(await claim())).toEqual(['b'])
  })

  test('one that is done while the next steps back calls that again', async () => {
    await store.add(job('a'))
    const [a] = await claim()
    await store.add(job('b'))
    const { transaction, commit } = await begin()
    expect(await claim(sqlQueueStore(transaction))).toEqual([])
    const completing = store.complete(a!)
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock'"
    await expect.poll(async () => (await connections.query(waiting)).rowCount, EVENTUALLY).toBe(1)
    await commit()
    expect(await completing).toBe(true)
    expect(keysOf(await claim())).toEqual(['b'])
  })

  test('the next has its turn also when somebody deletes the first by hand, or writes it off', async () => {
    for (const key of ['a', 'b', 'c']) await store.add(job(key, { delayMs: key === 'a' ? 60_000 : 0 }))
    expect(await claim()).toEqual([])
    await connections.query("delete from queued_jobs where queue = $1 and key = 'a'", [queue])
    expect(await statesOf()).toEqual({ b: 'waiting', c: 'behind' })
    await connections.query("update queued_jobs set state = 'dead' where queue = $1 and key = 'b'", [queue])
    expect(keysOf(await claim())).toEqual(['c'])
  })
})

test.each([1, 2, 3, 4, 5, 6])(
  'of jobs that are added, claimed, lost, failed and retried by many at once, in short and long transactions, none is lost, stuck, done twice or out of turn (chance %i)',
  async (seed) => {
    const known = new Map<string, { readonly key: string; readonly id: bigint; readonly order: string }>()
    /** How many are ending a job, or have. */
    const endings = new Map<string, number>()
    const done: string[] = []
    let added = 0

    const keep = (id: string, key: string, order: string) => known.set(key, { key, id: BigInt(id), order })
    const isLive = ({ key }: { readonly key: string }) => (endings.get(key) ?? 0) === 0
    const take = async (leaseMs: number, limit: number) => {
      const before = [...known.values()].filter(isLive)
      const claimed = await store.claim({ queue, limit, leaseMs })
      // One that had its turn before an earlier transaction was committed keeps it.
      for (const { key, id } of claimed.filter(({ interruptions }) => interruptions === 0)) {
        const order = key.split(' ')[0]
        const ahead = before.filter((one) => one.order === order && one.id < BigInt(id) && isLive(one))
        expect(ahead.map((one) => `${key} came before ${one.key}`)).toEqual([])
      }
      return claimed
    }
    const end = async ({ key }: ClaimedJob, ended: Promise<boolean>) => {
      endings.set(key, (endings.get(key) ?? 0) + 1)
      const isMine = await ended
      if (!isMine) endings.set(key, endings.get(key)! - 1)
      return isMine
    }
    const nextJob = (chance: () => number) => {
      const order = `${Math.floor(chance() * 3)}`
      return job(`${order} ${++added}`, { orderBy: order, delayMs: chance() < 0.1 ? 5 : 0 })
    }

    const client = async (index: number) => {
      const chance = seeded(seed * 100 + index)
      const pick = (...choices: number[]) => {
        let left = chance() * choices.reduce((sum, choice) => sum + choice)
        return choices.findIndex((choice) => (left -= choice) < 0)
      }
      for (let step = 0; step < 120; step++) {
        const choice = pick(4, 3, 10, 1)
        if (choice === 0) {
          const one = nextJob(chance)
          keep((await store.add(one)).id, one.key, one.orderBy!)
        } else if (choice === 1) {
          const transaction = await connections.connect()
          await transaction.query('begin')
          const jobs = Array.from({ length: 1 + pick(1, 1, 1) }, () => nextJob(chance))
          const ids: string[] = []
          for (const one of jobs) {
            ids.push((await store.add(one, transaction)).id)
            await transaction.query('select pg_sleep($1)', [chance() * 0.01])
          }
          const isKept = chance() < 0.8
          await transaction.query(isKept ? 'commit' : 'rollback')
          transaction.release()
          if (isKept) for (const [i, one] of jobs.entries()) keep(ids[i]!, one.key, one.orderBy!)
        } else if (choice === 2) {
          for (const claimed of await take(chance() < 0.2 ? 1 : 60_000, 1 + pick(1, 1, 1))) {
            const what = pick(6, 2, 1, 1)
            if (what === 0 && (await end(claimed, store.complete(claimed)))) done.push(claimed.key)
            if (what === 1) await store.release(claimed, { delayMs: chance() * 5, error: 'no' })
            if (what === 2) await end(claimed, store.bury(claimed, 'never'))
            // The rest is lost: whoever had it was killed.
            if (what === 3) await lapse(claimed)
          }
        } else {
          const [letter] = await store.deadLetters(queue, { limit: 1 })
          if (letter) await store.retry(queue, letter.id)
        }
      }
    }
    const lapse = ({ id, token }: ClaimedJob) =>
      connections.query('update queued_jobs set due_at = now() where id = $1 and claims = $2', [id, token])

    const clients = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(client))
    for (const outcome of clients) if (outcome.status === 'rejected') throw outcome.reason

    for (const letter of await store.deadLetters(queue, { limit: 1000 })) await store.retry(queue, letter.id)
    await connections.query('update queued_jobs set due_at = now() where queue = $1', [queue])
    for (let turn = 0; turn < known.size; turn++) {
      const claimed = await store.claim({ queue, limit: 10, leaseMs: 60_000 })
      for (const one of claimed) if (await store.complete(one)) done.push(one.key)
      if (claimed.length === 0) break
    }
    expect(done.toSorted()).toEqual([...known.keys()].toSorted())
    expect(await store.counts(queue)).toMatchObject({ waiting: 0, delayed: 0, active: 0, dead: 0 })
  },
)
