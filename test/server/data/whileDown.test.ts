import { expect, test } from 'vitest'
import { createBreaker, memoryCache } from '../../../src/core.js'
import {
  ageHeader,
  createQueue,
  isUnavailable,
  memoryQueueStore,
  resilientRead,
  resilientWrite,
  withDegradation,
} from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { seededRandom } from '../../../src/testing/seededRandom.js'

/**
 * A table with a unique key, which takes the same row again and no other under it; before it a connection may be refused,
 * or lost after the row is in.
 */
function table(random: () => number) {
  const rows = new Map<string, string>()
  const now = { isUp: true }
  const fail = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))
  return {
    rows,
    now,
    async insert(key: string, item: string) {
      if (!now.isUp) return fail('ECONNREFUSED')
      if ((rows.get(key) ?? item) !== item) throw Object.assign(new Error(key), { name: 'OtherOrderError' })
      rows.set(key, item)
      return random() < 0.1 ? fail('ECONNRESET') : undefined
    },
    select: async () => (now.isUp ? [...rows.values()] : fail('ECONNREFUSED')),
  }
}

test('over an outage every write is accepted, done once and counted, and every read is answered', async () => {
  const clock = new FakeClock()
  const random = seededRandom(7)
  const orders = table(random)
  const breaker = createBreaker({
    name: 'database',
    isFailure: (call) => 'error' in call && isUnavailable(call.error),
    clock,
    random,
  })
  const waiting = createQueue<{ key: string; item: string }>({
    name: 'orders',
    store: memoryQueueStore({ clock }),
    perform: ({ data: { key, item } }) => orders.insert(key, item),
    breaker,
    clock,
    random,
    logger: { info() {}, warn() {} },
  })
  const stop = waiting.start()
  const cache = memoryCache()
  const read = () =>
    resilientRead({ read: orders.select, cache, key: 'all', maxAge: 600_000, breaker, clock, timeout: 100 })

  const accepted = new Map<string, string>()
  const kinds = { done: 0, queued: 0 }
  const sources = { up: new Set<string>(), down: new Set<string>() }
  for (let second = 0; second < 90; second++) {
    orders.now.isUp = second < 20 || second >= 60
    const key = `order-${second}`
    const item = `item ${second}`
    const write = resilientWrite({
      write: () => orders.insert(key, item),
      idempotent: true,
      queue: () => waiting.add({ key, item }, { key }),
      breaker,
      clock,
      random,
    })
    await clock.advance(1000)
    const pending = write.then(({ kind }) => {
      kinds[kind]++
      accepted.set(key, item)
    })
    const answered = read()
    await clock.advance(2500)
    await pending
    sources[orders.now.isUp ? 'up' : 'down'].add((await answered).source)
  }
  await clock.advance(300_000)
  expect(await waiting.counts()).toMatchObject({ waiting: 0, delayed: 0, active: 0, dead: 0 })
  expect(accepted.size).toBe(90)
  expect(orders.rows).toEqual(accepted)
  expect(await read()).toMatchObject({ source: 'primary' })
  expect(kinds.queued).toBeGreaterThan(30)
  expect(kinds.done).toBeGreaterThan(30)
  expect([...sources.down]).toEqual(['cache'])
  expect(sources.up).toContain('primary')
  stop()
  await waiting.close()
})

test('another order under the same key is refused by the queue while it waits, and by the table afterwards', async () => {
  const clock = new FakeClock()
  const orders = table(() => 1)
  const waiting = createQueue<{ key: string; item: string }>({
    name: 'orders',
    store: memoryQueueStore({ clock }),
    perform: ({ data: { key, item } }) => orders.insert(key, item),
    clock,
  })
  const take = async (item: string) => {
    const order = { key: 'order-7', item }
    const pending = resilientWrite({
      write: () => orders.insert(order.key, order.item),
      idempotent: true,
      queue: () => waiting.add(order, { key: order.key }),
      clock,
    }).then(
      ({ kind }) => kind,
      (error: Error) => error.name,
    )
    await clock.advance(3000)
    return pending
  }
  orders.now.isUp = false
  expect([await take('oak'), await take('oak'), await take('ash')]).toEqual([
    'queued',
    'queued',
    'KeyReusedError',
  ])
  orders.now.isUp = true
  waiting.start()
  await clock.advance(5000)
  expect([await take('oak'), await take('ash')]).toEqual(['done', 'OtherOrderError'])
  orders.now.isUp = false
  expect(await take('ash')).toBe('KeyReusedError')
  expect([...orders.rows]).toEqual([['order-7', 'oak']])
  await waiting.close()
})

test('what was read from the cache says so in its header and body', async () => {
  const clock = new FakeClock()
  const options = { cache: memoryCache(), key: 'orders', maxAge: 60_000, clock }
  const state = { degraded: false, degradedServices: [] }
  const fresh = await resilientRead({ ...options, read: () => ['oak'] })
  expect(ageHeader(fresh)).toEqual({})
  expect(withDegradation({ orders: fresh.value }, state, { answer: fresh })).toMatchObject({
    degraded: false,
  })
  await clock.advance(12_300)
  const kept = await resilientRead({ ...options, read: () => Promise.reject(new Error('down')) })
  expect(ageHeader(kept)).toEqual({ age: '12' })
  expect(
    withDegradation({ orders: kept.value }, state, { answer: kept, message: 'Some minutes old.' }),
  ).toEqual({
    orders: ['oak'],
    degraded: true,
    degradedServices: [],
    message: 'Some minutes old.',
  })
})
