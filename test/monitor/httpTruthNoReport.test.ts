import { describe, expect, it, onTestFinished } from 'vitest'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import { answer, hang, json, page, redirect } from './misbehaviour.js'
import type { Behaviour, MisbehavingServer } from './misbehavingServer.js'
import { misbehavingServer } from './misbehavingServer.js'
import { given, verdictOn } from './overHttp.js'

/** For probes whose end is the timeout. In milliseconds. */
const TIMEOUT = 300

describe('an answer that is no report', () => {
  it.each([502, 504, 520, 522, 525, 530])('is a gateway that finds nobody: %i', async (status) => {
    expect(await verdictOn(page(status))).toMatchObject({
      status: 'unhealthy',
      cause: 'unreachable',
      backend: 'unreachable',
      httpStatus: status,
    })
  })

  it.each([500, 501, 505, 519, 531, 599])('is an error of the server: %i', async (status) => {
    expect(await verdictOn(page(status))).toMatchObject({
      status: 'unhealthy',
      cause: 'server-error',
      backend: 'reachable',
    })
  })

  it.each<[string, Behaviour]>([
    ['empty', answer(503)],
    ['the page of a proxy', page(503, '<html><h1>503 Service Temporarily Unavailable</h1>nginx</html>')],
    ['JSON that says nothing of health', json({ error: 'busy' }, 503)],
    ['a word that contradicts it', answer(503, 'OK')],
  ])('is a bare 503, %s, which leaves open whose it is', async (_, behaviour) => {
    expect(await verdictOn(behaviour)).toMatchObject({
      status: 'unhealthy',
      cause: 'server-error',
      backend: 'unknown',
      httpStatus: 503,
    })
  })

  it('is a captive portal with a 511 (R3)', async () => {
    expect(await verdictOn(page(511))).toMatchObject({
      status: 'offline',
      cause: 'captive-portal',
      device: 'offline',
      backend: 'unknown',
    })
  })

  it('is a captive portal where a page answers over plain http in place of reports (R3)', async () => {
    // A name that is no loopback, as a resolver would give it, since a portal stands between machines.
    const resolveTo =
      (server: MisbehavingServer): typeof fetch =>
      (input, init) =>
        fetch(
          typeof input === 'string' ? input.replace('http://backend.example', server.origin) : input,
          init,
        )
    const server = await misbehavingServer(page())
    onTestFinished(() => server.stop())
    const { look } = await given(hang, { url: 'http://backend.example/api/health', fetch: resolveTo(server) })
    expect(await look()).toMatchObject({ status: 'unknown', cause: 'invalid-response' })
    server.behave(json({ status: 'healthy' }))
    expect(await look()).toMatchObject({ status: 'healthy' })
    server.behave(redirect('/portal', page(200, '<html>Welcome to our wifi</html>')))
    expect(await look()).toMatchObject({ status: 'offline', cause: 'captive-portal', isStale: true })
  })

  it('is a captive portal where a page answers and the connectivity check fails (R3)', async () => {
    const outside = await misbehavingServer(answer(204))
    onTestFinished(() => outside.stop())
    const { look } = await given(page(), { connectivityUrl: `${outside.origin}/204`, timeout: 2 * TIMEOUT })
    expect(await look()).toMatchObject({ status: 'unknown', cause: 'invalid-response' })
    outside.behave(hang)
    expect(await look()).toMatchObject({ status: 'offline', cause: 'captive-portal' })
    await outside.stop()
    expect(await look()).toMatchObject({ status: 'offline', cause: 'captive-portal' })
  })

  it.each<[string, Behaviour]>([
    ['the page of a single-page app', page()],
    [
      'a page that calls itself JSON',
      answer(200, '<!doctype html><p>healthy', { 'content-type': 'application/json' }),
    ],
    ['a page behind a redirect', redirect('/welcome', page())],
    ['JSON of the wrong shape', json({ hello: 'world' })],
    ['a list', json(['ok', 'ok'])],
    ['null', answer(200, 'null', { 'content-type': 'application/json' })],
    ['half a report', answer(200, '{"status":"healthy"', { 'content-type': 'application/json' })],
    [
      'what Python calls JSON',
      answer(200, '{"status":"healthy","x":NaN}', { 'content-type': 'application/json' }),
    ],
    ['a script', answer(200, 'callback({"status":"healthy"})', { 'content-type': 'text/javascript' })],
    ['part of a word', answer(200, 'UNHEALTHY_NOT')],
    ['UTF-16 that says it is UTF-8', answer(200, Buffer.from('{"status":"healthy"}', 'utf16le'))],
    ['too deep', answer(200, '{"a":'.repeat(100_000))],
    ['a 206 with nothing to say', answer(206, '<part>')],
    ['a 300 without a place to go', page(300)],
    ['a 418', page(418)],
  ])('is %s: unknown, never healthy (R3)', async (_, behaviour) => {
    expect(await verdictOn(behaviour)).toMatchObject({
      status: 'unknown',
      cause: 'invalid-response',
      report: null,
    })
  })

  it.each<[string, Behaviour, Partial<Snapshot>]>([
    ['204', answer(204), { status: 'healthy' }],
    ['an empty 200', answer(200), { status: 'healthy' }],
    ['an empty 200 that calls itself a page', page(200, ''), { status: 'healthy' }],
    ['OK', answer(200, 'OK\n', { 'content-type': 'text/plain' }), { status: 'healthy' }],
    ['a word in JSON', json('UP'), { status: 'healthy' }],
    ['DEGRADED', answer(200, 'DEGRADED'), { status: 'degraded', cause: 'reported' }],
    ['down, with a 503', answer(503, 'down'), { status: 'unhealthy', cause: 'reported' }],
  ])('and yet is one: %s', async (_, behaviour, expected) => {
    expect(await verdictOn(behaviour)).toMatchObject({ ...expected, backend: 'reachable' })
  })

  it.each<[string, Behaviour]>([
    ['401', json({ error: 'unauthorized' }, 401, { 'www-authenticate': 'Bearer' })],
    ['403', page(403)],
    ['a redirect to a login page', redirect('/login?next=%2Fapi%2Fhealth', page(200, '<h1>Hello</h1>'))],
    [
      'a redirect to a page that asks for a password',
      redirect('/start', page(200, '<input type="password">')),
    ],
  ])('wants a login: %s (R3, R7)', async (_, behaviour) => {
    expect(await verdictOn(behaviour)).toMatchObject({
      status: 'unknown',
      cause: 'needs-auth',
      backend: 'reachable',
    })
  })

  it.each([404, 405, 410])('is a wrong url: %i (R7)', async (status) => {
    const { server, look, warnings } = await given(page(status))
    expect(await look()).toMatchObject({ status: 'unknown', cause: 'misconfigured', backend: 'reachable' })
    expect(warnings).toEqual([expect.stringContaining(server.url)])
  })

  it.each([
    ['without a word', {}],
    ['with seconds', { 'retry-after': '120' }],
    ['with a date', { 'retry-after': new Date(Date.now() + 120_000).toUTCString() }],
    ['with nonsense', { 'retry-after': '-1e999 parsecs' }],
  ])('limits the rate, %s: the headline stays (R7)', async (_, headers) => {
    expect(await verdictOn(answer(429, 'slow down', headers))).toMatchObject({
      status: 'unknown',
      cause: 'rate-limited',
    })
    const { server, look } = await given(json({ status: 'healthy' }))
    await look()
    server.behave(answer(429, 'slow down', headers))
    expect(await look()).toMatchObject({
      status: 'healthy',
      cause: null,
      isStale: false,
      backend: 'reachable',
    })
  })

  it.each([
    ['seconds', { 'retry-after': '120' }, [120_000, 240_000]],
    [
      'a date, by the clock of the server',
      { date: inYear(1998, 0), 'retry-after': inYear(1998, 120) },
      [120_000, 240_000],
    ],
    ['an eternity', { 'retry-after': '9'.repeat(400) }, [600_000, 660_000]],
    ['the end of time', { 'retry-after': inYear(9999, 0) }, [600_000, 660_000]],
    ['the past', { 'retry-after': inYear(1998, 0) }, [51_000, 69_000]],
    ['nonsense', { 'retry-after': 'soon' }, [51_000, 69_000]],
  ])(
    'limits the rate, and the next probe comes when it says: %s',
    async (_, headers, [least = 0, most = 0]) => {
      const { monitor } = await given(answer(429, '', headers))
      const stop = monitor.start()
      await monitor.check()
      const { lastChecked, nextCheckAt } = monitor.getTiming()
      stop()
      // Both times are rounded, and a server's dates are in whole seconds.
      expect((nextCheckAt ?? 0) - (lastChecked ?? 0)).toBeGreaterThanOrEqual(least - 1100)
      expect((nextCheckAt ?? 0) - (lastChecked ?? 0)).toBeLessThanOrEqual(most + 100)
    },
  )

  it.each([401, 403, 404, 405, 410, 429])(
    'opens no breaker, were it the app that is told %i (R7)',
    async (status) => {
      const { server, monitor } = await given(page(status))
      for (let call = 0; call < 6; call++) await (await monitor.fetch(server.url)).text()
      await monitor.check()
      expect(monitor.getSnapshot()).toMatchObject({ status: 'unknown', breaker: { state: 'closed' } })
      expect(server.hits).toHaveLength(7)
    },
  )
})

/** So many seconds into a year, as HTTP writes it. */
function inYear(year: number, seconds: number): string {
  return new Date(Date.UTC(year, 0, 1, 0, 0, seconds)).toUTCString()
}
