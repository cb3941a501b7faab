import { describe, expect, it } from 'vitest'
import type { Scene } from './world.js'
import { scene } from './world.js'

const requests = (it: Scene) => it.endpoint.requests.length
const refuses = (it: Scene) => it.endpoint.answer({ kind: 'refuse' })

describe('a monitor', () => {
  it('sends nothing before it is started', async () => {
    const it = scene()
    await it.clock.advance(3_600_000)
    expect(requests(it)).toBe(0)
    expect(it.clock.pendingTimers).toBe(0)
    expect(it.world.listeners).toBe(0)
  })

  it('sends a simple request: no credentials, no header of ours, never from the cache (R24, R25)', async () => {
    const it = scene({ url: 'https://api.example/health' })
    await it.begin()
    const [request] = it.endpoint.requests
    expect(request).toMatchObject({ method: 'GET', cache: 'no-store', credentials: 'omit', mode: 'cors' })
    expect([...(request?.headers.keys() ?? [])]).toEqual([])
  })

  it('is one poller with one first request however often it is started (R35)', async () => {
    const it = scene()
    it.monitor.start()()
    const stops = [it.monitor.start(), it.monitor.start()]
    await it.clock.advance(0)
    expect(requests(it)).toBe(1)
    stops[0]?.()
    stops[0]?.()
    await it.clock.advance(60_000)
    expect(requests(it)).toBeGreaterThan(1)
  })

  it.each([
    ['at rest', { kind: 'status', status: 200 } as const, 0],
    ['with a probe in flight', { kind: 'hang' } as const, 1],
  ])('leaves no timer, listener or request at its last stop, %s (R35)', async (_when, answer, open) => {
    const it = scene()
    const stop = await it.begin()
    it.monitor.onRecovered(() => {})
    it.endpoint.answer(answer)
    await it.nextPoll()
    expect(it.endpoint.open).toBe(open)
    stop()
    await it.clock.advance(0)
    expect(it.clock.pendingTimers).toBe(0)
    expect(it.world.listeners).toBe(0)
    expect(it.endpoint.open).toBe(0)
    expect(it.monitor.getTiming().nextCheckAt).toBeNull()
    const sent = requests(it)
    await it.clock.advance(600_000)
    expect(requests(it)).toBe(sent)
  })

  it('begins anew after a stop', async () => {
    const it = scene()
    const stop = await it.begin()
    stop()
    refuses(it)
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', isStale: true })
  })

  it('polls every interval, give or take a tenth (R29)', async () => {
    const it = scene({ interval: 10_000 })
    await it.begin()
    const gaps: number[] = []
    for (let poll = 0; poll < 50; poll++) {
      const before = it.clock.now()
      await it.nextPoll()
      gaps.push(it.clock.now() - before)
    }
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(11_002)
    expect(new Set(gaps).size).toBeGreaterThan(40)
  })

  it('polls as often as the report asks, within 5 s and 10 min', async () => {
    const waits: number[] = []
    for (const intervalMs of [60_000, 1, 86_400_000]) {
      const it = scene()
      it.endpoint.report({ poll: { intervalMs } })
      await it.begin()
      waits.push((it.monitor.getTiming().nextCheckAt ?? 0) - it.clock.wallNow())
    }
    expect(waits[0]).toBeGreaterThanOrEqual(54_000)
    expect(waits[1]).toBeGreaterThanOrEqual(4500)
    expect(waits[1]).toBeLessThanOrEqual(5500)
    expect(waits[2]).toBeLessThanOrEqual(660_000)
  })

  it('goes on when something of the environment throws (R39)', async () => {
    const it = scene({ interval: 10_000 })
    refuses(it)
    Object.assign(it.world.connectivity, {
      isOnline() {
        throw new Error('no navigator here')
      },
    })
    await it.begin()
    const checked = it.monitor.check()
    await it.clock.advance(30_000)
    expect((await checked).status).toBe('checking')
    expect(requests(it)).toBeGreaterThanOrEqual(3)
  })

  it('never has two probes in flight (R4)', async () => {
    const it = scene({ timeout: 60_000, interval: 5000 })
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    it.world.signal('focus')
    it.world.setOnline(true)
    void it.monitor.check()
    await it.clock.advance(50_000)
    expect(requests(it)).toBe(1)
  })
})

describe('a hidden page', () => {
  it('is not polled for, and shows when it is (R9)', async () => {
    const it = scene()
    await it.begin()
    it.world.setVisible(false)
    expect(it.monitor.getTiming().nextCheckAt).toBeNull()
    await it.clock.advance(3_600_000)
    expect(requests(it)).toBe(1)
    it.world.setVisible(true)
    await it.clock.advance(0)
    expect(requests(it)).toBe(2)
  })

  it('that comes back soon goes on where it was (R9)', async () => {
    const it = scene()
    await it.begin()
    const due = it.monitor.getTiming().nextCheckAt
    await it.clock.advance(5000)
    it.world.setVisible(false)
    await it.clock.advance(5000)
    it.world.setVisible(true)
    await it.clock.advance(0)
    expect(requests(it)).toBe(1)
    expect(it.monitor.getTiming().nextCheckAt).toBe(due)
  })

  it('whose probe landed while nobody looked is not probed for again at once', async () => {
    const it = scene()
    await it.begin()
    let answer: (response: Response) => void = () => {}
    it.endpoint.answer({
      kind: 'respond',
      respond: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    await it.nextPoll()
    it.world.setVisible(false)
    answer(new Response('ok'))
    await it.clock.advance(1000)
    it.world.setVisible(true)
    await it.clock.advance(1000)
    expect(requests(it)).toBe(2)
  })

  it('that comes back after a failure is probed for at once', async () => {
    const it = scene()
    refuses(it)
    await it.begin()
    it.world.setVisible(false)
    await it.clock.advance(1000)
    it.world.setVisible(true)
    await it.clock.advance(0)
    expect(requests(it)).toBe(2)
  })

  it('from the start is probed for when it is first seen (R9)', async () => {
    const it = scene({}, { isVisible: false })
    await it.begin()
    await it.clock.advance(60_000)
    expect(requests(it)).toBe(0)
    it.world.setVisible(true)
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })

  it('is polled for where that is wanted, more slowly while the back end is down', async () => {
    const it = scene({ pauseWhenHidden: false }, { isVisible: false })
    refuses(it)
    await it.begin()
    await it.nextPoll()
    await it.nextPoll()
    const wait = (it.monitor.getTiming().nextCheckAt ?? 0) - it.clock.wallNow()
    expect(wait).toBeGreaterThanOrEqual(300_000 * 0.85)
  })

  it('can be asked all the same', async () => {
    const it = scene({}, { isVisible: false })
    await it.begin()
    void it.monitor.check()
    await it.clock.advance(0)
    expect(requests(it)).toBe(1)
    await it.clock.advance(600_000)
    expect(requests(it)).toBe(1)
  })
})

describe('the return of a user', () => {
  it('is one probe, however many signals it gives (R2, R10, R12)', async () => {
    const it = scene()
    await it.begin()
    it.world.setVisible(false)
    await it.clock.sleep(3_600_000)
    it.world.signal('resume')
    it.world.signal('restore')
    it.world.setVisible(true)
    it.world.signal('focus')
    it.world.setOnline(true)
    await it.clock.advance(300)
    it.world.signal('focus')
    await it.clock.advance(5000)
    expect(requests(it)).toBe(2)
  })

  it('gives at most one probe in two seconds while the back end is down, beside the scheduled ones (R2)', async () => {
    const it = scene()
    const sentAt: number[] = []
    it.endpoint.answer({
      kind: 'respond',
      respond: () => {
        sentAt.push(it.clock.now())
        throw new TypeError('Failed to fetch')
      },
    })
    await it.begin()
    await it.clock.advance(600)
    for (let signal = 0; signal < 100; signal++) {
      it.world.signal('focus')
      it.world.setOnline(signal % 2 === 0)
      await it.clock.advance(100)
    }
    expect(sentAt.length).toBeGreaterThan(5)
    const [, ...later] = sentAt
    for (const [index, at] of later.entries()) {
      const isThirdWithin = (later[index + 2] ?? Infinity) - at < 2000
      expect(isThirdWithin, `three probes within 2 s of ${at}: ${sentAt.join(', ')}`).toBe(false)
    }
  })

  it('whose network comes back just after a probe failed is probed for again within two seconds', async () => {
    const it = scene({}, { isOnline: false })
    refuses(it)
    await it.begin()
    it.world.setVisible(false)
    await it.clock.sleep(3_600_000)
    it.world.setVisible(true)
    await it.clock.advance(300)
    expect(it.monitor.getSnapshot().status).toBe('offline')
    it.endpoint.report()
    it.world.setOnline(true)
    await it.clock.advance(2000)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })

  it('to a fresh and healthy status sends nothing', async () => {
    const it = scene()
    await it.begin()
    await it.clock.advance(10_000)
    it.world.signal('focus')
    await it.clock.advance(0)
    expect(requests(it)).toBe(1)
  })

  it('from a night with the lid closed is one probe, and changes nothing before its answer (R10)', async () => {
    const it = scene()
    await it.begin()
    const before = it.monitor.getSnapshot()
    it.endpoint.answer({ kind: 'hang' })
    await it.clock.sleep(8 * 3_600_000)
    expect(requests(it)).toBe(2)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: true, since: before.since })
    it.endpoint.report()
    await it.clock.advance(1000)
    expect(requests(it)).toBe(2)
  })
})

describe('a probe that spans a freeze', () => {
  it('is dropped, and asked again (R11)', async () => {
    const it = scene({ timeout: 5000 })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    await it.nextPoll()
    it.world.signal('freeze')
    it.endpoint.report()
    await it.clock.sleep(60_000)
    it.world.signal('resume')
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(requests(it)).toBe(3)
  })

  it('is dropped too where nobody said that the page froze (R11)', async () => {
    const it = scene({ timeout: 5000, failuresToTrip: 1 })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    await it.nextPoll()
    it.endpoint.report()
    await it.clock.sleep(60_000)
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })
})

describe('online and offline', () => {
  it('each trigger a probe; neither is believed by itself (R2)', async () => {
    const it = scene()
    await it.begin()
    await it.clock.advance(3000)
    it.world.setOnline(false)
    await it.clock.advance(0)
    expect(requests(it)).toBe(2)
    expect(it.monitor.getSnapshot().status).toBe('healthy')

    refuses(it)
    await it.clock.advance(3000)
    it.world.setOnline(false)
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('offline')
    await it.clock.advance(3000)
    it.world.setOnline(true)
    expect(it.monitor.getSnapshot().status).toBe('offline')
    it.endpoint.report()
    await it.nextPoll()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })

  it('do not end polling when the browser is wrong for ever (R1)', async () => {
    const it = scene({}, { isOnline: false })
    await it.begin()
    for (let poll = 0; poll < 5; poll++) await it.nextPoll()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(requests(it)).toBe(6)
  })
})

describe('check()', () => {
  it('resolves with the snapshot after the probe, and publishes the new schedule', async () => {
    const it = scene()
    await it.begin()
    await it.clock.advance(5000)
    it.endpoint.report({ components: { search: 'degraded' } })
    const checked = it.monitor.check()
    await it.clock.advance(0)
    expect((await checked).status).toBe('degraded')
    expect(it.monitor.getTiming().lastChecked).toBe(it.clock.wallNow())
  })

  it('probes at most once in two seconds, and whoever comes sooner waits for the next turn (R29)', async () => {
    const it = scene()
    await it.begin()
    const first = it.monitor.check()
    await it.clock.advance(0)
    await first
    let isSecondDone = false
    void it.monitor.check().then(() => {
      isSecondDone = true
    })
    void it.monitor.check()
    await it.clock.advance(1999)
    expect([requests(it), isSecondDone]).toEqual([2, false])
    await it.clock.advance(1)
    expect([requests(it), isSecondDone]).toEqual([3, true])
  })

  it('that waits for its turn is answered although the page is hidden meanwhile', async () => {
    const it = scene()
    await it.begin()
    void it.monitor.check()
    await it.clock.advance(0)
    let isDone = false
    void it.monitor.check().then(() => {
      isDone = true
    })
    it.world.setVisible(false)
    await it.clock.advance(2000)
    expect(isDone).toBe(true)
    expect(it.monitor.getTiming().nextCheckAt).toBeNull()
  })

  it('that waits for its turn is believed, whatever else brings a probe on meanwhile', async () => {
    const it = scene({ breaker: false })
    await it.begin()
    void it.monitor.check()
    await it.clock.advance(0)
    it.endpoint.answer({ kind: 'refuse' })
    const checked = it.monitor.check()
    await it.monitor.fetch('https://app.test/api/orders').catch(() => {})
    await it.clock.advance(2000)
    expect(await checked).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
  })

  it('joins the probe that is under way', async () => {
    const it = scene({ timeout: 5000 })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    await it.nextPoll()
    const checked = it.monitor.check()
    await it.clock.advance(5000)
    expect(await checked).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
    expect(requests(it)).toBe(2)
  })

  it('works without a start, and starts nothing', async () => {
    const it = scene()
    const checked = it.monitor.check()
    await it.clock.advance(0)
    expect((await checked).status).toBe('healthy')
    expect(it.clock.pendingTimers).toBe(0)
  })

  it('is let go at a stop', async () => {
    const it = scene()
    const stop = await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    const checked = it.monitor.check()
    await it.clock.advance(0)
    stop()
    expect((await checked).status).toBe('healthy')
  })
})

describe('a back end that turns us away', () => {
  it.each([401, 404, 429])('with a %i is asked a minute later from the first one on (R7)', async (status) => {
    const it = scene()
    it.endpoint.answer({ kind: 'status', status })
    await it.begin()
    const wait = (it.monitor.getTiming().nextCheckAt ?? 0) - it.clock.wallNow()
    expect(wait).toBeGreaterThanOrEqual(51_000)
    expect(wait).toBeLessThanOrEqual(69_000)
  })

  it('with a Retry-After is not asked before (R26)', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'status', status: 503, headers: { 'retry-after': '120' } })
    await it.begin()
    await it.clock.advance(119_999)
    expect(requests(it)).toBe(1)
    await it.clock.advance(121_000)
    expect(requests(it)).toBe(2)
  })
})

describe('a service worker before our own origin', () => {
  it('is passed by a parameter that changes, and where that is refused, once without (R24)', async () => {
    const it = scene({}, { hasServiceWorker: true })
    await it.begin()
    await it.nextPoll()
    const [one, two] = it.endpoint.requests.map(({ url }) => new URL(url).searchParams.get('_'))
    expect(one).toMatch(/^\d+$/)
    expect(two).not.toBe(one)

    const strict = scene({}, { hasServiceWorker: true })
    strict.endpoint.answer({
      kind: 'respond',
      respond: ({ url }) => new Response('ok', { status: new URL(url).search ? 400 : 200 }),
    })
    await strict.begin()
    expect(strict.monitor.getSnapshot().status).toBe('healthy')
    expect(strict.endpoint.requests).toHaveLength(2)
  })

  it('gets no parameter across origins (R25)', async () => {
    const it = scene({ url: 'https://api.example/health' }, { hasServiceWorker: true })
    await it.begin()
    expect(it.endpoint.requests[0]?.url).toBe('https://api.example/health')
  })
})

describe('a validator', () => {
  const tagged = { kind: 'status', status: 200, body: 'ok', headers: { etag: '"a"' } } as const

  it('is sent back on our own origin, and never across origins, where it would cost a preflight (R25)', async () => {
    const own = scene()
    own.endpoint.answer(tagged)
    await own.begin()
    await own.nextPoll()
    expect(own.endpoint.requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"'])

    const foreign = scene({ url: 'https://api.example/health' })
    foreign.endpoint.answer(tagged)
    await foreign.begin()
    await foreign.nextPoll()
    expect(foreign.endpoint.requests.map(({ headers }) => headers.has('if-none-match'))).toEqual([
      false,
      false,
    ])
  })
})

describe('headers of probes', () => {
  it('may come from a function that is asked each time, and may throw (R39)', async () => {
    let token = 'a'
    const it = scene({
      headers: () => {
        if (token === '') throw new Error('no token')
        return { authorization: token }
      },
    })
    await it.begin()
    token = 'b'
    await it.nextPoll()
    token = ''
    await it.nextPoll()
    expect(it.endpoint.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['a', 'b', null])
    expect(it.errors).toHaveLength(1)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })
})
