import { describe, expect, test } from 'vitest'
import type { CheckAnswer, HealthServiceOptions } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A service whose one check answers `state.answer`, later each time. */
function changing(options: HealthServiceOptions = {}) {
  const state: { answer: CheckAnswer; took: number } = { answer: true, took: 1 }
  const { service, clock } = serviceOnFakeClock({ retries: 0, ...options })
  service.register({
    name: 'part',
    run: async () => {
      state.took += 1
      await new Promise<void>((resolve) => clock.setTimeout(resolve, state.took))
      return state.answer
    },
  })
  /** The answer after the cached one has run out. */
  const next = async (headers: Record<string, string> = {}, { path = '', method = 'GET' } = {}) => {
    const asked = ask(service, `/api/health${path}`, { headers, method })
    await clock.advance(1100)
    return asked
  }
  return { service, clock, state, next }
}

const etagOf = async (asked: Promise<{ headers: Readonly<Record<string, string>> }>) =>
  (await asked).headers.etag ?? ''

describe('the ETag of the full report', () => {
  test('stays while only times and latencies move (P8)', async () => {
    const { next } = changing()
    const first = await next()
    const second = await next()
    expect(second.text).not.toBe(first.text)
    expect(first.headers.etag).toMatch(/^W\/"[0-9a-f]{16}"$/)
    expect(second.headers.etag).toBe(first.headers.etag)
  })

  test.each([
    ['a component', { status: 'degraded' }],
    ['a code', { status: 'unhealthy', error: { code: 'ECONNREFUSED' } }],
  ] as const)('changes with %s', async (_, answer) => {
    const { next, state } = changing()
    state.answer = { status: 'degraded', error: { code: 'SLOW' } }
    const before = await etagOf(next())
    state.answer = answer
    expect(await etagOf(next())).not.toBe(before)
  })

  test('does not change with a message or with details, which an anonymous caller does not see', async () => {
    const { next, state } = changing()
    state.answer = { status: 'degraded', error: { code: 'SLOW', message: '1' }, details: { used: 1 } }
    const before = await etagOf(next())
    state.answer = { status: 'degraded', error: { code: 'SLOW', message: '2' }, details: { used: 2 } }
    expect(await etagOf(next())).toBe(before)
  })

  test('does not change with the details that a trusted caller sees, which may move on every poll', async () => {
    const { next, state } = changing({ showDetails: 'always' })
    state.answer = { status: 'healthy', details: { used: 1 } }
    const before = await next()
    state.answer = { status: 'healthy', details: { used: 2 } }
    const after = await next()
    expect(after.text).not.toBe(before.text)
    expect(after.headers.etag).toBe(before.headers.etag)
  })

  test('changes when the instance drains', async () => {
    const { next, service } = changing()
    const before = await etagOf(next())
    service.drain()
    expect(await etagOf(next())).not.toBe(before)
  })

  test.each([{ buildId: 'other' }, { maintenance: [{ id: 'm', title: '', startsAt: 0, components: [] }] }])(
    'changes with %j',
    async (options) => {
      expect(await etagOf(changing(options).next())).not.toBe(await etagOf(changing().next()))
    },
  )

  test('is the same for every instance of a deployment', async () => {
    expect(await etagOf(changing().next())).toBe(await etagOf(changing().next()))
  })

  test('is another for callers that see details', async () => {
    expect(await etagOf(changing({ showDetails: 'always' }).next())).not.toBe(await etagOf(changing().next()))
  })
})

describe('If-None-Match', () => {
  test('an unchanged report is a 304 without a body, though with the times of its checks', async () => {
    const { next } = changing()
    const etag = await etagOf(next())
    expect(await next({ 'if-none-match': etag })).toEqual({
      status: 304,
      headers: {
        etag,
        'cache-control': 'no-cache',
        'server-timing': 'part;dur=3',
        vary: 'Accept',
      },
      bytes: null,
      text: '',
      body: {},
    })
  })

  test('to HEAD too', async () => {
    const { next } = changing()
    const headers = { 'if-none-match': await etagOf(next()) }
    expect(await next(headers, { method: 'HEAD' })).toMatchObject({ status: 304, bytes: null })
  })

  test.each([
    ['as it came', (etag: string) => etag],
    ['made strong by a proxy', (etag: string) => etag.slice(2)],
    ['in a list', (etag: string) => `"a", ${etag} , W/"b"`],
    ['any', () => ' * '],
  ])('matches %s', async (_, header) => {
    const { next } = changing()
    const etag = await etagOf(next())
    expect(await next({ 'if-none-match': header(etag) })).toMatchObject({ status: 304 })
  })

  test.each(['', '""', 'W/"other"', 'garbage', ',,,', 'W/'])('does not match %j', async (header) => {
    const { next } = changing()
    expect(await next({ 'if-none-match': header })).toMatchObject({ status: 200 })
  })

  test('a header of thousands of tags costs hardly more than one, so that it is no way to keep the service busy', async () => {
    const { next } = changing()
    const etag = await etagOf(next())
    const headers = { 'if-none-match': `${','.repeat(15_000)}${etag}` }
    const startedAt = performance.now()
    // Taken apart, each of them would take 3 ms.
    for (let request = 0; request < 1000; request++) expect((await next(headers)).status).toBe(304)
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })

  test('a changed report is sent', async () => {
    const { next, state } = changing()
    const etag = await etagOf(next())
    state.answer = { status: 'degraded' }
    expect(await next({ 'if-none-match': etag })).toMatchObject({ status: 200, body: { status: 'degraded' } })
  })

  test('an unhealthy report stays a 503, so that a load balancer sees it (H21)', async () => {
    const { next, state } = changing()
    state.answer = false
    const etag = await etagOf(next())
    expect(await next({ 'if-none-match': etag })).toMatchObject({
      status: 503,
      body: { status: 'unhealthy' },
    })
  })

  test.each(['/liveness', '/readiness', '/startup', '/components/part'])('is nothing to %s', async (path) => {
    const { next } = changing()
    const headers = { 'if-none-match': await etagOf(next()) }
    expect(await next(headers, { path })).toMatchObject({ status: 200 })
  })

  test('a caller without it always gets the report, however often it asks (H21)', async () => {
    const { next } = changing()
    for (let poll = 0; poll < 3; poll++) {
      expect(await next()).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } })
    }
  })

  test('a tag of one format is none of another', async () => {
    const { next } = changing()
    const etag = await etagOf(next())
    const asIetf = { accept: 'application/health+json' }
    const other = await next(asIetf)
    expect(other.headers.etag).not.toBe(etag)
    expect(await next({ ...asIetf, 'if-none-match': etag })).toMatchObject({ status: 200 })
    expect(await next({ ...asIetf, 'if-none-match': other.headers.etag ?? '' })).toMatchObject({
      status: 304,
    })
  })

  test('the tag of a trusted caller gets an anonymous one nothing but the public report', async () => {
    const { next } = changing({ showDetails: (caller) => caller.header('authorization') === 'Bearer t0ken' })
    const etag = await etagOf(next({ authorization: 'Bearer t0ken' }))
    expect(await next({ 'if-none-match': etag })).toMatchObject({ status: 200 })
  })
})
