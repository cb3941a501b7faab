import { describe, expect, it } from 'vitest'
import { createApiStatus } from '../../src/browser/createApiStatus.js'
import type { DelayState } from '../../src/monitor/nextDelay.js'
import { nextDelay } from '../../src/monitor/nextDelay.js'
import { progressive } from '../../src/monitor/progressive.js'
import { idbStorage } from '../../src/storage/idbStorage.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { settle } from '../../src/testing/fakeClock.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { scene } from './world.js'

// What goes wrong in libraries of this kind; docs/reliability.md says which, and where it was seen.

const HOUR = 3_600_000

describe('the very first request', () => {
  it('that never has an answer is not the last one (R4)', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    await it.clock.advance(HOUR)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
    // Once in 30 s and as long as the probe itself waits, give or take.
    expect(it.endpoint.requests.length).toBeGreaterThan(90)
    expect(it.endpoint.open).toBeLessThanOrEqual(1)
  })

  it('goes out at once although storage never answers, and so do all that follow (R19)', async () => {
    const never = () => new Promise<never>(() => {})
    const it = scene({}, { storage: { get: never, set: never, delete: never } })
    await it.begin()
    expect(it.endpoint.requests).toHaveLength(1)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
    await it.clock.advance(HOUR)
    expect(it.endpoint.requests.length).toBeGreaterThan(100)
  })

  it('finds a device that is offline by itself, without waiting for an event', async () => {
    const it = scene({}, { isOnline: false })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'offline', device: 'offline' })
  })
})

describe('a start after a stop', () => {
  it('hears again of the network and the page (R35)', async () => {
    const it = scene()
    const stop = await it.begin()
    const listeners = it.world.listeners
    stop()
    expect(it.world.listeners).toBe(0)
    await it.begin()
    expect(it.world.listeners).toBe(listeners)
    const before = it.endpoint.requests.length
    await it.clock.advance(3000)
    it.world.setOnline(false)
    await it.clock.advance(0)
    expect(it.endpoint.requests).toHaveLength(before + 1)
  })

  it('asks how things are now, and remembers no answer of the time before', async () => {
    const it = scene()
    const stop = await it.begin()
    stop()
    // Nobody listens: no event tells of it.
    it.world.setOnline(false)
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'offline', cause: 'device-offline' })
  })
})

describe('a stop', () => {
  it('while an answer is on its way is the end: it brings neither a verdict nor another request', async () => {
    const it = scene()
    const stop = await it.begin()
    const before = it.monitor.getSnapshot()
    let answer = () => {}
    it.endpoint.answer({
      kind: 'respond',
      respond: () =>
        new Promise((resolve) => {
          answer = () => resolve(Response.json({ status: 'degraded' }))
        }),
    })
    await it.nextPoll()
    const sent = it.endpoint.requests.length
    stop()
    answer()
    await it.clock.advance(HOUR)
    expect(it.monitor.getSnapshot().status).toBe(before.status)
    expect(it.endpoint.requests).toHaveLength(sent)
    expect(it.clock.pendingTimers).toBe(0)
  })
})

describe('a server that is down', () => {
  it('is never healthy, and costs no unhandled rejection and no word in the log, poll after poll', async () => {
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    try {
      const it = scene()
      it.endpoint.answer({ kind: 'refuse' })
      const statuses = new Set<string>()
      it.monitor.subscribe(() => statuses.add(it.monitor.getSnapshot().status))
      await it.begin()
      for (let poll = 0; poll < 20; poll++) await it.nextPoll()
      await settle()
      expect([...statuses].filter((status) => status !== 'checking')).toEqual(['unhealthy'])
      expect(rejections).toEqual([])
      expect(it.errors).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })
})

describe('where there is no browser', () => {
  it('the network is unknown rather than down, whatever navigator there is, and nothing throws', async () => {
    // Node has a navigator from version 21 on, without a word of the network in it.
    const endpoint = fakeEndpoint({ kind: 'refuse' })
    const monitor = createApiStatus({
      url: 'https://api.example/health',
      fetch: endpoint.fetch,
      storage: false,
    })
    expect(monitor.getSnapshot()).toMatchObject({ status: 'checking', device: 'unknown' })
    const stop = monitor.start()
    expect(await monitor.check()).toMatchObject({
      status: 'unhealthy',
      cause: 'unreachable',
      device: 'unknown',
    })
    stop()
  })

  it('a missing IndexedDB is memory, not an exception', async () => {
    const it = scene({ storage: idbStorage() })
    await it.begin()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', storage: 'memory' })
    expect(it.errors).toEqual([])
  })
})

describe('a browser whose AbortSignal has neither any() nor timeout()', () => {
  it('is one in which probes have their deadline all the same (R27)', async () => {
    const { any, timeout } = AbortSignal
    Object.assign(AbortSignal, { any: undefined, timeout: undefined })
    try {
      const it = scene()
      await it.begin()
      it.endpoint.answer({ kind: 'hang' })
      for (let poll = 0; poll < 2; poll++) {
        await it.nextPoll()
        await it.clock.advance(5000)
      }
      expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
      expect(it.errors).toEqual([])
    } finally {
      Object.assign(AbortSignal, { any, timeout })
    }
  })
})

describe('ten thousand clients that fail in the same instant', () => {
  const CLIENTS = 10_000

  /** The share of clients that ask in the busiest second of their nth retry. */
  function busiestSeconds(retries: number): number[] {
    const random = seededRandom(1)
    const schedule = progressive()
    const seconds = Array.from({ length: retries }, () => new Map<number, number>())
    for (let client = 0; client < CLIENTS; client++) {
      let at = 0
      for (let retry = 0; retry < retries; retry++) {
        const state: DelayState = {
          attempt: retry + 1,
          previousMs: undefined,
          interval: 30_000,
          isVisible: true,
          minDelay: 0,
          isTurnedAway: false,
          retryAfter: 0,
        }
        at += nextDelay(schedule, state, random)
        const second = Math.floor(at / 1000)
        const counts = seconds[retry]
        counts?.set(second, (counts.get(second) ?? 0) + 1)
      }
    }
    return seconds.map((counts) => Math.max(...counts.values()) / CLIENTS)
  }

  it('are apart from the second retry on, and the cap does not bring them back together', () => {
    const [first = 1, ...later] = busiestSeconds(100)
    // Four seconds, evenly: the first one confirms.
    expect(first).toBeLessThan(0.3)
    expect(Math.max(...later)).toBeLessThan(0.05)
  })

  it('never wait longer than the cap and its jitter, however long it lasts', () => {
    const random = seededRandom(2)
    const waits = Array.from({ length: 1000 }, (_, retry) =>
      progressive()({ attempt: retry + 1, interval: 30_000, isVisible: true, minDelay: 0 }, random),
    )
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000 * 1.15)
  })
})

describe('a hidden page that polls, whose timers the browser fires once a minute', () => {
  it('stays healthy, and its breaker closed (R9)', async () => {
    const it = scene({ pauseWhenHidden: false }, { isVisible: false })
    await it.begin()
    const statuses = new Set<string>()
    it.monitor.subscribe(() => {
      statuses.add(it.monitor.getSnapshot().status)
      statuses.add(it.monitor.getSnapshot().breaker.state)
    })
    for (let minute = 0; minute < 30; minute++) {
      await it.clock.sleep(60_000)
      expect(it.monitor.getSnapshot().isStale, `after ${minute} minutes`).toBe(false)
    }
    expect([...statuses].toSorted()).toEqual(['closed', 'healthy'])
    expect(it.endpoint.requests.length).toBeGreaterThanOrEqual(30)
  })
})

describe('an outage', () => {
  it('that is believed stays one through sleep, wake and a look elsewhere, until something works', async () => {
    const it = scene()
    await it.begin()
    it.endpoint.answer({ kind: 'refuse' })
    for (let poll = 0; poll < 3; poll++) await it.nextPoll()
    const statuses = new Set([it.monitor.getSnapshot().status])
    it.monitor.subscribe(() => statuses.add(it.monitor.getSnapshot().status))
    it.world.setVisible(false)
    await it.clock.sleep(HOUR)
    it.world.setVisible(true)
    it.world.signal('resume')
    it.world.setOnline(true)
    await it.clock.advance(60_000)
    expect([...statuses]).toEqual(['unhealthy'])
    it.endpoint.report()
    await it.nextPoll()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })
})

describe('two monitors on one page', () => {
  it('of different urls do not mix', async () => {
    const one = scene({ url: '/one' })
    const other = scene(
      { url: '/other' },
      { storage: one.world.storage, endpoint: fakeEndpoint({ kind: 'refuse' }) },
    )
    await one.begin()
    await other.begin()
    expect(one.monitor.getSnapshot().status).toBe('healthy')
    expect(other.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', report: null })
  })
})
