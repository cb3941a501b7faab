import { describe, expect, expectTypeOf, it } from 'vitest'
import { nextTurn } from '../../src/time/turn.js'
import { answer, bodyOf, gzipBomb, json, page, stalledBody } from '../monitor/misbehaviour.js'
import { clientOf, closedPort, failureOf, scene } from './backEnd.js'

interface Order {
  readonly id: number
}

function readOrder(body: unknown): Order {
  if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'number')
    return { id: body.id }
  throw new Error('expected an order with an id')
}

describe('the data of an answer', () => {
  it.each([
    ['an object', '{"id":7}', { id: 7 }],
    ['null', 'null', null],
    ['a number', ' 7\n', 7],
    ['after a byte order mark', '\u{FEFF}{"id":7}', { id: 7 }],
    ['text beyond ASCII', '{"name":"Zoë 🖊"}', { name: 'Zoë 🖊' }],
  ])('is what its JSON says: %s', async (_, body, data) => {
    const { client } = await scene(answer(200, body))
    expect(await client.get('/orders/7')).toEqual(data)
  })

  it.each([
    ['204', answer(204)],
    ['an empty 200', answer(200)],
    ['blanks', answer(200, ' \n')],
  ])('is undefined where there is no body: %s', async (_, behaviour) => {
    const { client } = await scene(behaviour)
    expect(await client.delete('/orders/7')).toBeUndefined()
    expect(await client.request('HEAD', '/orders/7')).toMatchObject({ data: undefined })
  })

  it('comes with status, headers and the number of attempts', async () => {
    const { client } = await scene([answer(503), json({ id: 7 }, 201, { location: '/orders/7' })])
    const { headers, ...rest } = await client.request('PUT', '/orders/7', { json: {} })
    expect(rest).toEqual({ data: { id: 7 }, status: 201, attempts: 2 })
    expect(headers.get('location')).toBe('/orders/7')
  })

  it('is what `read` makes of it, and has its type', async () => {
    const { client } = await scene(json({ id: 7, more: true }))
    const order = await client.get('/orders/7', { read: readOrder })
    expect(order).toEqual({ id: 7 })
    expectTypeOf(order).toEqualTypeOf<Order>()
    expectTypeOf(await client.get('/orders/7')).toBeUnknown()
    expectTypeOf(await client.put<Order>('/orders/7')).toEqualTypeOf<Order>()
  })

  it('is refused where `read` does not accept it, an empty one too', async () => {
    for (const behaviour of [json({ id: 'seven' }), answer(204)]) {
      const { server, client } = await scene(behaviour)
      expect(await failureOf(client.get('/orders/7', { read: readOrder }))).toMatchObject({
        kind: 'invalid-response',
        cause: expect.objectContaining({ message: 'expected an order with an id' }),
        message: expect.stringContaining('data that `read` refuses: Error: expected an order with an id'),
      })
      expect(server.hits).toHaveLength(1)
    }
  })

  it.each([
    ['a web page', page(), 'a web page in place of JSON'],
    ['a text', answer(200, 'ok'), 'what is no JSON'],
    ['half of it', answer(200, '{"id":'), 'what is no JSON'],
  ])('is missed in %s', async (_, behaviour, what) => {
    const { server, client } = await scene(behaviour)
    const error = await failureOf(client.get('/orders/7'))
    expect(error).toMatchObject({ kind: 'invalid-response', status: 200, attempts: 1, noRetry: 'pointless' })
    expect(error.message).toBe(
      `GET ${server.origin}/orders/7 was answered with 200, but with ${what}. ` +
        'Check the option `baseUrl` and the path, and what answers there.',
    )
  })

  it.each([
    ['an endless body', bodyOf(Infinity)],
    ['a gigabyte in a megabyte', gzipBomb()],
  ])('is read in bounded size: %s', async (_, behaviour) => {
    const { server, client } = await scene(behaviour, { maxBytes: 1_000_000 })
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      kind: 'invalid-response',
      message: expect.stringContaining('more than 1000000 bytes (option `maxBytes`)'),
    })
    // What is not read any more is not sent any more.
    while (server.open.now > 0) await nextTurn()
  })

  it('may be as long as `maxBytes`', async () => {
    const { client } = await scene(answer(200, '[1,2,3]'), { maxBytes: 7 })
    expect(await client.get('/numbers')).toEqual([1, 2, 3])
    const short = await scene(answer(200, '[1,2,3]'), { maxBytes: 6 })
    expect((await failureOf(short.client.get('/numbers'))).kind).toBe('invalid-response')
  })
})

describe('the error of an answer', () => {
  it('names the method, the url, the status and what the back end says', async () => {
    const problem = { title: 'Out of stock', detail: 'Only 3 pens are left.', status: 422 }
    const { server, client } = await scene(json(problem, 422, { 'content-type': 'application/problem+json' }))
    const error = await failureOf(client.post('/orders', { pens: 5 }))
    expect(Object.fromEntries(Object.entries(error))).toEqual({
      name: 'BackendError',
      kind: 'http',
      method: 'POST',
      url: `${server.origin}/orders`,
      status: 422,
      attempts: 1,
      code: null,
      retryAfterMs: 0,
      body: problem,
      noRetry: 'pointless',
      detail: 'Only 3 pens are left.',
      cause: undefined,
    })
    expect(error.message).toBe(
      `POST ${server.origin}/orders was answered with 422: Only 3 pens are left. ` +
        'The same call would be answered alike: see error.body.',
    )
  })

  it.each([
    [{ title: 'Gone' }, 'Gone'],
    [{ message: 'no such order', code: 7 }, 'no such order'],
    [{ error: 'invalid_grant', error_description: 'the code has expired' }, 'the code has expired'],
    [{ error: { message: 'too many pens' } }, 'too many pens'],
    [{ detail: [{ loc: ['pens'] }], title: 'Wrong' }, 'Wrong'],
    [{ detail: '', message: 'the next one' }, 'the next one'],
    [{ detail: null, error: { error: { message: 'too deep' } } }, null],
    [{ detail: 7 }, null],
    [[], null],
    ['plainly', 'plainly'],
    ['<!doctype html><h1>Not Found</h1>', null],
    ['two\n  lines', 'two lines'],
    ['x'.repeat(301), `${'x'.repeat(300)}…`],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['', null],
  ])('finds what the back end says in %j', async (body, detail) => {
    const { client } = await scene(typeof body === 'string' ? answer(400, body) : json(body, 400))
    const error = await failureOf(client.get('/orders'))
    expect(error.detail).toBe(detail)
    expect(error.body).toEqual(body === '' ? undefined : body)
  })

  it.each([
    [401, 'Check the credentials in the option `headers`.'],
    [403, 'Check the credentials in the option `headers`.'],
    [404, 'Check the path and the option `baseUrl`.'],
    [405, 'Check the path and the option `baseUrl`.'],
    [400, 'The same call would be answered alike: see error.body.'],
  ])('of %i says what to do', async (status, advice) => {
    const { server, client } = await scene(answer(status))
    expect((await failureOf(client.get('/x'))).message).toBe(
      `GET ${server.origin}/x was answered with ${status}. ${advice}`,
    )
  })

  it('says nothing of tries where there was one, and how often where there were two', async () => {
    const { client } = await scene(answer(503))
    expect((await failureOf(client.get('/x', { retries: 0 }))).message).toContain('answered with 503. Try')
    expect((await failureOf(client.get('/x', { retries: 1 }))).message).toContain(
      '503, in the last of 2 tries. Try',
    )
  })

  it('says how often it was tried', async () => {
    const { server, client } = await scene(answer(503, 'down'))
    expect((await failureOf(client.get('/x'))).message).toBe(
      `GET ${server.origin}/x was answered with 503, in the last of 4 tries: down. ` +
        'Try again later, or allow more tries (option `retries`).',
    )
  })

  it('reads no more than 16 kB of its body', async () => {
    const { client } = await scene(bodyOf(Infinity), { fetch: withStatus(400) })
    const { body } = await failureOf(client.get('/orders'))
    expect(body).toBe(' '.repeat(16 * 1024))
  })

  it('shows what is no UTF-8 at its end', async () => {
    const { client } = await scene(answer(400, Buffer.from([0x63, 0x61, 0x66, 0xc3])))
    expect((await failureOf(client.get('/orders'))).body).toBe('caf\u{FFFD}')
  })

  it('is one of that status also where its body breaks off', async () => {
    const { client } = await scene(
      (request, response) => {
        stalledBody(request, response)
        response.write(' ', () => setImmediate(() => request.socket.resetAndDestroy()))
      },
      { fetch: withStatus(404) },
    )
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      kind: 'http',
      status: 404,
      body: undefined,
    })
  })

  it('measures a date in Retry-After against the date of the answer', async () => {
    const headers = {
      date: 'Sun, 22 Nov 2026 10:00:00 GMT',
      'retry-after': 'Sun, 22 Nov 2026 10:02:00 GMT',
    }
    const { client } = await scene(answer(503, '', headers), { retries: 0 })
    expect((await failureOf(client.get('/orders'))).retryAfterMs).toBe(120_000)
  })
})

describe('the error of a network', () => {
  it('says what the platform says', async () => {
    const origin = await closedPort()
    const { client } = clientOf(origin, { retries: 0 })
    const error = await failureOf(client.get('/orders'))
    expect(error.message).toBe(
      `GET ${origin}/orders got no answer: connect ECONNREFUSED ${new URL(origin).host}. ` +
        'Try again later, or allow more tries (option `retries`).',
    )
    expect(error.cause).toBeInstanceOf(TypeError)
  })

  it('says that an answer broke off, and of which status it was', async () => {
    const { server, client } = await scene((request, response) => {
      stalledBody(request, response)
      response.write(' ', () => setImmediate(() => request.socket.destroy()))
    })
    const error = await failureOf(client.post('/orders', {}))
    expect(error).toMatchObject({ kind: 'network', status: 200, noRetry: 'unsafe' })
    expect(error.message).toContain(`POST ${server.origin}/orders got an answer (200) that broke off: `)
  })

  it('says that the next try would fail alike where it would', async () => {
    const { client } = clientOf('http://127.0.0.1:6000')
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      attempts: 1,
      noRetry: 'pointless',
      detail: 'bad port',
      message: expect.stringContaining('The next try would fail in the same way: see error.cause.'),
    })
  })
})

describe('the url of an error', () => {
  it('leaves out what is secret', async () => {
    const { server, client } = await scene(answer(404))
    const query = { access_token: 'abc', page: 2, apiKey: 'def', 'X-Amz-Signature': 'ghi', q: 'pens' }
    const { url, message } = await failureOf(client.get('/orders', { query }))
    expect(url).toBe(`${server.origin}/orders?access_token=…&page=2&apiKey=…&X-Amz-Signature=…&q=pens`)
    expect(message).toContain(url)
  })
})

/** The platform's fetch, with another status on what it brings. */
function withStatus(status: number): typeof globalThis.fetch {
  return async (input, init) => {
    const { body, headers } = await globalThis.fetch(input, init)
    return new Response(body, { status, headers })
  }
}
