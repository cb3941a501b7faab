import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { HealthAttempt } from '../../src/monitor/healthTally.js'
import { NotHealthyError } from '../../src/monitor/notHealthyError.js'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import type { WaitForHealthyOptions } from '../../src/monitor/waitForHealthy.js'
import { waitForHealthy } from '../../src/monitor/waitForHealthy.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import type { Answer } from '../../src/testing/fakeEndpoint.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { FakeClock, settle } from '../../src/testing/fakeClock.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'
import { aReport } from '../../src/testing/reports.js'
import type { Clock } from '../../src/time/clock.js'
import { misbehavingServer } from './misbehavingServer.js'
import { scene } from './world.js'

const URL_OF_HEALTH = 'https://api.test/health'
const DEGRADED = { components: { search: { status: 'unhealthy', critical: false } } } as const
const REFUSED: Answer = { kind: 'refuse' }
const HANGING: Answer = { kind: 'hang' }

/** How a wait came out, if it has. */
interface Outcome {
  snapshot?: Snapshot
  error?: unknown
}

/** What came of a wait, as soon as it has ended. */
function outcomeOf(waiting: Promise<Snapshot>): Outcome {
  const outcome: Outcome = {}
  waiting.then(
    (snapshot) => (outcome.snapshot = snapshot),
    (error: unknown) => (outcome.error = error),
  )
  return outcome
}

/** A wait for a url in a world by hand, whose back end answers like this. */
function waitingFor(answer: Answer, options: WaitForHealthyOptions = {}, given = fakeEnvironment()) {
  const world = { ...given, random: () => 0.5 }
  const { clock, endpoint } = world
  const attempts: HealthAttempt[] = []
  const sentAt: number[] = []
  const errors: unknown[] = []
  const caller = new AbortController()
  endpoint.answer(answer)
  const environment = {
    ...world,
    fetch: ((input, init) => {
      sentAt.push(clock.now())
      return endpoint.fetch(input, init)
    }) satisfies typeof fetch,
  }
  const outcome = outcomeOf(
    waitForHealthy(URL_OF_HEALTH, {
      environment,
      signal: caller.signal,
      onAttempt: (attempt) => attempts.push(attempt),
      logger: { warn: () => {}, error: (message, error) => errors.push(message, error) },
      ...options,
    }),
  )
  return { clock, endpoint, attempts, sentAt, errors, caller, outcome }
}

const report = (sketch: Parameters<typeof aReport>[0]): Answer => ({
  kind: 'report',
  report: aReport(sketch),
})
const status = (code: number, headers: HeadersInit = {}): Answer => ({
  kind: 'status',
  status: code,
  headers,
})

describe('a url', () => {
  it('that is healthy is asked once and at once, and nothing is left behind', async () => {
    const { clock, endpoint, outcome, attempts } = waitingFor(report({}))
    await clock.advance(0)
    expect(outcome.snapshot).toMatchObject({ status: 'healthy', source: 'live' })
    expect(endpoint.requests.map(({ url }) => url)).toEqual([URL_OF_HEALTH])
    expect(attempts).toEqual([
      { attempt: 1, elapsedMs: 0, status: 'healthy', cause: null, snapshot: outcome.snapshot },
    ])
    expect(clock.pendingTimers).toBe(0)
  })

  it('that is not there yet is asked every 2 s until it is', async () => {
    const { clock, endpoint, outcome, sentAt, caller } = waitingFor(REFUSED)
    await clock.advance(4000)
    endpoint.report()
    await clock.advance(1999)
    expect(outcome).toEqual({})
    await clock.advance(1)
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(sentAt).toEqual([0, 2000, 4000, 6000])
    expect(clock.pendingTimers).toBe(0)
    expect(getEventListeners(caller.signal, 'abort')).toEqual([])
  })

  it.each([
    [0, 900],
    [1, 1100],
  ])('is asked at an interval of its own, ± 10 % (chance %d)', async (chance, wait) => {
    const world = { ...fakeEnvironment(), random: () => chance }
    world.endpoint.answer(REFUSED)
    const outcome = outcomeOf(waitForHealthy(URL_OF_HEALTH, { environment: world, interval: 1000 }))
    await world.clock.advance(wait - 0.001)
    expect(world.endpoint.requests).toHaveLength(1)
    await world.clock.advance(0.001)
    expect(world.endpoint.requests).toHaveLength(2)
    expect(outcome).toEqual({})
  })

  it('is asked one request at a time, the next one after the answer to the last', async () => {
    const { clock, endpoint, attempts, sentAt } = waitingFor(HANGING)
    await clock.advance(4999)
    expect(endpoint.open).toBe(1)
    await clock.advance(2002)
    expect(sentAt).toEqual([0, 7000])
    expect(attempts).toMatchObject([{ attempt: 1, elapsedMs: 5000, status: 'unhealthy', cause: 'timeout' }])
  })

  it('that is degraded takes requests, which is enough', async () => {
    const { clock, outcome } = waitingFor(report(DEGRADED))
    await clock.advance(0)
    expect(outcome.snapshot).toMatchObject({ status: 'degraded', affected: ['search'] })
  })

  it.each([
    ['unhealthy', report({ status: 'unhealthy' }), 'unhealthy'],
    ['unknown by its own word', report({ status: 'unknown' }), 'unknown'],
    ['behind a gateway that does not reach it', status(502), 'unhealthy'],
    ['without a health endpoint yet', status(404), 'unknown'],
    ['limiting our rate', status(429), 'unknown'],
  ])('that is %s is not enough, nor a reason to wait longer', async (_, answer, headline) => {
    const { clock, endpoint, outcome, attempts } = waitingFor(answer)
    await clock.advance(0)
    expect(attempts).toMatchObject([{ status: headline }])
    expect(outcome).toEqual({})
    endpoint.report()
    await clock.advance(2000)
    expect(outcome.snapshot?.status).toBe('healthy')
  })

  it('is not enough before `isReady` says so, which is asked of what is healthy or degraded alone', async () => {
    const asked: Snapshot['status'][] = []
    const { clock, endpoint, outcome } = waitingFor(REFUSED, {
      isReady(snapshot) {
        asked.push(snapshot.status)
        return snapshot.status === 'healthy'
      },
    })
    await clock.advance(0)
    endpoint.report(DEGRADED)
    await clock.advance(2000)
    expect(outcome).toEqual({})
    endpoint.report()
    await clock.advance(2000)
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(asked).toEqual(['degraded', 'healthy'])
  })

  it('ends the wait with what `isReady` throws', async () => {
    const mistake = new Error('no such component')
    const { clock, outcome } = waitingFor(report({}), {
      isReady() {
        throw mistake
      },
    })
    await clock.advance(0)
    expect(outcome.error).toBe(mistake)
    expect(clock.pendingTimers).toBe(0)
  })

  it('is believed without damping: an unhealthy report is shown at once', async () => {
    const { clock, endpoint, attempts } = waitingFor(report({}), { isReady: () => false })
    await clock.advance(0)
    endpoint.report({ status: 'unhealthy' })
    await clock.advance(2000)
    expect(attempts.map(({ status: seen }) => seen)).toEqual(['healthy', 'unhealthy'])
  })

  it('may be relative where there is a page', async () => {
    const world = fakeEnvironment({ baseUrl: 'https://app.test/shop/' })
    const outcome = outcomeOf(waitForHealthy('/api/health', { environment: world }))
    await world.clock.advance(0)
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(world.endpoint.requests[0]?.url).toBe('https://app.test/api/health')
  })

  it('may be a URL', async () => {
    const world = fakeEnvironment()
    const outcome = outcomeOf(waitForHealthy(new URL(URL_OF_HEALTH), { environment: world }))
    await world.clock.advance(0)
    expect(outcome.snapshot?.status).toBe('healthy')
  })
})

describe('a back end that says when to ask again', () => {
  it('is heard: Retry-After is a floor, with spread', async () => {
    const { clock, sentAt } = waitingFor(status(503, { 'retry-after': '5' }))
    await clock.advance(11_000)
    expect(sentAt).toEqual([0, 5500, 11_000])
  })

  it('is heard as to the least interval of any caller', async () => {
    const { clock, sentAt } = waitingFor(report({ status: 'unhealthy', poll: { minMs: 10_000 } }))
    await clock.advance(11_000)
    expect(sentAt).toEqual([0, 11_000])
  })

  it('does not make the interval shorter', async () => {
    const { clock, sentAt } = waitingFor(status(503, { 'retry-after': '1' }))
    await clock.advance(2000)
    expect(sentAt).toEqual([0, 2000])
  })

  it('is asked once more before the time is up, whatever it says', async () => {
    const { clock, endpoint, outcome, sentAt } = waitingFor(status(503, { 'retry-after': '120' }))
    await clock.advance(54_999)
    endpoint.report()
    await clock.advance(1)
    expect(sentAt).toEqual([0, 55_000])
    expect(outcome.snapshot?.status).toBe('healthy')
  })
})

describe('a wait', () => {
  it('ends after 60 s with an error that says what, for how long, how often and why', async () => {
    const { clock, outcome, attempts } = waitingFor(REFUSED)
    await clock.advance(59_998)
    expect(outcome).toEqual({})
    await clock.advance(2)
    const { error } = outcome as { error: NotHealthyError }
    expect(error).toBeInstanceOf(NotHealthyError)
    expect(error).toMatchObject({
      name: 'NotHealthyError',
      url: URL_OF_HEALTH,
      waitedMs: 60_000,
      attempts: 30,
      snapshot: { status: 'unhealthy', cause: 'unreachable' },
    })
    expect(error.message).toBe(
      `${URL_OF_HEALTH} did not become healthy within 60000 ms, asked 30 times. ` +
        'The status is unhealthy since 2026-01-01T00:00:00.000Z. ' +
        'The last probes did not reach the back end, or a gateway said that it could not. ' +
        'See that it runs and that this is its health endpoint, or wait longer (`timeout`).',
    )
    expect(attempts).toHaveLength(30)
    expect(clock.pendingTimers).toBe(0)
  })

  it('names the status code and the components at fault in its error', async () => {
    const components = { database: { status: 'unhealthy', error: { code: 'ECONNREFUSED' } } } as const
    const { clock, outcome } = waitingFor(report({ components }), { timeout: 1000 })
    await clock.advance(1000)
    expect((outcome.error as Error).message).toContain(
      'within 1000 ms, asked once. The status is unhealthy since 2026-01-01T00:00:00.000Z. ' +
        'The back end names components that are not healthy. The answer had the status code 503. ' +
        'Not healthy: database: unhealthy (ECONNREFUSED), critical.',
    )
  })

  it('ends in time where the answer does not, with that as its cause', async () => {
    const { clock, endpoint, outcome } = waitingFor(HANGING, { timeout: 3000 })
    await clock.advance(2999)
    expect(outcome).toEqual({})
    await clock.advance(1)
    expect(outcome.error).toMatchObject({ waitedMs: 3000, attempts: 1, snapshot: { cause: 'timeout' } })
    expect(endpoint.open).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })

  it('asks no more in what is left of a millisecond when a timer has come early', async () => {
    const world = fakeEnvironment()
    const hasty: Clock = {
      now: () => world.clock.now(),
      wallNow: () => world.clock.wallNow(),
      clearTimeout: (timer) => world.clock.clearTimeout(timer),
      setTimeout: (callback, delay) => world.clock.setTimeout(callback, delay - 0.9),
    }
    world.endpoint.answer(REFUSED)
    const outcome = outcomeOf(
      waitForHealthy(URL_OF_HEALTH, { environment: { ...world, clock: hasty }, timeout: 1000 }),
    )
    await world.clock.advance(1000)
    expect(outcome.error).toMatchObject({ attempts: 1, snapshot: { cause: 'unreachable' } })
    expect(world.endpoint.requests).toHaveLength(1)
  })

  it('may go on for ever', async () => {
    const { clock, endpoint, outcome } = waitingFor(REFUSED, { timeout: Infinity })
    await clock.advance(600_000)
    expect(outcome).toEqual({})
    endpoint.report()
    await clock.advance(2000)
    expect(outcome.snapshot?.status).toBe('healthy')
  })

  it.each([
    ['between two requests', REFUSED, 1000],
    ['while one is under way', HANGING, 1000],
  ])('ends at once with the reason of its signal, %s', async (_, answer, after) => {
    const { clock, endpoint, outcome, caller, attempts } = waitingFor(answer)
    await clock.advance(after)
    const known = attempts.length
    const reason = new Error('not needed any more')
    caller.abort(reason)
    await clock.advance(0)
    expect(outcome.error).toBe(reason)
    expect(endpoint.open).toBe(0)
    expect(clock.pendingTimers).toBe(0)
    expect(getEventListeners(caller.signal, 'abort')).toEqual([])
    await clock.advance(60_000)
    expect(endpoint.requests).toHaveLength(1)
    expect(attempts).toHaveLength(known)
  })

  it('whose signal has been aborted already asks nothing', async () => {
    const reason = new Error('too late')
    const { clock, endpoint, outcome } = waitingFor(report({}), { signal: AbortSignal.abort(reason) })
    await clock.advance(0)
    expect(outcome.error).toBe(reason)
    expect(endpoint.requests).toEqual([])
    const it = scene()
    const watched = outcomeOf(waitForHealthy(it.monitor, { signal: AbortSignal.abort(reason) }))
    await it.clock.advance(0)
    expect(watched.error).toBe(reason)
    expect(it.endpoint.requests).toEqual([])
  })

  it('that is aborted by what hears of its attempts asks no more', async () => {
    const caller = new AbortController()
    const reason = new Error('enough of it')
    const { clock, outcome } = waitingFor(REFUSED, {
      signal: caller.signal,
      onAttempt: () => caller.abort(reason),
    })
    await clock.advance(0)
    expect(outcome.error).toBe(reason)
    expect(clock.pendingTimers).toBe(0)
  })

  it.each([
    ['throws', () => Promise.reject(new Error('no disk'))],
    [
      'rejects',
      () => {
        throw new Error('no disk')
      },
    ],
  ])('goes on when what hears of its attempts %s', async (_, onAttempt) => {
    const { clock, endpoint, outcome, errors } = waitingFor(REFUSED, { onAttempt })
    await clock.advance(0)
    endpoint.report()
    await clock.advance(2000)
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(errors).toHaveLength(4)
    expect(errors.slice(0, 2)).toEqual([
      'react-api-status: `onAttempt` threw; waitForHealthy goes on without it.',
      new Error('no disk'),
    ])
  })

  it('needs nobody who hears of its attempts', async () => {
    const { clock, outcome, errors } = waitingFor(report({}), { onAttempt: undefined })
    await clock.advance(0)
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(errors).toEqual([])
  })

  it('counts attempts and the time since it began', async () => {
    const world = fakeEnvironment()
    await world.clock.advance(123)
    const { clock, attempts } = waitingFor(REFUSED, {}, world)
    await clock.advance(4000)
    expect(attempts.map(({ attempt, elapsedMs }) => [attempt, elapsedMs])).toEqual([
      [1, 0],
      [2, 2000],
      [3, 4000],
    ])
  })

  it.each([
    [{ timeout: 0 }, 'waitForHealthy: timeout: expected milliseconds from 1, got 0.'],
    [{ timeout: Number.NaN }, 'waitForHealthy: timeout: expected milliseconds from 1, got NaN.'],
    [{ interval: 2 }, 'waitForHealthy: interval: expected milliseconds from 100, got 2.'],
    [{ interval: Infinity }, 'waitForHealthy: interval: expected milliseconds from 100, got Infinity.'],
  ])('is not begun with %o', async (options, message) => {
    const { clock, endpoint, outcome } = waitingFor(report({}), options)
    await clock.advance(0)
    expect(outcome.error).toBeInstanceOf(RangeError)
    expect((outcome.error as Error).message).toContain(message)
    expect(endpoint.requests).toEqual([])
  })

  it.each([
    '/api/health',
    'localhost:8000/health',
    'undefined/health',
    'ftp://api.test/http:',
    '',
    undefined,
  ])('is not begun for the url %s where there is no page', async (url) => {
    const waiting = waitForHealthy(url as string)
    await expect(waiting).rejects.toThrow(TypeError)
    await expect(waiting).rejects.toThrow(
      `react-api-status: waitForHealthy: expected an absolute url with http: or https:, got '${url}'. ` +
        'Only a page has an address that a relative one could be read against.',
    )
  })
})

describe('a monitor', () => {
  it('is started for as long as it takes, and left with nothing', async () => {
    const it = scene()
    it.endpoint.answer(REFUSED)
    const attempts: HealthAttempt[] = []
    const outcome = outcomeOf(waitForHealthy(it.monitor, { onAttempt: (attempt) => attempts.push(attempt) }))
    await it.clock.advance(0)
    expect(attempts).toMatchObject([{ attempt: 1, status: 'unhealthy', cause: 'unreachable' }])
    it.endpoint.report()
    await it.nextPoll()
    expect(outcome.snapshot).toBe(it.monitor.getSnapshot())
    expect(outcome.snapshot?.status).toBe('healthy')
    expect(attempts.map(({ attempt, status: seen }) => [attempt, seen])).toEqual([
      [1, 'unhealthy'],
      [2, 'healthy'],
    ])
    expect([it.clock.pendingTimers, it.world.listeners, it.endpoint.open]).toEqual([0, 0, 0])
  })

  it('goes on for whoever else has started it', async () => {
    const it = scene()
    await it.begin()
    const outcome = outcomeOf(waitForHealthy(it.monitor))
    await it.clock.advance(0)
    await it.clock.advance(2000)
    expect(outcome.snapshot?.status).toBe('healthy')
    const before = it.endpoint.requests.length
    await it.nextPoll()
    expect(it.endpoint.requests.length).toBe(before + 1)
  })

  it('does not count with what it remembers of an earlier visit', async () => {
    const it = scene({ initialReport: { status: 'healthy' } })
    it.endpoint.answer(HANGING)
    const outcome = outcomeOf(waitForHealthy(it.monitor, { timeout: 4000 }))
    await it.clock.advance(3999)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'restored' })
    expect(outcome).toEqual({})
    await it.clock.advance(1)
    expect(outcome.error).toMatchObject({ url: null, waitedMs: 4000, attempts: 0 })
    expect((outcome.error as Error).message).toMatch(
      /^The back end did not become healthy within 4000 ms, asked 0 times\. /,
    )
    expect([it.clock.pendingTimers, it.world.listeners, it.endpoint.open]).toEqual([0, 0, 0])
  })

  it('does not count with what is restored, however fresh it looks', async () => {
    const monitor = fakeMonitor({
      clock: new FakeClock(),
      snapshot: { status: 'healthy', source: 'restored' },
    })
    const outcome = outcomeOf(waitForHealthy(monitor))
    await settle()
    expect(outcome).toEqual({})
    monitor.set({ snapshot: { source: 'shared' } })
    await settle()
    expect(outcome.snapshot?.source).toBe('shared')
  })

  it('that is answered after the wait is over is not looked at', async () => {
    const clock = new FakeClock()
    let answer = () => {}
    const monitor = fakeMonitor({
      clock,
      snapshot: { status: 'healthy', source: 'live' },
      timing: { lastChecked: 1 },
      onCheck: () => new Promise((resolve) => (answer = resolve)),
    })
    const asked: unknown[] = []
    const outcome = outcomeOf(
      waitForHealthy(monitor, {
        timeout: 1000,
        onAttempt: (attempt) => asked.push(attempt),
        isReady: (snapshot) => asked.push(snapshot) > 0,
      }),
    )
    await clock.advance(1000)
    expect(outcome.error).toBeInstanceOf(NotHealthyError)
    answer()
    await clock.advance(0)
    expect(asked).toEqual([])
  })

  it('does not count with what it found before it was started', async () => {
    const it = scene()
    const stop = await it.begin()
    stop()
    it.endpoint.answer(REFUSED)
    await it.clock.advance(10_000)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
    const outcome = outcomeOf(waitForHealthy(it.monitor, { timeout: 4000 }))
    await it.clock.advance(4000)
    expect(outcome.error).toMatchObject({ snapshot: { status: 'unhealthy', cause: 'unreachable' } })
  })

  it('is not healthy on the word of a cache that has kept it for too long', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'report', report: aReport(), headers: { age: '3600' } })
    const outcome = outcomeOf(waitForHealthy(it.monitor, { timeout: 1000 }))
    await it.clock.advance(1000)
    expect(outcome.error).toMatchObject({ snapshot: { status: 'healthy', isStale: true } })
  })

  it('may have heard it from another tab', async () => {
    const browser = fakeBrowser()
    const [first, second] = [browser.openTab(), browser.openTab()]
    const stop = createMonitor(first).start()
    onTestFinished(stop)
    await browser.clock.advance(200)
    const outcome = outcomeOf(waitForHealthy(createMonitor(second)))
    await browser.clock.advance(3000)
    expect(outcome.snapshot).toMatchObject({ status: 'healthy', source: 'shared' })
    expect(second.requests).toBe(0)
  })

  it('is waited for no longer when the signal aborts', async () => {
    const it = scene()
    it.endpoint.answer(REFUSED)
    const caller = new AbortController()
    const outcome = outcomeOf(waitForHealthy(it.monitor, { signal: caller.signal }))
    await it.clock.advance(500)
    const reason = new Error('not needed any more')
    caller.abort(reason)
    await it.clock.advance(0)
    expect(outcome.error).toBe(reason)
    expect([it.clock.pendingTimers, it.world.listeners, it.endpoint.open]).toEqual([0, 0, 0])
  })

  it('ends the wait with what `isReady` throws', async () => {
    const it = scene()
    const mistake = new Error('no such component')
    const outcome = outcomeOf(
      waitForHealthy(it.monitor, {
        isReady() {
          throw mistake
        },
      }),
    )
    await it.clock.advance(0)
    expect(outcome.error).toBe(mistake)
    expect(it.clock.pendingTimers).toBe(0)
  })

  it('by hand, in a test of an app, will do', async () => {
    const monitor = fakeMonitor({ snapshot: { status: 'unhealthy', cause: 'unreachable', source: 'live' } })
    const waiting = waitForHealthy(monitor)
    expect(monitor.starts).toBe(1)
    await Promise.resolve()
    monitor.set({ snapshot: { status: 'healthy', cause: null } })
    expect(await waiting).toMatchObject({ status: 'healthy' })
    expect(monitor.starts).toBe(0)
  })
})

describe('a real server', () => {
  it('that starts late is waited for', async () => {
    const server = createServer((_, response) => response.end('{"status":"ok"}'))
    const port = await freePort()
    const attempts: HealthAttempt[] = []
    const snapshot = await waitForHealthy(`http://127.0.0.1:${port}/health`, {
      interval: 100,
      onAttempt(attempt) {
        attempts.push(attempt)
        if (attempt.attempt === 2) server.listen(port, '127.0.0.1')
      },
    })
    onTestFinished(() => void server.close())
    expect(snapshot).toMatchObject({ status: 'healthy', source: 'live', httpStatus: 200 })
    expect(attempts.slice(0, 2)).toMatchObject([{ cause: 'unreachable' }, { cause: 'unreachable' }])
    expect(attempts.at(-1)).toMatchObject({ status: 'healthy' })
  })

  it('that never answers keeps no connection once the wait is over', async () => {
    const server = await misbehavingServer(() => {})
    onTestFinished(() => server.stop())
    await expect(waitForHealthy(server.url, { timeout: 200 })).rejects.toMatchObject({
      name: 'NotHealthyError',
      attempts: 1,
      snapshot: { cause: 'timeout' },
    })
    await expect.poll(() => server.open.now).toBe(0)
    expect(server.hits).toHaveLength(1)
  })
})

/** One that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
