import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { History } from '../../src/health/history.js'
import { readHistory } from '../../src/monitor/readHistory.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { StatusStorage } from '../../src/storage/storage.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

const DAY = 86_400_000
const NOTHING: History = { latencies: [], transitions: [], days: [] }
const isHistory = (key: string) => key.startsWith('history of ')

/** Memory in which the history alone fares as `calls` say. */
function storageWith(calls: Partial<StatusStorage>, inner: StatusStorage = memoryStorage()): StatusStorage {
  return {
    get: (key) => (isHistory(key) && calls.get ? calls.get(key) : inner.get(key)),
    set: (key, value) => (isHistory(key) && calls.set ? calls.set(key, value) : inner.set(key, value)),
    delete: (key) => (isHistory(key) && calls.delete ? calls.delete(key) : inner.delete(key)),
  }
}

function recording() {
  const inner = memoryStorage()
  const writes: unknown[] = []
  const storage = storageWith(
    {
      async set(key, value) {
        writes.push(value)
        await inner.set(key, value)
      },
    },
    inner,
  )
  return { writes, storage }
}

function reload(previous: Scene, storage: StatusStorage, options: Parameters<typeof scene>[0] = {}): Scene {
  return scene(options, { storage, clock: previous.clock })
}

const headlines = ({ monitor }: Scene) => monitor.history().transitions.map(({ status }) => status)
const healthyPolls = ({ monitor }: Scene) =>
  monitor.history().days.reduce((total, { polls }) => total + polls.healthy, 0)

describe('monitor.history()', () => {
  it('is empty before anything was probed', () => {
    expect(scene().monitor.history()).toEqual({ latencies: [], transitions: [], days: [] })
  })

  it('holds what each probe found', async () => {
    const it = scene()
    await it.begin()
    it.endpoint.report({ components: { database: 'degraded' } })
    await it.nextPoll()
    const { latencies, transitions, days } = it.monitor.history()
    expect(latencies).toHaveLength(2)
    expect(transitions.map(({ status, cause }) => [status, cause])).toEqual([
      ['healthy', null],
      ['degraded', 'component'],
    ])
    expect(transitions.at(-1)?.at).toBe(it.monitor.getTiming().lastChecked)
    expect(days).toEqual([
      { day: '2026-01-01', polls: { healthy: 1, degraded: 1, unhealthy: 0, offline: 0, unknown: 0 } },
    ])
  })

  it('is the same object until a probe adds to it', async () => {
    const it = scene()
    await it.begin()
    const before = it.monitor.history()
    await it.clock.advance(1000)
    expect(it.monitor.history()).toBe(before)
    await it.nextPoll()
    expect(it.monitor.history()).not.toBe(before)
  })

  it('is frozen throughout', async () => {
    const it = scene()
    await it.begin()
    await it.nextPoll()
    const history = it.monitor.history()
    const parts = [
      history,
      ...Object.values(history),
      ...history.latencies,
      ...history.transitions,
      ...history.days,
    ]
    expect(parts.length).toBeGreaterThan(6)
    const tallies = history.days.map(({ polls }) => polls)
    expect([...parts, ...tallies].filter((part) => !Object.isFrozen(part))).toEqual([])
  })

  it('has no latency of a probe that nothing answered', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    await it.clock.advance(1000)
    expect(headlines(it)).toEqual(['unhealthy'])
    expect(it.monitor.history().latencies).toEqual([])
  })

  it('counts a failure that is not believed yet under the headline that it leaves standing', async () => {
    const it = scene()
    await it.begin()
    it.endpoint.answer({ kind: 'status', status: 500 })
    await it.nextPoll()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(it.monitor.history().days[0]?.polls).toMatchObject({ healthy: 2, unhealthy: 0 })
  })

  it('holds nothing of what was only restored', async () => {
    const initialReport = { status: 'degraded', components: { db: 'degraded' } }
    const it = scene({ initialReport })
    it.endpoint.answer({ kind: 'status', status: 429 })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ source: 'restored', status: 'degraded' })
    expect(it.monitor.history()).toEqual({ latencies: [], transitions: [], days: [] })
  })
})

describe('after a reload the history', () => {
  it('goes on from what was kept, and counts none of it twice', async () => {
    const storage = memoryStorage()
    const before = scene({}, { storage })
    const stop = await before.begin()
    before.endpoint.report({ components: { database: 'degraded' } })
    await before.nextPoll()
    stop()
    const kept = before.monitor.history()

    const it = reload(before, storage)
    it.endpoint.answer({ kind: 'hang' })
    const again = await it.begin()
    expect(it.monitor.history()).toEqual(kept)
    again()
    it.endpoint.report()
    await it.begin()
    expect(headlines(it)).toEqual(['healthy', 'degraded', 'healthy'])
    expect(it.monitor.history().latencies).toHaveLength(3)
    expect(it.monitor.history().days[0]?.polls).toMatchObject({ healthy: 2, degraded: 1 })
  })

  it('that is read late is joined with what was seen in the meantime, and written only then', async () => {
    const { storage: inner, writes } = recording()
    const before = scene({}, { storage: inner })
    const stop = await before.begin()
    stop()
    const written = writes.length

    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const it = reload(before, storageWith({ get: (key) => gate.then(() => inner.get(key)) }, inner))
    await it.begin()
    expect([healthyPolls(it), writes.length]).toEqual([1, written])
    release()
    await it.clock.advance(0)
    expect([healthyPolls(it), writes.length]).toEqual([2, written + 1])
    expect(headlines(it)).toEqual(['healthy'])
  })

  it('is read again after a stop that came before it', async () => {
    const inner = memoryStorage()
    const before = scene({}, { storage: inner })
    const stop = await before.begin()
    stop()
    let isHung = true
    const get = (key: string) => (isHung ? new Promise<never>(() => {}) : inner.get(key))
    const it = reload(before, storageWith({ get }, inner))
    const halt = await it.begin()
    halt()
    await it.clock.advance(0)
    isHung = false
    await it.begin()
    expect(healthyPolls(it)).toBe(3)
  })

  it.each([
    ['of another user', { storageKey: 'ada' }, 0],
    ['of another url', { url: '/other/health' }, 0],
    ['older than 91 days', {}, 92 * DAY],
  ])('%s is not shown', async (_what, options, later) => {
    const storage = memoryStorage()
    const before = scene({}, { storage })
    const stop = await before.begin()
    stop()
    await before.clock.sleep(later)
    const it = reload(before, storage, options)
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(it.monitor.history().days).toEqual([])
  })

  it(
    'stays within 90 days and 16 kB through a year with a reload each month',
    { timeout: 30_000 },
    async () => {
      const { storage, writes } = recording()
      let it = scene({ interval: DAY / 2 }, { storage })
      for (let month = 0; month < 12; month++) {
        const stop = await it.begin()
        it.endpoint.report(month % 2 ? {} : { components: { database: 'degraded' } })
        await it.clock.advance(30.5 * DAY)
        stop()
        it = reload(it, storage, { interval: DAY / 2 })
      }
      await it.begin()
      const { days } = it.monitor.history()
      expect(days).toHaveLength(90)
      expect(days.at(-1)?.day).toBe(new Date(it.clock.wallNow()).toISOString().slice(0, 10))
      expect(JSON.stringify(writes.at(-1))).toContain(days[0]?.day)
      expect(Math.max(...writes.map((value) => JSON.stringify(value).length))).toBeLessThanOrEqual(16_384)
    },
  )
})

describe('the history is written', () => {
  it('at each transition, and at most once a minute otherwise', async () => {
    const { writes, storage } = recording()
    const it = scene({ interval: 10_000 }, { storage })
    await it.begin()
    expect(writes).toHaveLength(1)
    await it.clock.advance(125_000)
    expect(writes).toHaveLength(3)
    it.endpoint.report({ components: { search: 'degraded' } })
    await it.nextPoll()
    expect(writes).toHaveLength(4)
  })

  it('not at all where storage is turned off, and lasts as long as the monitor', async () => {
    const { writes, storage } = recording()
    const it = scene({ storage: false }, { storage })
    const stop = await it.begin()
    stop()
    await it.begin()
    expect(writes).toEqual([])
    expect(healthyPolls(it)).toBe(2)
  })
})

describe('storage that fails', () => {
  const failing = (fail: () => Promise<never>): StatusStorage => ({ get: fail, set: fail, delete: fail })

  it.each([
    ['rejects', () => Promise.reject(new Error('QuotaExceededError'))],
    ['hangs', () => new Promise<never>(() => {})],
    [
      'throws',
      () => {
        throw new Error('SecurityError')
      },
    ],
  ])('in that it %s delays no probe and loses nothing of this page', async (_how, fail) => {
    const it = scene({ interval: 10_000 }, { storage: failing(fail) })
    const stop = await it.begin()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(healthyPolls(it)).toBe(1)
    await it.clock.advance(60_000)
    expect(healthyPolls(it)).toBe(it.endpoint.requests.length)
    stop()
    await it.clock.advance(2000)
    expect(it.clock.pendingTimers).toBe(0)
    expect(it.errors).toEqual([])
  })

  it('leaves no timer at a stop, while the history is still being read', async () => {
    const it = scene({}, { storage: storageWith({ get: () => new Promise<never>(() => {}) }) })
    const stop = await it.begin()
    stop()
    await it.clock.advance(0)
    expect(it.clock.pendingTimers).toBe(0)
  })

  it('with the history alone says nothing of the last report', async () => {
    const it = scene({}, { storage: storageWith({ set: () => Promise.reject(new Error('full')) }) })
    await it.begin()
    expect(it.monitor.getSnapshot().storage).toBe('persistent')
  })
})

describe('forget()', () => {
  it('drops the history, here and in storage', async () => {
    const storage = memoryStorage()
    const it = scene({}, { storage })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    await it.monitor.forget()
    expect(it.monitor.history()).toEqual({ latencies: [], transitions: [], days: [] })
    const next = reload(it, storage)
    next.endpoint.answer({ kind: 'hang' })
    await next.begin()
    expect(next.monitor.history().days).toEqual([])
  })

  it('also drops one that is still being read', async () => {
    const inner = memoryStorage()
    const before = scene({}, { storage: inner })
    const stop = await before.begin()
    stop()
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const it = reload(before, storageWith({ get: (key) => gate.then(() => inner.get(key)) }, inner))
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    const forgotten = it.monitor.forget()
    release()
    await it.clock.advance(0)
    await forgotten
    expect(it.monitor.history().days).toEqual([])
  })
})

describe('a history out of storage', () => {
  it('comes back as it was put there', async () => {
    const it = scene({ interval: 10_000 })
    await it.begin()
    it.endpoint.answer({ kind: 'refuse' })
    await it.clock.advance(60_000)
    const history = it.monitor.history()
    expect(history.transitions).toHaveLength(2)
    expect(readHistory(JSON.parse(JSON.stringify(history)))).toEqual(history)
  })

  it('is none where anything in it could not have been written by us', () => {
    const at = Date.UTC(2026, 0)
    const polls = { healthy: 2, degraded: 0, unhealthy: 1, offline: 0, unknown: 0 }
    const history = {
      latencies: [{ at, ms: 5 }],
      transitions: [{ at, status: 'unhealthy', cause: 'timeout' }],
      days: [{ day: '2026-01-01', polls }],
    }
    expect(readHistory(history)).toEqual(history)
    for (const wrong of [
      { latencies: [{ at, ms: Infinity }] },
      { latencies: [{ at: -1, ms: 1 }] },
      { latencies: [null] },
      { latencies: Array.from({ length: 1_000_000 }, () => ({ at, ms: 1 })) },
      { transitions: [{ at, status: 'checking', cause: null }] },
      { transitions: [{ at, status: 'toString', cause: null }] },
      { transitions: [{ at, status: 'healthy', cause: '__proto__' }] },
      { transitions: [{ at: 1e15, status: 'healthy', cause: null }] },
      { days: [{ day: '2026-13-01', polls }] },
      { days: [{ day: '__proto__', polls }] },
      { days: [{ day: '2026-01-03' }] },
      { days: [{ day: '2026-01-03', polls: { ...polls, degraded: -1 } }] },
      { days: [{ day: '2026-01-03', polls: { ...polls, offline: '3' } }] },
      { days: [{ day: '2026-01-03', polls: { ...polls, unknown: 1e9 } }] },
    ]) {
      expect(readHistory({ ...history, ...wrong })).toBeNull()
    }
  })

  it('is none, or one within bounds, whatever it was', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (latencies, transitions, days) => {
        const history = readHistory({ latencies, transitions, days })
        expect(history ?? NOTHING).toEqual(NOTHING)
      }),
    )
    for (const value of [null, undefined, 1, 'x', [], () => {}]) expect(readHistory(value)).toBeNull()
  })
})

describe('a fake monitor', () => {
  it('has an empty history, or the one that it is given', async () => {
    expect(fakeMonitor().history()).toEqual({ latencies: [], transitions: [], days: [] })
    const latencies = [{ at: 1, ms: 2 }]
    const monitor = fakeMonitor({ history: { latencies } })
    expect(monitor.history()).toEqual({ latencies, transitions: [], days: [] })
    expect(monitor.history()).toBe(monitor.history())
    await monitor.forget()
    expect(monitor.history().latencies).toEqual([])
  })
})
