import { describe, expect, it } from 'vitest'
import type { CallHeaders } from '../../src/client/callHeaders.js'
import type { BackendClientOptions, CallOptions } from '../../src/client/options.js'
import { nextTurn } from '../../src/time/turn.js'
import { json } from '../monitor/misbehaviour.js'
import type { Choices } from './backEnd.js'
import { clientOf, reading, scene, thrownBy } from './backEnd.js'

const well = json({ id: 7 })

/** A client that notes what it would send, and is always answered well. */
function recorder(baseUrl: string, options: Choices = {}) {
  const sent: { href: string; init: RequestInit }[] = []
  const fetch = (href: unknown, init: RequestInit = {}) => {
    sent.push({ href: String(href), init })
    return Promise.resolve(Response.json({ id: 7 }))
  }
  const { client } = clientOf(baseUrl, { fetch, ...options })
  const hrefOf = async (path: string, call?: CallOptions) => {
    await client.get(path, call)
    return sent.at(-1)?.href
  }
  return { client, sent, hrefOf }
}

describe('the path of a call', () => {
  it.each([
    ['https://api.test', '/orders', 'https://api.test/orders'],
    ['https://api.test/', 'orders', 'https://api.test/orders'],
    ['https://api.test/v1', '/orders', 'https://api.test/v1/orders'],
    ['https://api.test/v1//', '//orders', 'https://api.test/v1/orders'],
    ['https://api.test/v1', '', 'https://api.test/v1'],
    ['https://api.test/v1', '?page=2', 'https://api.test/v1?page=2'],
    ['https://api.test/v1', '/orders:search', 'https://api.test/v1/orders:search'],
    ['https://api.test/v1', 'orders:search', 'https://api.test/v1/orders:search'],
    ['https://api.test/v1', '/.well-known/..x', 'https://api.test/v1/.well-known/..x'],
    ['https://api.test/v1', '/search?q=../..', 'https://api.test/v1/search?q=../..'],
    ['https://api.test/v1', '\\\\evil.test', 'https://api.test/v1/evil.test'],
    ['https://api.test/v1', ' //evil.test', 'https://api.test/v1/evil.test'],
    ['/api', '/orders', '/api/orders'],
    ['/', '//evil.test', '/evil.test'],
    ['', 'orders', '/orders'],
  ])('is below %s: %s', async (baseUrl, path, href) => {
    expect(await recorder(baseUrl).hrefOf(path)).toBe(href)
  })

  it('may be a whole url of the same origin, as the next page of a list is', async () => {
    const { hrefOf } = recorder('https://api.test/v1')
    expect(await hrefOf('https://api.test/v2/orders?page=2')).toBe('https://api.test/v2/orders?page=2')
  })

  it.each([
    'https://evil.test/orders',
    'http://api.test/v1',
    'https://api.test:8443/',
    'HTTPS://evil.test',
    'file:///x',
  ])('may not be a url of another origin, which would be sent the headers: %s', async (path) => {
    const { client, sent } = recorder('https://api.test/v1')
    expect(await thrownBy(client.get(path))).toEqual(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringContaining('below https://api.test/v1, or a url of the same origin'),
      }),
    )
    expect(sent).toEqual([])
  })

  it('may not be a url with a password, which is not shown', async () => {
    const { client } = recorder('https://api.test')
    const error = await thrownBy(client.get('https://ann:hunter2@api.test/orders'))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).not.toContain('hunter2')
  })

  it('may not be a whole url where it is not known what the base is relative to', async () => {
    expect(await thrownBy(recorder('/api').client.get('https://api.test/orders'))).toBeInstanceOf(TypeError)
  })

  it.each([
    '/orders/..',
    '/orders/../users',
    '../users',
    '/orders/%2e%2E/users',
    '/orders/.',
    '/orders/..\\users',
    '/..?x',
  ])('may not lead elsewhere, as a made-up id can: %s', async (path) => {
    const { client, sent } = recorder('https://api.test/v1')
    expect(String(await thrownBy(client.get(path)))).toBe(
      `TypeError: react-api-status: path of a call: expected one without the segments \`.\` and \`..\`, got '${path}'.`,
    )
    expect(sent).toEqual([])
  })

  it.each(['/orders/#7', '/orders/.\t./users', '/orders\n'])(
    'has no characters that urls drop: %j',
    async (path) => {
      const { client, sent } = recorder('https://api.test/v1')
      expect(String(await thrownBy(client.get(path)))).toContain('encoded (encodeURIComponent)')
      expect(sent).toEqual([])
    },
  )
})

describe('the query of a call', () => {
  it.each([
    [{ status: 'open', page: 2, isLate: false }, '?status=open&page=2&isLate=false'],
    [{ q: 'pens & ink=1' }, '?q=pens+%26+ink%3D1'],
    [{ id: [7, 8], none: [], gone: undefined, nil: null, empty: '' }, '?id=7&id=8&empty='],
    [new URLSearchParams('a=1&a=2'), '?a=1&a=2'],
    [{}, ''],
    [undefined, ''],
  ])('is encoded: %j', async (query, search) => {
    expect(await recorder('https://api.test').hrefOf('/orders', { query })).toBe(
      `https://api.test/orders${search}`,
    )
  })

  it('goes after the one that the path has', async () => {
    const { hrefOf } = recorder('https://api.test')
    expect(await hrefOf('/orders?page=2', { query: { size: 10 } })).toBe(
      'https://api.test/orders?page=2&size=10',
    )
  })
})

describe('the headers of a call', () => {
  const headersWith = async (
    headers: BackendClientOptions['headers'],
    ofCall?: CallOptions['headers'],
    body?: unknown,
  ) => {
    const { client, sent } = recorder('https://api.test', { headers })
    await client.request('PUT', '/orders/7', { headers: ofCall, json: body })
    return Object.fromEntries(new Headers(sent[0]?.init.headers))
  }

  it('ask for JSON, and say so of what is sent', async () => {
    expect(await headersWith(undefined)).toEqual({ accept: 'application/json' })
    expect(await headersWith(undefined, undefined, {})).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
    })
  })

  it('are those of the client, and win over its own', async () => {
    expect(await headersWith({ Accept: 'application/hal+json', 'x-tenant': 'acme' })).toEqual({
      accept: 'application/hal+json',
      'x-tenant': 'acme',
    })
  })

  it.each([
    { 'X-Tenant': 'b' },
    new Headers({ 'x-tenant': 'b' }),
    [['x-tenant', 'b']] as const,
    () => ({ 'x-tenant': 'b' }),
    async () => new Headers({ 'x-tenant': 'b' }),
  ] satisfies CallOptions['headers'][])(
    'are those of the call, which win over the client’s: %o',
    async (ofCall) => {
      expect((await headersWith({ 'x-tenant': 'a' }, ofCall))['x-tenant']).toBe('b')
    },
  )

  it('are left out where they are undefined', async () => {
    const absent: CallHeaders = { authorization: undefined, accept: undefined }
    expect(await headersWith({ authorization: 'Bearer old' }, absent)).toEqual({})
  })

  it('are asked for anew before each attempt, when a token may have expired', async () => {
    let count = 0
    const { server, client } = await scene([json({}, 503), well], {
      headers: async () => ({ authorization: `Bearer ${++count}` }),
    })
    await client.get('/orders/7')
    expect(server.hits.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2'])
  })
})

describe('a call', () => {
  it.each(['post', 'put', 'patch'] as const)('sends JSON with %s', async (method) => {
    const bodies: string[] = []
    const { server, client } = await scene(reading(bodies, well))
    expect(await client[method]<{ id: number }>('/orders', { pens: 1 })).toEqual({ id: 7 })
    expect(server.hits[0]?.method).toBe(method.toUpperCase())
    expect(server.hits[0]?.headers['content-type']).toBe('application/json')
    expect(bodies).toEqual(['{"pens":1}'])
  })

  it.each(['get', 'delete'] as const)('sends no body with %s', async (method) => {
    const { server, client } = await scene(well)
    expect(await client[method]('/orders/7')).toEqual({ id: 7 })
    expect(server.hits[0]).toMatchObject({ method: method.toUpperCase(), url: '/orders/7' })
    expect(server.hits[0]?.headers).not.toHaveProperty('content-type')
  })

  it('sends the whole body again with each attempt', async () => {
    const bodies: string[] = []
    const { client } = await scene(
      reading(bodies, (_, response) => void response.writeHead(bodies.length < 3 ? 503 : 200).end()),
    )
    await client.put('/orders/7', { pens: 1 })
    expect(bodies).toEqual(['{"pens":1}', '{"pens":1}', '{"pens":1}'])
  })

  it('sends `null`, `0` and an empty text as what they are', async () => {
    const { client, sent } = recorder('https://api.test')
    for (const value of [null, 0, '', false]) await client.put('/flag', value)
    expect(sent.map(({ init }) => init.body)).toEqual(['null', '0', '""', 'false'])
  })

  it('tells `fetch` what the client and the call tell it, the call last', async () => {
    const { client, sent } = recorder('https://api.test', {
      init: { credentials: 'include', cache: 'no-store' },
    })
    await client.get('/orders', { init: { cache: 'reload' } })
    expect(sent[0]?.init).toMatchObject({ credentials: 'include', cache: 'reload', method: 'GET' })
  })

  it('has its method in capitals, which `fetch` does not see to for all of them', async () => {
    const { client, sent } = recorder('https://api.test')
    await client.request('patch', '/orders/7', { json: {} })
    expect(sent[0]?.init.method).toBe('PATCH')
  })

  it.each(['GET', 'head'])('of %s can have no body', async (method) => {
    const { client, sent } = recorder('https://api.test')
    expect(String(await thrownBy(client.request(method, '/orders', { json: {} })))).toBe(
      `TypeError: react-api-status: a ${method.toUpperCase()} has no body: expected no \`json\`; pass it as \`query\`.`,
    )
    expect(sent).toEqual([])
  })

  it('follows redirects, with headers for other origins left out', async () => {
    const other = await scene(well)
    for (const [status, method] of [
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
      [308, 'POST'],
    ] as const) {
      const { server, client } = await scene((_, response) => {
        response.writeHead(status, { location: `${other.server.origin}/orders/7` }).end('see there')
      })
      const headers = { authorization: 'Bearer 1', 'x-tenant': 'acme' }
      expect(await client.post('/orders', { pens: 1 }, { headers })).toEqual({ id: 7 })
      const hit = other.server.hits.at(-1)
      expect(hit).toMatchObject({ method, url: '/orders/7', headers: { 'x-tenant': 'acme' } })
      expect(hit?.headers).not.toHaveProperty('authorization')
      expect(hit?.headers['content-type']).toBe(method === 'POST' ? 'application/json' : undefined)
      expect(server.hits[0]?.headers.authorization).toBe('Bearer 1')
    }
  })

  it('does not keep the connection of a redirect whose body never ends', async () => {
    const { server, client } = await scene((request, response) => {
      if (request.method === 'GET') return well(request, response)
      response.writeHead(303, { location: '/orders/7' }).write('see there')
    })
    expect(await client.post('/orders', {})).toEqual({ id: 7 })
    while (server.open.now > 0) await nextTurn()
  })

  it('leaves redirects to `fetch` where it is not known what the url is relative to', async () => {
    const { client, sent } = recorder('/api')
    await client.post('/orders', {})
    expect(sent[0]).toMatchObject({ href: '/api/orders' })
    expect(sent[0]?.init).not.toHaveProperty('redirect')
  })

  it('leaves redirects to `fetch` where it may be repeated', async () => {
    const { client, sent } = recorder('https://api.test')
    await client.put('/orders/7', {})
    await client.post('/orders', {}, { idempotent: true })
    for (const { init } of sent) expect(init).not.toHaveProperty('redirect')
  })

  it('keeps the credentials of a redirect on the same origin, its body, and a PATCH', async () => {
    const bodies: string[] = []
    const { server, client } = await scene(
      reading(bodies, (request, response) => {
        if (request.url === '/orders') response.writeHead(302, { location: './orders/' }).end()
        else well(request, response)
      }),
    )
    await client.patch('/orders', { pens: 2 }, { headers: { authorization: 'Bearer 1' } })
    expect(server.hits.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['PATCH', '/orders', 'Bearer 1'],
      ['PATCH', '/orders/', 'Bearer 1'],
    ])
    expect(bodies).toEqual(['{"pens":2}', '{"pens":2}'])
  })
})
