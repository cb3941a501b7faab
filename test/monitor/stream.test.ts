import { describe, expect, it } from 'vitest'
import type { MonitorOptions } from '../../src/monitor/options.js'
import { eventStream } from '../../src/monitor/stream/eventStream.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { aReport } from '../../src/testing/reports.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import type { FakeEnvironmentOptions } from '../../src/testing/fakeEnvironment.js'
import { pause } from '../../src/time/pause.js'
import { openTabs } from './browserScene.js'
import { pushingBackEnd } from './pushingBackEnd.js'
import { scene } from './world.js'

const WELL = aReport({ components: { search: { status: 'healthy', critical: false } } })
const IMPAIRED = aReport({ components: { search: { status: 'unhealthy', critical: false } } })
const DOWN = aReport({ components: { database: 'unhealthy' } })

/** A monitor that listens. */
async function listening(options: MonitorOptions = {}, worldOptions: FakeEnvironmentOptions = {}) {
  const { begin, ...rest } = scene({ stream: eventStream(), ...options }, worldOptions)
  const backEnd = pushingBackEnd(rest.endpoint)
  const stop = await begin()
  await rest.clock.advance(10)
  /** Lets time pass in which the back end says that it is there. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 15_000) {
      await rest.clock.advance(Math.min(left, 15_000))
      backEnd.send(':\n\n')
      await rest.clock.advance(0)
    }
  }
  return { ...rest, backEnd, stop, pass }
}

describe('a monitor that listens', () => {
  it('shows a change as it comes, without a probe (H30)', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    expect(backEnd).toMatchObject({ listeners: 1, probes: 1 })
    await pass(60_000)
    backEnd.push('change', IMPAIRED)
    await clock.advance(0)
    expect(monitor.getSnapshot()).toMatchObject({
      status: 'degraded',
      source: 'live',
      affected: ['search'],
      isStale: false,
    })
    expect(backEnd.probes).toBe(1)
  })

  it('believes the back end that says itself that it is down, and that it is well again', async () => {
    const { monitor, backEnd, clock } = await listening()
    backEnd.push('change', DOWN)
    await clock.advance(0)
    expect(monitor.getSnapshot().status).toBe('unhealthy')
    backEnd.push('change', WELL)
    await clock.advance(0)
    expect(monitor.getSnapshot().status).toBe('healthy')
    expect(backEnd.probes).toBe(1)
  })

  it('has an unhealthy snapshot confirmed by a probe, as it may be of another instance', async () => {
    const { monitor, backEnd, clock } = await listening()
    backEnd.push('snapshot', DOWN)
    await clock.advance(0)
    expect(monitor.getSnapshot().status).toBe('healthy')
    backEnd.found = WELL
    await clock.advance(6000)
    expect(monitor.getSnapshot().status).toBe('healthy')
    expect(backEnd.probes).toBe(2)
  })

  it('sends nothing while the heartbeat goes on, and stays up to date', async () => {
    const { monitor, backEnd, clock, pass, endpoint } = await listening()
    const snapshot = monitor.getSnapshot()
    await pass(3_600_000)
    expect(endpoint.requests).toHaveLength(2)
    expect(backEnd.listeners).toBe(1)
    expect(monitor.getSnapshot()).toBe(snapshot)
    expect(monitor.getTiming().lastChecked).toBe(clock.wallNow())
  })

  it('goes by its probes while one instance behind a load balancer says that it is down (H30)', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    backEnd.push('change', DOWN)
    await clock.advance(0)
    backEnd.found = WELL
    await clock.advance(6000)
    expect(monitor.getSnapshot().status).toBe('healthy')
    await pass(3_600_000)
    expect(monitor.getSnapshot().status).toBe('healthy')
    // The stream it has now is one that agrees.
    expect(backEnd).toMatchObject({ listeners: 1, probes: 2 })
    expect(backEnd.streams).toHaveLength(2)
  })

  it('believes the news, and not a slow probe that was sent before', async () => {
    const clock = new FakeClock()
    const endpoint = fakeEndpoint()
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      const response = await endpoint.fetch(input, init)
      await pause(clock, 1000, init!.signal!)
      return response
    }
    const { monitor, backEnd } = await listening({ fetch }, { clock, endpoint })
    await clock.advance(5000)
    const seen: string[] = []
    monitor.on('changed', ({ snapshot }) => seen.push(snapshot.status))
    const checked = monitor.check()
    await clock.advance(500)
    backEnd.push('change', DOWN)
    await clock.advance(0)
    expect((await checked).status).toBe('unhealthy')
    await clock.advance(60_000)
    expect(seen).toEqual(['unhealthy'])
  })

  it('polls while it hears that the back end is down, also where the heartbeat goes on', async () => {
    const { monitor, backEnd, pass } = await listening()
    backEnd.push('change', DOWN)
    await pass(600_000)
    expect(monitor.getSnapshot().status).toBe('unhealthy')
    expect(backEnd.probes).toBeGreaterThanOrEqual(15)
    expect(backEnd.probes).toBeLessThanOrEqual(35)
    expect(backEnd.streams).toHaveLength(1)
  })

  it('takes a heartbeat for what the stream said, and not for what a probe heard of another instance', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    const checked = (async () => {
      backEnd.found = IMPAIRED
      await Promise.all([monitor.check(), clock.advance(3000)])
    })()
    await checked
    expect(monitor.getSnapshot().status).toBe('degraded')
    await pass(60_000)
    expect(monitor.getSnapshot().status).toBe('healthy')
  })

  it('does not take the first words of its stream for the second of two probes', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    const seen: string[] = []
    monitor.subscribe(() => seen.push(monitor.getSnapshot().status))
    await pass(60_000)
    backEnd.end()
    backEnd.found = DOWN
    while (backEnd.probes < 2) await clock.advance(50)
    await clock.advance(100)
    backEnd.found = WELL
    await clock.advance(10_000)
    expect(backEnd).toMatchObject({ listeners: 1, probes: 3 })
    expect(new Set(seen)).toEqual(new Set(['healthy']))
  })

  it('goes on from the report that the probe found, so that it is sent once', async () => {
    const { backEnd } = await listening()
    expect(backEnd.streams[0]!.headers.get('last-event-id')).toBe('W/"first"')
  })

  it('listens with the headers and credentials of its probes', async () => {
    const { backEnd } = await listening({ headers: { 'x-tenant': 'a' }, credentials: 'include' })
    expect(backEnd.streams[0]!.headers.get('x-tenant')).toBe('a')
    expect(backEnd.streams[0]!.headers.get('accept')).toBe('text/event-stream')
    expect(backEnd.streams[0]!.credentials).toBe('include')
  })

  it('sends no header of its own to another origin, where it would cost a preflight', async () => {
    const { backEnd } = await listening({ url: 'https://api.test/health?x=1' })
    expect(backEnd.streams[0]!.headers.get('last-event-id')).toBeNull()
    expect(backEnd.streams[0]!.url).toBe('https://api.test/health/stream?x=1')
  })

  it('listens where it is told to', async () => {
    const { backEnd } = await listening({ stream: eventStream({ url: '/events/stream' }) })
    expect(backEnd.streams[0]!.url).toBe('https://app.test/events/stream')
  })

  it('reads what formats of the app read, and a stream that names no events', async () => {
    const { monitor, backEnd, clock } = await listening()
    backEnd.send('data: {"status":"DOWN","components":{"db":{"status":"DOWN"}}}\n\n')
    backEnd.found = DOWN
    await clock.advance(6000)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'unhealthy' })
  })

  it('keeps nothing of a push for its latency, which was not measured', async () => {
    const { monitor, backEnd, clock } = await listening()
    const { latencies } = monitor.history()
    backEnd.push('change', IMPAIRED)
    await clock.advance(0)
    expect(monitor.history().latencies).toHaveLength(latencies.length)
  })
})

describe('a stream that is lost', () => {
  it.each([false, true])('is no verdict: one probe decides, and it listens again (H30)', async (isBroken) => {
    const { monitor, backEnd, clock, pass } = await listening()
    const seen: string[] = []
    monitor.subscribe(() => seen.push(monitor.getSnapshot().status))
    await pass(60_000)
    backEnd.end(isBroken)
    await clock.advance(5100)
    expect(backEnd).toMatchObject({ listeners: 1, probes: 2 })
    expect(backEnd.streams).toHaveLength(2)
    expect(seen.every((status) => status === 'healthy')).toBe(true)
  })

  it('raises no alarm for a restart that is over before the second probe (H30)', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    const seen: string[] = []
    monitor.subscribe(() => seen.push(monitor.getSnapshot().status))
    await pass(60_000)
    const { found } = backEnd
    backEnd.found = null
    backEnd.end()
    while (backEnd.probes < 2) await clock.advance(100)
    backEnd.found = found
    await clock.advance(10_000)
    expect(backEnd).toMatchObject({ listeners: 1, probes: 3 })
    expect(new Set(seen)).toEqual(new Set(['healthy']))
  })

  it('and is followed by an outage, is an outage', async () => {
    const { monitor, backEnd, clock, pass } = await listening()
    await pass(60_000)
    backEnd.found = null
    backEnd.end(true)
    await clock.advance(15_000)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    expect(backEnd.streams).toHaveLength(1)
    backEnd.found = WELL
    while (monitor.getSnapshot().status !== 'healthy') await clock.advance(1000)
    await clock.advance(10)
    expect(backEnd.listeners).toBe(1)
  })

  it('spreads its probes, as everybody loses it in the same instant', async () => {
    const delays: number[] = []
    for (let seed = 1; seed <= 20; seed++) {
      const { backEnd, clock, pass } = await listening({}, { seed })
      await pass(60_000)
      backEnd.end()
      const lostAt = clock.now()
      while (backEnd.probes < 2) await clock.advance(50)
      delays.push(clock.now() - lostAt)
    }
    expect(Math.max(...delays)).toBeLessThanOrEqual(5050)
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(2500)
  })

  it('is noticed by its silence, after two and a half heartbeats', async () => {
    const { monitor, backEnd, clock } = await listening()
    await clock.advance(37_000)
    expect(backEnd.probes).toBe(1)
    await clock.advance(1000)
    expect(backEnd.probes).toBe(2)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: false })
    await clock.advance(100)
    expect(backEnd.streams).toHaveLength(2)
    expect(backEnd.listeners).toBe(1)
  })

  it('has not held when nothing came after its first words, however slow the probe that finds out', async () => {
    const clock = new FakeClock()
    const endpoint = fakeEndpoint()
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      await pause(clock, 100, init!.signal!)
      return endpoint.fetch(input, init)
    }
    const { backEnd } = await listening({ fetch }, { clock, endpoint })
    await clock.advance(3_600_000)
    expect(backEnd.streams.length).toBeGreaterThan(5)
    expect(backEnd.streams.length).toBeLessThan(15)
  })

  it('twice in a row leaves the work to polls, and is tried again later', async () => {
    const { backEnd, clock, pass } = await listening()
    await pass(60_000)
    backEnd.end()
    await clock.advance(6000)
    backEnd.end()
    const { probes } = backEnd
    await clock.advance(29_000)
    expect(backEnd.streams).toHaveLength(2)
    await clock.advance(91_000)
    expect(backEnd.probes - probes).toBeGreaterThanOrEqual(1)
    expect(backEnd.streams).toHaveLength(3)
  })

  it('is asked for ever less often where it never holds', async () => {
    const { backEnd, clock } = await listening()
    backEnd.answerStream = () => Promise.reject(new TypeError('network error'))
    backEnd.end()
    await clock.advance(3_600_000)
    expect(backEnd.streams.length).toBeGreaterThan(5)
    expect(backEnd.streams.length).toBeLessThan(15)
    expect(backEnd.probes).toBeLessThan(130)
  })
})

describe('where there is no stream', () => {
  it.each([
    ['404', () => new Response(null, { status: 404 })],
    ['501', () => new Response(null, { status: 501 })],
    ['a web page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    [
      'events that are no reports',
      () => new Response('data: hello\n\n', { headers: { 'content-type': 'text/event-stream' } }),
    ],
  ])('(%s) polls as without the option, and asks once', async (_, answer) => {
    const { endpoint, clock, begin } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    backEnd.answerStream = answer
    await begin()
    await clock.advance(3_600_000)
    expect(backEnd.streams).toHaveLength(1)
    expect(backEnd.probes).toBeGreaterThanOrEqual(108)
  })

  it('asks again once the device was offline', async () => {
    const { endpoint, clock, begin, world } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    backEnd.answerStream = () => new Response(null, { status: 404 })
    await begin()
    await clock.advance(10_000)
    backEnd.answerStream = null
    world.setOnline(false)
    await clock.advance(10_000)
    world.setOnline(true)
    await clock.advance(1000)
    expect(backEnd).toMatchObject({ listeners: 1 })
  })

  it.each([429, 503])('asks again a while after a %i that does not say how long', async (status) => {
    const { endpoint, clock, begin } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    backEnd.answerStream = () => new Response(null, { status })
    await begin()
    await clock.advance(20_000)
    expect(backEnd.streams).toHaveLength(2)
    backEnd.answerStream = null
    for (let waited = 0; waited < 120_000 && backEnd.listeners === 0; waited += 1000)
      await clock.advance(1000)
    expect(backEnd.listeners).toBe(1)
  })

  it('waits as long as a 503 asks it to, and polls', async () => {
    const { endpoint, clock, begin } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    backEnd.answerStream = () => new Response(null, { status: 503, headers: { 'retry-after': '100' } })
    await begin()
    await clock.advance(100_000)
    expect(backEnd.streams).toHaveLength(1)
    backEnd.answerStream = null
    const since = clock.now()
    while (backEnd.streams.length < 2) await clock.advance(1000)
    expect(clock.now() - since).toBeLessThanOrEqual(135_000)
    expect(backEnd.probes).toBeGreaterThanOrEqual(4)
  })

  it('gives up on a stream that a proxy holds back, polls, and tries again later', async () => {
    const { endpoint, clock, begin, monitor } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    backEnd.answerStream = () =>
      new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })
    await begin()
    await clock.advance(3_600_000)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: false })
    expect(backEnd.streams.length).toBeGreaterThan(5)
    expect(backEnd.streams.length).toBeLessThan(15)
    expect(backEnd.probes).toBeGreaterThanOrEqual(108)
  })
})

describe('nobody listens', () => {
  it.each(['hidden', 'frozen'])('while the page is %s', async (what) => {
    const { world, backEnd, clock } = await listening()
    expect(backEnd.listeners).toBe(1)
    if (what === 'hidden') world.setVisible(false)
    else world.signal('freeze')
    await clock.advance(10)
    expect(backEnd.listeners).toBe(0)
  })

  it('once the monitor has stopped, and no timer is left', async () => {
    const { backEnd, clock, stop } = await listening()
    stop()
    await clock.advance(10)
    expect(backEnd.listeners).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })

  it('once a subscriber has stopped the monitor, in the midst of the verdict', async () => {
    const { monitor, endpoint, clock } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    monitor.subscribe(() => monitor.getSnapshot().status === 'healthy' && stop())
    const stop = monitor.start()
    await clock.advance(0)
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(60_000)
    expect(backEnd).toMatchObject({ listeners: 0, streams: [] })
  })

  it('for a single check', async () => {
    const { monitor, endpoint, clock } = scene({ stream: eventStream() })
    const backEnd = pushingBackEnd(endpoint)
    const checked = monitor.check()
    await clock.advance(0)
    await checked
    await clock.advance(1000)
    expect(backEnd).toMatchObject({ listeners: 0, probes: 1, streams: [] })
    expect(clock.pendingTimers).toBe(0)
  })

  it('to what was somebody else’s: it listens anew after forget()', async () => {
    const { monitor, backEnd, clock } = await listening()
    void monitor.forget()
    await clock.advance(3000)
    expect(backEnd.streams).toHaveLength(2)
    expect(backEnd.listeners).toBe(1)
  })
})

describe('the tabs of a browser that listens', () => {
  it('hold one connection, and all show what it brings (H30)', async () => {
    const browser = fakeBrowser()
    const backEnd = pushingBackEnd(browser.endpoint)
    const tabs = await openTabs(browser, 10, { stream: eventStream() })
    await browser.clock.advance(100)
    expect(backEnd).toMatchObject({ listeners: 1, probes: 1 })
    backEnd.push('change', IMPAIRED)
    await browser.clock.advance(50)
    expect(tabs.map(({ monitor }) => monitor.getSnapshot().status)).toEqual(Array(10).fill('degraded'))
    expect(
      tabs.map(({ monitor }) => monitor.getSnapshot().source).filter((source) => source === 'shared'),
    ).toHaveLength(9)
  })

  it('are up to date with a heartbeat that is slower than their polls', async () => {
    const browser = fakeBrowser()
    const backEnd = pushingBackEnd(browser.endpoint)
    const tabs = await openTabs(browser, 3, { stream: eventStream(), interval: 5000 })
    await browser.clock.advance(100)
    for (let second = 1; second <= 120; second++) {
      await browser.clock.advance(1000)
      if (second % 15 === 0) backEnd.send(':\n\n')
      await browser.clock.advance(5)
      expect(tabs.map(({ monitor }) => monitor.getSnapshot().isStale)).toEqual([false, false, false])
    }
    expect(backEnd.probes).toBe(1)
  })

  it('hold one again once the tab that listened is gone, at once (H30)', async () => {
    const browser = fakeBrowser()
    const backEnd = pushingBackEnd(browser.endpoint)
    const tabs = await openTabs(browser, 3, { stream: eventStream() })
    await browser.clock.advance(100)
    tabs[0]!.stop()
    await browser.clock.advance(500)
    expect(backEnd).toMatchObject({ listeners: 1, probes: 1 })
    expect(backEnd.streams).toHaveLength(2)
  })
})

describe('eventStream', () => {
  it.each([5, '', null])('refuses %j for a url', (url) => {
    expect(() => eventStream({ url: url as never })).toThrow(/option `url` of eventStream: expected url, got/)
  })

  it('is the only thing that the option takes', () => {
    expect(() => scene({ stream: true as never })).toThrow('option `stream`: expected function, got true')
  })
})
