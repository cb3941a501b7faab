import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/testing/fakeEndpoint.js'
import { aReport } from '../../src/testing/reports.js'
import type { ReportSketch } from '../../src/testing/reports.js'
import { scene } from './world.js'

async function verdictOn(answer: Answer, options: Parameters<typeof scene> = []) {
  const it = scene(...options)
  it.endpoint.answer(answer)
  await it.begin()
  const { status, cause, device, backend, affected } = it.monitor.getSnapshot()
  return { status, cause, device, backend, affected, warnings: it.warnings }
}

const report = (sketch: ReportSketch): Answer => ({ kind: 'report', report: aReport(sketch) })
const status = (code: number, body: string | null = null, headers: HeadersInit = {}): Answer => ({
  kind: 'status',
  status: code,
  body,
  headers,
})
const html = (code: number, body = '<!doctype html><div id="root"></div>') =>
  status(code, body, { 'content-type': 'text/html' })

describe('what a report says', () => {
  it('is the headline when all is well', async () => {
    expect(await verdictOn(report({ components: { database: 'healthy' } }))).toMatchObject({
      status: 'healthy',
      cause: null,
      device: 'online',
      backend: 'reachable',
      affected: [],
    })
  })

  it('names the components at fault, critical ones first', async () => {
    const components = {
      mail: { status: 'unhealthy', critical: false },
      search: { status: 'degraded', critical: false },
      database: 'degraded',
      cache: 'healthy',
    } as const
    expect(await verdictOn(report({ components }))).toMatchObject({
      status: 'degraded',
      cause: 'component',
      affected: ['database', 'mail', 'search'],
    })
  })

  it('is read from a 503 as from a 200', async () => {
    expect(await verdictOn(report({ components: { database: 'unhealthy' } }))).toMatchObject({
      status: 'unhealthy',
      cause: 'component',
      backend: 'reachable',
    })
  })

  it('is at least degraded while it is read-only, whatever component is at fault', async () => {
    expect(await verdictOn(report({ status: 'healthy', readOnly: true }))).toMatchObject({
      status: 'degraded',
      cause: 'read-only',
    })
    expect(await verdictOn(report({ readOnly: true, components: { database: 'unhealthy' } }))).toMatchObject({
      status: 'unhealthy',
      cause: 'read-only',
    })
  })

  it('is not-ready when it is not healthy, names nothing, and wants no traffic', async () => {
    expect(await verdictOn(report({ status: 'unhealthy', ready: false }))).toMatchObject({
      status: 'unhealthy',
      cause: 'not-ready',
    })
  })

  it('stays healthy while an instance drains', async () => {
    expect(await verdictOn(report({ status: 'healthy', ready: false }))).toMatchObject({
      status: 'healthy',
      cause: null,
    })
  })

  it('is reported when nothing is named', async () => {
    expect(await verdictOn(report({ status: 'degraded' }))).toMatchObject({
      status: 'degraded',
      cause: 'reported',
    })
  })
})

describe('maintenance', () => {
  const now = Date.UTC(2026, 0, 1)
  const window = { id: 'm1', title: 'Upgrade', startsAt: now - 1000, endsAt: now + 60_000, components: [] }

  it('of the whole service makes a healthy report degraded', async () => {
    expect(await verdictOn(report({ maintenance: [window] }))).toMatchObject({
      status: 'degraded',
      cause: 'maintenance',
    })
  })

  it('of a component that is down is the cause', async () => {
    const answer = report({
      maintenance: [{ ...window, components: ['search'] }],
      components: { search: { status: 'unhealthy', critical: false } },
    })
    expect(await verdictOn(answer)).toMatchObject({ status: 'degraded', cause: 'maintenance' })
  })

  it('of one component is not the cause while another one is down', async () => {
    const answer = report({
      maintenance: [{ ...window, components: ['search'] }],
      components: { search: { status: 'unhealthy', critical: false }, database: 'unhealthy' },
    })
    expect(await verdictOn(answer)).toMatchObject({ status: 'unhealthy', cause: 'component' })
  })

  it('of a component that works changes nothing', async () => {
    const answer = report({
      maintenance: [{ ...window, components: ['search'] }],
      components: { search: 'healthy' },
    })
    expect(await verdictOn(answer)).toMatchObject({ status: 'healthy', cause: null })
  })

  it('that is over, or yet to come, changes nothing', async () => {
    const over = { ...window, endsAt: now - 1 }
    const toCome = { ...window, startsAt: now + 30_000 }
    expect(await verdictOn(report({ maintenance: [over, toCome] }))).toMatchObject({ status: 'healthy' })
  })

  it('known from the last report is why the back end does not answer', async () => {
    const it = scene()
    it.endpoint.report({ maintenance: [{ ...window, endsAt: now + 3_600_000 }] })
    await it.begin()
    it.endpoint.answer({ kind: 'refuse' })
    await it.nextPoll()
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'maintenance' })
  })
})

describe('without a report', () => {
  it('silence is a timeout (R4)', async () => {
    const it = scene({ timeout: 5000 })
    it.endpoint.answer({ kind: 'hang' })
    await it.begin()
    expect(it.monitor.getSnapshot().status).toBe('checking')
    await it.clock.advance(5000)
    expect(it.monitor.getSnapshot()).toMatchObject({
      status: 'unhealthy',
      cause: 'timeout',
      backend: 'unreachable',
    })
    expect(it.endpoint.open).toBe(0)
  })

  it('a body that never ends is a timeout too (R4)', async () => {
    const it = scene({ timeout: 5000 })
    const cancelled: unknown[] = []
    it.endpoint.answer({
      kind: 'respond',
      respond: () =>
        new Response(new ReadableStream({ cancel: (reason) => void cancelled.push(reason) }), {
          headers: { 'content-type': 'application/json' },
        }),
    })
    await it.begin()
    await it.clock.advance(5000)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
    expect(cancelled).toHaveLength(1)
  })

  it('a network error is unreachable, and offline when the browser says so too', async () => {
    expect(await verdictOn({ kind: 'refuse' })).toMatchObject({
      status: 'unhealthy',
      cause: 'unreachable',
      device: 'unknown',
      backend: 'unreachable',
    })
    expect(await verdictOn({ kind: 'refuse' }, [{}, { isOnline: false }])).toMatchObject({
      status: 'offline',
      cause: 'device-offline',
      device: 'offline',
      backend: 'unknown',
    })
  })

  it('an answer counts for more than a browser that says it is offline (R1)', async () => {
    expect(await verdictOn(report({}), [{}, { isOnline: false }])).toMatchObject({ status: 'healthy' })
  })

  it.each([502, 504, 520, 530])('a %i is a gateway that finds nobody', async (code) => {
    expect(await verdictOn(html(code))).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
  })

  it('any other 5xx is a server error; a 503 leaves open whose', async () => {
    expect(await verdictOn(html(500))).toMatchObject({
      status: 'unhealthy',
      cause: 'server-error',
      backend: 'reachable',
    })
    expect(await verdictOn(status(503))).toMatchObject({
      status: 'unhealthy',
      cause: 'server-error',
      backend: 'unknown',
    })
  })

  it('a 511 is a captive portal', async () => {
    expect(await verdictOn(html(511))).toMatchObject({
      status: 'offline',
      cause: 'captive-portal',
      device: 'offline',
    })
  })

  it('a web page over plain http is a captive portal once reports came from there', async () => {
    const url = 'http://api.example/health'
    const first = await verdictOn(html(200), [{ url }])
    expect(first).toMatchObject({ status: 'unknown', cause: 'invalid-response' })

    const it = scene({ url })
    await it.begin()
    it.endpoint.answer(html(200))
    await it.nextPoll()
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'offline', cause: 'captive-portal' })
  })

  it('a web page is a captive portal while the connectivity check fails, and not while it works', async () => {
    const connectivityUrl = 'https://connectivity.example/204'
    const respond = (canConnect: boolean) => (request: Request) => {
      if (request.url !== connectivityUrl)
        return new Response('<html>', { headers: { 'content-type': 'text/html' } })
      if (canConnect) return new Response(null, { status: 204 })
      throw new TypeError('Failed to fetch')
    }
    expect(
      await verdictOn({ kind: 'respond', respond: respond(false) }, [{ connectivityUrl }]),
    ).toMatchObject({ status: 'offline', cause: 'captive-portal' })
    expect(await verdictOn({ kind: 'respond', respond: respond(true) }, [{ connectivityUrl }])).toMatchObject(
      { status: 'unknown', cause: 'invalid-response' },
    )
  })

  it('a connectivity check without an answer has failed, and leaves the probe time to say so', async () => {
    const it = scene({ connectivityUrl: 'https://connectivity.example/204', timeout: 4000 })
    it.endpoint.answer({
      kind: 'respond',
      respond: ({ url }) =>
        url.includes('connectivity')
          ? new Promise(() => {})
          : new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    })
    await it.begin()
    await it.clock.advance(2000)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'offline', cause: 'captive-portal' })
  })

  it('a web page is an invalid response, and the warning names the likely causes (R3)', async () => {
    const verdict = await verdictOn(html(200))
    expect(verdict).toMatchObject({ status: 'unknown', cause: 'invalid-response' })
    expect(verdict.warnings).toEqual([
      expect.stringMatching(/https:\/\/app\.test\/api\/health.*proxy.*single-page.*login/),
    ])
  })

  it('nothing at all is healthy when the status code is', async () => {
    expect(await verdictOn(status(204))).toMatchObject({ status: 'healthy' })
    expect(await verdictOn(status(200, ''))).toMatchObject({ status: 'healthy' })
  })

  it('a bare word is taken at its word', async () => {
    expect(await verdictOn(status(200, 'OK'))).toMatchObject({ status: 'healthy' })
    expect(await verdictOn(status(200, 'degraded'))).toMatchObject({ status: 'degraded', cause: 'reported' })
    expect(await verdictOn(status(200, 'SERVER_IS_NOT_HEALTHY_YET'))).toMatchObject({
      status: 'unknown',
      cause: 'invalid-response',
    })
  })

  it.each([401, 403])(
    'a %i wants a login; on our own origin the warning names the credentials',
    async (code) => {
      const verdict = await verdictOn(html(code))
      expect(verdict).toMatchObject({ status: 'unknown', cause: 'needs-auth', backend: 'reachable' })
      expect(verdict.warnings).toEqual([expect.stringContaining("credentials: 'same-origin'")])
    },
  )

  it('a redirect that ends in a login page wants a login', async () => {
    const page = new Response('<form><input type="password"></form>', {
      headers: { 'content-type': 'text/html' },
    })
    Object.defineProperties(page, {
      redirected: { value: true },
      url: { value: 'https://app.test/account/start' },
    })
    expect(await verdictOn({ kind: 'respond', respond: () => page })).toMatchObject({
      status: 'unknown',
      cause: 'needs-auth',
    })
  })

  it.each([404, 405, 410])('a %i is a wrong url; the warning names it', async (code) => {
    const verdict = await verdictOn(html(code))
    expect(verdict).toMatchObject({ status: 'unknown', cause: 'misconfigured' })
    expect(verdict.warnings).toEqual([
      expect.stringContaining('no health endpoint at https://app.test/api/health'),
    ])
  })

  it('warns once for each cause', async () => {
    const it = scene()
    it.endpoint.answer(html(404))
    await it.begin()
    await it.nextPoll()
    await it.nextPoll()
    expect(it.warnings).toHaveLength(1)
  })

  it('a 429 before any report is unknown', async () => {
    expect(await verdictOn(status(429))).toMatchObject({ status: 'unknown', cause: 'rate-limited' })
  })

  it('a 429 leaves a healthy headline healthy until its report has grown old (R7)', async () => {
    const it = scene({ interval: 30_000 })
    await it.begin()
    it.endpoint.answer(status(429, null, { 'retry-after': '120' }))
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', cause: null, isStale: false })
    await it.clock.advance(45_000)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', cause: null, isStale: true })
  })

  it('a 429 is the cause of a headline that is not healthy', async () => {
    const it = scene()
    it.endpoint.report({ components: { search: { status: 'unhealthy', critical: false } } })
    await it.begin()
    it.endpoint.answer(status(429))
    await it.nextPoll()
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'degraded', cause: 'rate-limited' })
  })

  it('a 304 keeps the last report, and is asked again in full where there is none', async () => {
    const it = scene()
    it.endpoint.answer({
      kind: 'report',
      report: aReport({ components: { db: 'degraded' } }),
      headers: { etag: '"a"' },
    })
    await it.begin()
    it.endpoint.answer({
      kind: 'respond',
      respond: (request) =>
        request.headers.get('if-none-match') === '"a"'
          ? new Response(null, { status: 304 })
          : new Response('ok'),
    })
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'degraded', affected: ['db'], isStale: false })

    let asked = 0
    const answer: Answer = {
      kind: 'respond',
      respond: () => (asked++ === 0 ? new Response(null, { status: 304 }) : new Response('ok')),
    }
    expect(await verdictOn(answer)).toMatchObject({ status: 'healthy' })
    expect(asked).toBe(2)
  })
})

describe('an app that reads its own format', () => {
  const read = (_response: Response, body: string) =>
    body === 'all good, chief' ? aReport({ components: { boiler: 'healthy' } }) : null

  it('is asked before our own readers', async () => {
    expect(await verdictOn(status(200, 'all good, chief'), [{ read }])).toMatchObject({ status: 'healthy' })
    expect(await verdictOn(status(200, 'degraded'), [{ read }])).toMatchObject({ status: 'degraded' })
  })

  it('may pass formats, which are asked before our own readers and may throw (R39)', async () => {
    const formats = [({ text }: { readonly text: string }) => (text === 'all good, chief' ? aReport() : null)]
    expect(await verdictOn(status(200, 'all good, chief'), [{ formats }])).toMatchObject({
      status: 'healthy',
    })
    const throwing = scene({
      formats: [
        () => {
          throw new Error('boom')
        },
      ],
    })
    await throwing.begin()
    expect(throwing.monitor.getSnapshot().status).toBe('healthy')
    expect(throwing.errors).toHaveLength(1)
  })

  it('may throw, or give what is no report, and monitoring goes on (R39)', async () => {
    const it = scene({
      read: () => {
        throw new Error('boom')
      },
    })
    await it.begin()
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(it.errors).toEqual([{ message: expect.stringContaining('`read`'), error: new Error('boom') }])
    const nonsense = { status: 7, components: 'none' } as unknown as ReturnType<typeof aReport>
    expect(await verdictOn(status(200, 'ok'), [{ read: () => nonsense }])).toMatchObject({
      status: 'healthy',
    })
  })
})
