import { getEventListeners, once } from 'node:events'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { springActuator } from '../../../src/core.js'
import type { HttpCheckOptions } from '../../../src/server.js'
import { createHealthService, createNodeHandler, httpCheck } from '../../../src/server.js'
import { never } from '../serviceOnFakeClock.js'
import { otherService } from './otherService.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

async function listening(listener: RequestListener) {
  const service = await otherService(listener)
  cleanUps.push(service.close)
  return service
}

const QUIET = { info() {}, warn() {} }
const CONTEXT = { lifecycle: 'started' } as const

/** What a check of `url`, tried once, comes to. */
async function found(url: string, options: HttpCheckOptions = {}) {
  const check = httpCheck(url, { name: 'other', retries: 0, ...options })
  return createHealthService({ checks: [check], logger: QUIET }).check('other')
}

/** What a check of a server that answers so, tried once, comes to. */
async function foundBy(answer: RequestListener, options?: HttpCheckOptions) {
  const { url } = await listening(answer)
  return found(url, options)
}

function answering(status: number, body = '', headers: Record<string, string> = {}): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body)
}

describe('the report of another service', () => {
  test('is nested, with what it says of its components', async () => {
    const other = createHealthService({
      name: 'payments',
      checks: [{ name: 'database', run: () => undefined, impact: ['checkout'] }],
      logger: QUIET,
    })
    expect(await foundBy(createNodeHandler(other))).toMatchObject({
      status: 'unhealthy',
      error: { code: 'HTTP_404' },
    })
    const { url } = await listening(createNodeHandler(other))
    expect(await found(`${url}/api/health`)).toMatchObject({
      status: 'healthy',
      details: {
        httpStatus: 200,
        service: { name: 'payments' },
        components: { database: { status: 'healthy', critical: true, impact: ['checkout'] } },
      },
    })
  })

  test('passes its degradation through, with the code of what is worst', async () => {
    const body = {
      status: 'degraded',
      components: {
        database: { status: 'healthy' },
        search: { status: 'degraded', critical: false, error: { code: 'SLOW' } },
        mail: { status: 'unhealthy', critical: false, error: { code: 'ECONNREFUSED' } },
      },
    }
    expect(await foundBy(answering(200, JSON.stringify(body)))).toMatchObject({
      status: 'degraded',
      error: {
        code: 'ECONNREFUSED',
        message: 'It says that it is degraded: mail (ECONNREFUSED), search (SLOW).',
      },
    })
  })

  test('is read whatever the status that it comes with', async () => {
    const body = { status: 'unhealthy', components: { database: { status: 'unhealthy' } } }
    for (const status of [200, 424, 503]) {
      expect(await foundBy(answering(status, JSON.stringify(body)))).toMatchObject({
        status: 'unhealthy',
        error: { code: 'REPORTED_UNHEALTHY' },
        details: { httpStatus: status },
      })
    }
  })

  test('may be of another kind', async () => {
    const body = { status: 'UP', components: { db: { status: 'OUT_OF_SERVICE' } } }
    expect(await foundBy(answering(200, JSON.stringify(body)), { formats: [springActuator] })).toMatchObject({
      details: { components: { db: { status: 'unhealthy' } } },
    })
  })

  test('of very many components nests the worst of them', async () => {
    const components = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`part${i}`, i === 400 ? 'unhealthy' : 'healthy']),
    )
    const component = await foundBy(answering(200, JSON.stringify({ status: 'degraded', components })))
    const nested = Object.keys(component?.details?.components as object)
    expect(nested).toHaveLength(50)
    expect(nested[0]).toBe('part400')
    expect(component).toMatchObject({ details: { truncated: true } })
  })
})

describe('an answer without a report', () => {
  test.each([
    [503, 'unhealthy', 'HTTP_503'],
    [404, 'unhealthy', 'HTTP_404'],
    [200, 'unhealthy', 'NO_REPORT'],
    [429, 'unknown', 'HTTP_429'],
  ])('with the status %i is %s', async (status, expected, code) => {
    const page = '<!doctype html><title>Sign in</title>'
    expect(await foundBy(answering(status, page))).toMatchObject({ status: expected, error: { code } })
  })

  test.each([
    [200, ''],
    [200, ' \n'],
    [200, '{}'],
    [204, ''],
  ])('with the status %i and nothing in it (%j) says nothing of health', async (status, body) => {
    const error = { code: 'NO_REPORT' }
    expect(await foundBy(answering(status, body))).toMatchObject({ status: 'unhealthy', error })
  })

  test('is healthy when a 2xx is all that is expected, and its body is left unread', async () => {
    const endless: RequestListener = (_, response) => {
      response.writeHead(200).write('<!doctype html>')
    }
    const options = { expect: 'status', timeout: 10_000 } as const
    expect(await foundBy(endless, options)).toMatchObject({ status: 'healthy', details: { httpStatus: 200 } })
    expect(await foundBy(answering(204), options)).toMatchObject({ status: 'healthy' })
    const down = answering(503, JSON.stringify({ status: 'healthy' }))
    expect(await foundBy(down, options)).toMatchObject({ status: 'unhealthy', error: { code: 'HTTP_503' } })
  })

  test('that redirects is unhealthy, and whoever it points to is not asked', async () => {
    let asked = 0
    const elsewhere = await listening((_, response) => {
      asked++
      response.end('OK')
    })
    const redirecting = answering(302, 'OK', { location: elsewhere.url })
    expect(await foundBy(redirecting)).toMatchObject({ status: 'unhealthy', error: { code: 'HTTP_302' } })
    expect(asked).toBe(0)
  })

  test('that never ends is given up by its size', async () => {
    const endless: RequestListener = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    }
    expect(await foundBy(endless, { timeout: 20_000 })).toMatchObject({
      status: 'unhealthy',
      error: { code: 'NO_REPORT' },
    })
  })

  test('that never comes is unhealthy when the time is up, and its connection is closed (H1) (H2)', async () => {
    const { server, url } = await listening(() => {})
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'))
    expect(await found(url, { timeout: 100 })).toMatchObject({
      status: 'unhealthy',
      error: { code: 'TIMEOUT' },
    })
    await closed
  })

  test('that stops in the middle leaves no listener on the signal (H2)', async () => {
    const { url, server } = await listening((_, response) => void response.write('{"status":'))
    const controller = new AbortController()
    const run = httpCheck(url).run(controller.signal, CONTEXT)
    const [socket] = await once(server, 'connection')
    const closed = once(socket, 'close')
    controller.abort(new Error('too late'))
    await expect(run).rejects.toThrow('too late')
    await closed
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test.each<[string, HttpCheckOptions]>([
    ['headers', { headers: () => never }],
    ['fetch', { fetch: () => never }],
  ])('that waits for its %s is given up with the signal (H2)', async (_, options) => {
    const controller = new AbortController()
    const run = httpCheck('http://127.0.0.1:1', options).run(controller.signal, CONTEXT)
    controller.abort(new Error('too late'))
    await expect(run).rejects.toThrow('too late')
  })

  test('where nobody listens has the code of the connection', async () => {
    const { url, close } = await listening(() => {})
    await close()
    expect(await found(url)).toMatchObject({ status: 'unhealthy', error: { code: 'ECONNREFUSED' } })
  })
})

describe('a request to another service', () => {
  /** The headers that a check sends. */
  async function sentBy(
    toUrl: (url: string) => string,
    options?: HttpCheckOptions,
    context: Parameters<ReturnType<typeof httpCheck>['run']>[1] = CONTEXT,
  ): Promise<IncomingHttpHeaders> {
    let sent: IncomingHttpHeaders = {}
    const { url } = await listening(({ headers }, response) => {
      sent = headers
      response.end()
    })
    await httpCheck(toUrl(url), options).run(new AbortController().signal, context)
    return sent
  }

  test('carries the headers that it is given, as they are at the time, and says that a check asks (H8)', async () => {
    const headers = { authorization: 'Bearer t', 'x-health-depth': '0' }
    expect(await sentBy((url) => url, { headers })).toMatchObject({
      authorization: 'Bearer t',
      'x-health-depth': '1',
    })
    let count = 0
    const options: HttpCheckOptions = { headers: async () => ({ authorization: `Bearer ${++count}` }) }
    expect(await sentBy((url) => url, options)).toMatchObject({ authorization: 'Bearer 1' })
    expect(await sentBy((url) => url, options)).toMatchObject({ authorization: 'Bearer 2' })
  })

  test('has the name and password of its url as a header, and shows them nowhere', async () => {
    const withCredentials = (url: string) => url.replace('//', '//me:p%C3%A4ss%25@')
    const { authorization = '' } = await sentBy(withCredentials)
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe('me:päss%')

    const { url, close } = await listening(() => {})
    await close()
    expect(JSON.stringify(await found(withCredentials(url)))).not.toMatch(/p%C3|päss|me:/)
  })

  test.each([
    ['a url that is none', () => httpCheck('http://me:secret@'), 'expected an absolute http or https url'],
    [
      'a url of another kind',
      () => httpCheck('ftp://me:secret@host/'),
      'expected an absolute http or https url',
    ],
    [
      'a header that HTTP forbids',
      () => httpCheck('http://a', { headers: { token: 'secret\nsecret' } }),
      'headers',
    ],
    [
      'an unknown expectation',
      () => httpCheck('http://a', { expect: 'secret' as 'status' }),
      'httpCheck expect',
    ],
  ])('with %s is refused at once', (_, make, message) => {
    expect(make).toThrow(TypeError)
    expect(make).toThrow(message)
  })

  test('with a header that HTTP forbids, found too late, does not tell which', async () => {
    const headers = () => ({ authorization: 'Bearer secret\nsecret' })
    const component = await foundBy(answering(200), { headers })
    expect(component).toMatchObject({ status: 'unhealthy', error: { code: 'TYPE_ERROR' } })
    expect(JSON.stringify(component)).not.toContain('secret')
  })
})

describe('two services that check each other', () => {
  /** A and B, each with a check of the other, on real ports. */
  async function pair() {
    const handlers: RequestListener[] = []
    const requests = { a: 0, b: 0 }
    const a = await listening((request, response) => {
      requests.a++
      handlers[0]?.(request, response)
    })
    const b = await listening((request, response) => {
      requests.b++
      handlers[1]?.(request, response)
    })
    const serviceChecking = (url: string) =>
      createHealthService({
        checks: [httpCheck(`${url}/api/health`, { name: 'other', critical: false })],
        timeout: 5000,
        logger: QUIET,
      })
    handlers.push(createNodeHandler(serviceChecking(b.url)), createNodeHandler(serviceChecking(a.url)))
    const ask = async (url: string) => (await fetch(`${url}/api/health`)).status
    return { requests, askA: () => ask(a.url), askB: () => ask(b.url) }
  }

  test('are healthy, are both unhealthy while one of them is, and both recover with it (H8)', async () => {
    let hasDatabase = true
    const handlers: RequestListener[] = []
    const [a, b] = await Promise.all(
      [0, 1].map((index) => listening((request, response) => handlers[index]?.(request, response))),
    )
    const options = { cacheTtl: 0, retries: 0, logger: QUIET }
    const checkOf = ({ url = '' } = {}) => httpCheck(`${url}/api/health`, { name: 'other' })
    const database = { name: 'database', run: () => hasDatabase }
    handlers.push(
      createNodeHandler(createHealthService({ ...options, checks: [checkOf(b), database] })),
      createNodeHandler(createHealthService({ ...options, checks: [checkOf(a)] })),
    )
    const reportOf = async ({ url = '' } = {}) => (await (await fetch(`${url}/api/health`)).json()) as unknown
    const reports = () => Promise.all([reportOf(a), reportOf(b)])
    expect(await reports()).toMatchObject([{ status: 'healthy' }, { status: 'healthy' }])
    hasDatabase = false
    expect(await reports()).toMatchObject([{ status: 'unhealthy' }, { status: 'unhealthy' }])
    hasDatabase = true
    expect(await reports()).toMatchObject([{ status: 'healthy' }, { status: 'healthy' }])
  })

  test('answer at once, and stop asking each other (H8)', async () => {
    const { requests, askA } = await pair()
    const startedAt = performance.now()
    expect(await askA()).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    expect(requests.a + requests.b).toBeLessThanOrEqual(4)
  })

  test('answer when both are asked at once, time and again (H8)', async () => {
    const { requests, askA, askB } = await pair()
    const startedAt = performance.now()
    for (let round = 0; round < 5; round++) {
      expect(await Promise.all([askA(), askB(), askA(), askB()])).toEqual([200, 200, 200, 200])
    }
    expect(performance.now() - startedAt).toBeLessThan(3000)
    // Twenty of them were ours.
    expect(requests.a + requests.b).toBeLessThanOrEqual(20 + 6)
  })
})
