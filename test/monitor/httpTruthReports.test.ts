import { describe, expect, it, onTestFinished } from 'vitest'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import { answer, hang, json, page, redirect, reset } from './misbehaviour.js'
import type { Behaviour } from './misbehavingServer.js'
import { misbehavingServer } from './misbehavingServer.js'
import { given, verdictOn } from './overHttp.js'

describe('a report, over real HTTP,', () => {
  const inMaintenance = (components: string[] = []) => ({
    id: 'm1',
    title: 'Upgrade',
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    components,
  })
  const healthy = { status: 'healthy' }
  const down = { status: 'unhealthy' }
  const optionalDown = { status: 'unhealthy', critical: false }

  it.each<[string, unknown, number, Partial<Snapshot>]>([
    ['healthy', { status: 'healthy', components: { db: healthy } }, 200, { status: 'healthy', cause: null }],
    [
      'with a component at fault',
      { status: 'degraded', components: { db: healthy, search: optionalDown } },
      200,
      { status: 'degraded', cause: 'component', affected: ['search'] },
    ],
    [
      'unhealthy, with a 503',
      { status: 'unhealthy', components: { search: optionalDown, db: down } },
      503,
      { status: 'unhealthy', cause: 'component', affected: ['db', 'search'] },
    ],
    ['read-only', { status: 'healthy', readOnly: true }, 200, { status: 'degraded', cause: 'read-only' }],
    [
      'of an instance that starts',
      { status: 'unhealthy', ready: false },
      503,
      { status: 'unhealthy', cause: 'not-ready' },
    ],
    [
      'of an instance that drains',
      { status: 'healthy', ready: false },
      200,
      { status: 'healthy', cause: null },
    ],
    ['that names nothing', { status: 'degraded' }, 200, { status: 'degraded', cause: 'reported' }],
    ['whose word nobody knows', { status: 'splendid' }, 200, { status: 'unknown', cause: 'reported' }],
    [
      'in maintenance',
      { status: 'healthy', maintenance: [inMaintenance()] },
      200,
      { status: 'degraded', cause: 'maintenance' },
    ],
    [
      'with the component in maintenance that is down',
      { status: 'degraded', components: { search: optionalDown }, maintenance: [inMaintenance(['search'])] },
      200,
      { status: 'degraded', cause: 'maintenance' },
    ],
    [
      'with another component down than the one in maintenance',
      {
        status: 'unhealthy',
        components: { search: optionalDown, db: down },
        maintenance: [inMaintenance(['search'])],
      },
      503,
      { status: 'unhealthy', cause: 'component' },
    ],
    [
      'with a 404',
      { status: 'degraded', components: { db: down } },
      404,
      { status: 'degraded', cause: 'component', affected: ['db'] },
    ],
  ])('%s, says what it says', async (_, body, status, expected) => {
    expect(await verdictOn(json(body, status))).toMatchObject({
      ...expected,
      device: 'online',
      backend: 'reachable',
      source: 'live',
      httpStatus: status,
    })
  })

  it('of a service in maintenance is why there is no answer later', async () => {
    const { server, look } = await given(json({ status: 'healthy', maintenance: [inMaintenance()] }))
    await look()
    server.behave(reset)
    expect(await look()).toMatchObject({ status: 'unhealthy', cause: 'maintenance', backend: 'unreachable' })
    server.behave(page(500))
    expect(await look()).toMatchObject({ status: 'unhealthy', cause: 'maintenance', backend: 'reachable' })
  })

  it('is read where its keys are those of every object, and changes no object but itself', async () => {
    const body =
      '{"status":"healthy","components":{"__proto__":{"status":"unhealthy","polluted":true},' +
      '"constructor":{"status":"healthy"},"toString":{"status":"healthy"}}}'
    const snapshot = await verdictOn(answer(200, body, { 'content-type': 'application/json' }))
    expect(snapshot.affected).toEqual(['__proto__'])
    expect(Object.keys(snapshot.report?.components ?? {})).toEqual(['__proto__', 'constructor', 'toString'])
    expect('polluted' in {}).toBe(false)
  })

  it.each([
    ['a charset that does not exist', 'application/json; charset=klingon', '{"status":"degraded"}'],
    [
      'latin1',
      'application/json; charset=iso-8859-1',
      Buffer.from('{"status":"degraded","m":"\xe5"}', 'latin1'),
    ],
    ['UTF-16', 'application/json; charset=utf-16le', Buffer.from('{"status":"degraded"}', 'utf16le')],
    [
      'bytes that are no UTF-8',
      'application/json',
      Buffer.from('{"status":"degraded","m":"\xff"}', 'latin1'),
    ],
    ['a byte order mark', 'text/plain', '\ufeff{"status":"degraded"}'],
  ])('is read in %s', async (_, contentType, body) => {
    expect(await verdictOn(answer(200, body, { 'content-type': contentType }))).toMatchObject({
      status: 'degraded',
      cause: 'reported',
    })
  })

  it('is read at the end of redirects, as from /health to /health/', async () => {
    const steps: Behaviour = (request, response) => {
      if (request.url === '/api/health') return redirect('/api/health/', hang, 308)(request, response)
      return json({ status: 'degraded' })(request, response)
    }
    expect(await verdictOn(steps)).toMatchObject({ status: 'degraded', cause: 'reported' })
  })

  it('is read from another host that a redirect names, where an answer that merely works is none (R3)', async () => {
    const region = await misbehavingServer(json({ status: 'healthy' }))
    onTestFinished(() => region.stop())
    const { server, look } = await given(redirect(`${region.origin}/health`, hang))
    expect(await look()).toMatchObject({ status: 'healthy' })
    for (const portal of [answer(200), answer(204), answer(200, 'OK')]) {
      region.behave(portal)
      expect(await look()).toMatchObject({ status: 'unknown', cause: 'invalid-response' })
    }
    server.behave(redirect('/elsewhere', answer(204)))
    expect(await look()).toMatchObject({ status: 'healthy' })
  })

  it('that a 304 confirms is asked for with its validator on our own origin, and never on another', async () => {
    const validated: Behaviour = (request, response) =>
      request.headers['if-none-match'] === '"a"'
        ? answer(304)(request, response)
        : json({ status: 'degraded' }, 200, { etag: '"a"' })(request, response)

    const server = await misbehavingServer(validated)
    onTestFinished(() => server.stop())
    const own = await given(hang, { url: server.url }, { baseUrl: () => `${server.origin}/` })
    const other = await given(hang, { url: server.url }, { baseUrl: () => 'https://app.example/' })
    for (const { look } of [own, other]) {
      await look()
      expect(await look()).toMatchObject({ status: 'degraded', isStale: false })
    }
    expect(server.hits.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"a"',
      undefined,
      undefined,
    ])
  })

  it('out of a cache on the way is as old as that says, and stale at 1.5 intervals (R24)', async () => {
    const aged = (age: string) => json({ status: 'healthy' }, 200, { age })
    const { server, monitor, look } = await given(aged('86400'))
    const told: unknown[] = []
    monitor.on('changed', ({ snapshot }) => told.push(snapshot.isStale))
    const { status, isStale } = await look()
    expect([status, isStale]).toEqual(['healthy', true])
    const { reportAt, lastChecked } = monitor.getTiming()
    expect(reportAt).toBe(Number(lastChecked) - 86_400_000)
    await look()
    // Old as before is no news.
    expect(told).toEqual([true])
    for (const age of ['45', '0', '-1', 'ancient', '']) {
      server.behave(aged(age))
      expect(await look()).toMatchObject({ status: 'healthy', isStale: false })
    }
    server.behave(aged('9'.repeat(400)))
    expect(await look()).toMatchObject({ status: 'healthy', isStale: true })
  })

  it('that a cache on the way confirms with a 304 of its own is as old as that (R24)', async () => {
    const cached: Behaviour = (request, response) =>
      request.headers['if-none-match']
        ? answer(304, '', { age: '3600' })(request, response)
        : json({ status: 'healthy' }, 200, { etag: '"a"' })(request, response)
    const server = await misbehavingServer(cached)
    onTestFinished(() => server.stop())
    const { look } = await given(hang, { url: server.url }, { baseUrl: () => `${server.origin}/` })
    expect(await look()).toMatchObject({ status: 'healthy', isStale: false })
    expect(await look()).toMatchObject({ status: 'healthy', isStale: true })
  })

  it('is never in a body that is not there: a 304 that nobody asked for is asked again in full', async () => {
    let asked = 0
    const { look } = await given((request, response) =>
      (asked++ === 0 ? answer(304) : json({ status: 'degraded' }))(request, response),
    )
    expect(await look()).toMatchObject({ status: 'degraded' })
    expect(asked).toBe(2)
  })
})

describe('a probe', () => {
  it('is as simple as a request can be: what a plain fetch sends, and nothing of ours (R25)', async () => {
    const { server, look } = await given(
      json({ status: 'healthy' }),
      {},
      { baseUrl: () => 'https://app.example/' },
    )
    await look()
    await (await fetch(server.url, { cache: 'no-store', credentials: 'omit' })).text()
    const [probe, plain] = server.hits
    expect(probe?.method).toBe('GET')
    expect(probe?.url).toBe('/api/health')
    expect(probe?.headers).toEqual(plain?.headers)
  })
})
