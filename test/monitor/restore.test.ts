import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { StatusStorage } from '../../src/storage/storage.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

/** The history has a record of its own, and tests of its own. */
const isHistory = (key: string) => key.startsWith('history of ')

/** The page is loaded again, `later` milliseconds after the last one was left. */
function reload(previous: Scene, storage: StatusStorage, options: Parameters<typeof scene>[0] = {}): Scene {
  return scene(options, { storage, clock: previous.clock })
}

async function visited(storage: StatusStorage, sketch = { components: { database: 'degraded' as const } }) {
  const it = scene({}, { storage })
  it.endpoint.report(sketch)
  const stop = await it.begin()
  stop()
  await it.clock.advance(60_000)
  return it
}

describe('after a reload', () => {
  it('the last report is shown at once, as last known, with its age (R22)', async () => {
    const storage = memoryStorage()
    const before = await visited(storage)
    const it = reload(before, storage)
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({
      status: 'degraded',
      cause: 'component',
      affected: ['database'],
      isStale: true,
      source: 'restored',
    })
    expect(it.clock.wallNow() - (it.monitor.getTiming().reportAt ?? 0)).toBe(60_000)
    expect(it.endpoint.open).toBe(1)
  })

  it('the first failure comes after what was last known', async () => {
    const inner = memoryStorage()
    const before = await visited(inner)
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: StatusStorage = { ...inner, get: (key) => gate.then(() => inner.get(key)) }
    const it = reload(before, slow)
    it.endpoint.answer({ kind: 'refuse' })
    const seen: string[] = []
    it.monitor.on('changed', ({ snapshot }) => seen.push(`${snapshot.source} ${snapshot.status}`))
    await it.begin()
    await it.clock.advance(300)
    expect(seen).toEqual([])
    release()
    await it.clock.advance(0)
    expect(seen).toEqual(['restored degraded', 'live unhealthy'])
    expect(it.monitor.getSnapshot()).toMatchObject({
      cause: 'unreachable',
      isStale: true,
      report: { components: { database: { status: 'degraded' } } },
    })
  })

  it('the first failure waits 400 ms for storage, and no longer', async () => {
    const hung: StatusStorage = { ...memoryStorage(), get: () => new Promise(() => {}) }
    const it = scene({}, { storage: hung })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    await it.clock.advance(399)
    expect(it.monitor.getSnapshot().status).toBe('checking')
    await it.clock.advance(1)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
  })

  it('the first report never waits for storage (R19)', async () => {
    const hung: StatusStorage = { ...memoryStorage(), get: () => new Promise(() => {}) }
    const it = scene({}, { storage: hung })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })

  it('a record that is read late is shown only while there is no verdict', async () => {
    const inner = memoryStorage()
    const before = await visited(inner)
    const waits: (() => void)[] = []
    const slow: StatusStorage = {
      ...inner,
      get: (key) =>
        isHistory(key)
          ? inner.get(key)
          : new Promise<void>((resolve) => waits.push(resolve)).then(() => inner.get(key)),
    }
    const it = reload(before, slow)
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    await it.clock.advance(450)
    waits[0]?.()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', report: null })

    const undecided = reload(before, slow)
    undecided.endpoint.answer({ kind: 'hang' })
    await undecided.begin()
    await undecided.clock.advance(450)
    waits[1]?.()
    await undecided.clock.advance(0)
    expect(undecided.monitor.getSnapshot()).toMatchObject({ status: 'degraded', source: 'restored' })
  })

  it('a restored state opens no breaker and is no recovery when it turns out well (R22)', async () => {
    const storage = memoryStorage()
    const before = await visited(storage)
    const it = reload(before, storage)
    const recoveries: unknown[] = []
    it.monitor.on('recovered', (event) => recoveries.push(event))
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live', isStale: false })
    expect(recoveries).toEqual([])
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'closed' })
  })

  it('a 429 leaves what was restored as restored', async () => {
    const storage = memoryStorage()
    const before = await visited(storage)
    const it = reload(before, storage)
    it.endpoint.answer({ kind: 'status', status: 429 })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ source: 'restored', isStale: true })
  })

  it.each([
    ['older than maxAge', { maxAge: 59_000 }],
    ['of another user', { storageKey: 'ada' }],
    ['of another url', { url: '/other/health' }],
  ])('a record %s is not shown (R22)', async (_what, options) => {
    const storage = memoryStorage()
    const before = await visited(storage)
    const it = reload(before, storage, options)
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'checking', report: null })
  })

  it('nothing is shown where storage is turned off', async () => {
    const storage = memoryStorage()
    const before = await visited(storage)
    const it = reload(before, storage, { storage: false })
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(it.monitor.getSnapshot().status).toBe('checking')
  })
})

describe('what is kept', () => {
  function recording() {
    const writes: unknown[] = []
    const storage = memoryStorage()
    return {
      writes,
      storage: {
        ...storage,
        set(key: string, value: unknown) {
          if (!isHistory(key)) writes.push(value)
          return storage.set(key, value)
        },
      },
    }
  }

  it('is written at each change, and at most once a minute otherwise (R23)', async () => {
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

  it('is renewed by a 304, which says that it still holds', async () => {
    const storage = memoryStorage()
    const it = scene({ maxAge: 3_600_000 }, { storage })
    it.endpoint.answer({
      kind: 'respond',
      respond: (request) =>
        request.headers.has('if-none-match')
          ? new Response(null, { status: 304 })
          : Response.json({ status: 'degraded' }, { headers: { etag: '"a"' } }),
    })
    const stop = await it.begin()
    await it.clock.advance(2 * 3_600_000)
    stop()
    const next = reload(it, storage, { maxAge: 3_600_000 })
    next.endpoint.answer({ kind: 'hang' })
    await next.begin()
    expect(next.monitor.getSnapshot()).toMatchObject({ source: 'restored', status: 'degraded' })
    expect(next.clock.wallNow() - (next.monitor.getTiming().reportAt ?? 0)).toBeLessThan(100_000)
  })

  it('is never a failure', async () => {
    const { writes, storage } = recording()
    const it = scene({}, { storage })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    await it.nextPoll()
    it.endpoint.answer({ kind: 'status', status: 401 })
    await it.nextPoll()
    expect(writes).toEqual([])
  })

  it('holds no error text, which anyone who opens this browser next could read', async () => {
    const { writes, storage } = recording()
    const it = scene({}, { storage })
    const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.5:5432' }
    it.endpoint.report({ components: { database: { status: 'degraded', error } } })
    await it.begin()
    expect(JSON.stringify(writes)).toContain('ECONNREFUSED')
    expect(JSON.stringify(writes)).not.toContain('10.0.0.5')
  })
})

describe('storage that fails', () => {
  const broken = (fail: () => never | Promise<never>): StatusStorage => ({
    get: fail,
    set: fail,
    delete: fail,
  })

  it.each([
    ['rejects', broken(() => Promise.reject(new Error('QuotaExceededError')))],
    [
      'throws',
      broken(() => {
        throw new Error('SecurityError')
      }),
    ],
    ['hangs', broken(() => new Promise<never>(() => {}))],
  ])('in that it %s means memory, told once, and monitoring goes on (R19)', async (_how, storage) => {
    const it = scene({}, { storage })
    const told: unknown[] = []
    it.monitor.on('storage', (event) => told.push(event))
    await it.begin()
    await it.clock.advance(120_000)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', storage: 'memory' })
    expect(told).toEqual([{ mode: 'memory' }])
    const forgotten = it.monitor.forget()
    await it.clock.advance(10_000)
    await forgotten
  })

  it('leaves no timer at a stop, even while it hangs (R19)', async () => {
    const it = scene({}, { storage: broken(() => new Promise<never>(() => {})) })
    it.endpoint.answer({ kind: 'hang' })
    const stop = await it.begin()
    expect(it.clock.pendingTimers).toBeGreaterThan(0)
    stop()
    await it.clock.advance(0)
    expect(it.clock.pendingTimers).toBe(0)
    expect(it.monitor.getSnapshot().storage).toBe('persistent')
  })

  it('is memory from the start where there is none', () => {
    expect(scene({ storage: false }).monitor.getSnapshot().storage).toBe('memory')
    expect(scene({}, { storage: null }).monitor.getSnapshot().storage).toBe('memory')
  })
})

describe('initialReport', () => {
  const initialReport = {
    status: 'degraded',
    timestamp: '2025-12-31T23:59:00.000Z',
    components: { db: 'degraded' },
  }

  it('is shown as last known from the very first state on, until the first probe has its answer', async () => {
    const it = scene({ initialReport })
    const initial = it.monitor.store.getInitialState().snapshot
    expect(it.monitor.getSnapshot()).toBe(initial)
    expect(initial).toMatchObject({ status: 'degraded', affected: ['db'], source: 'restored', isStale: true })
    expect(it.monitor.getTiming().reportAt).toBe(Date.UTC(2025, 11, 31, 23, 59))
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live', isStale: false })
  })

  it('that is none is left out', () => {
    expect(scene({ initialReport: { hello: 'world' } }).monitor.getSnapshot().status).toBe('checking')
  })
})

describe('forget()', () => {
  it('clears what is shown and what is kept', async () => {
    const storage = memoryStorage()
    const it = scene({}, { storage })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    const forgotten = it.monitor.forget()
    await it.clock.advance(0)
    await forgotten
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'checking', report: null, source: 'none' })
    expect(it.endpoint.open).toBe(1)

    const next = reload(it, storage)
    next.endpoint.answer({ kind: 'hang' })
    await next.begin()
    expect(next.monitor.getSnapshot().report).toBeNull()
  })

  it('drops the answer to a probe that was sent before', async () => {
    const it = scene()
    await it.begin()
    let answerOld: (response: Response) => void = () => {}
    it.endpoint.answer({
      kind: 'respond',
      respond: () =>
        new Promise((resolve) => {
          answerOld = resolve
        }),
    })
    await it.nextPoll()
    it.endpoint.answer({ kind: 'hang' })
    void it.monitor.forget()
    answerOld(Response.json({ status: 'healthy', components: { secret: { status: 'healthy' } } }))
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().report).toBeNull()
  })
})
