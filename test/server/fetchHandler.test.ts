import { expect, test } from 'vitest'
import { createFetchHandler } from '../../src/server.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const at = 'http://127.0.0.1/api/health'

test('a request gets the answer of the core', async () => {
  const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => false }], retries: 0 })
  const response = await createFetchHandler(service)(new Request(`${at}?x=1`))
  expect(response.status).toBe(503)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('retry-after')).toBe('5')
  expect(await response.json()).toMatchObject({ status: 'unhealthy' })
})

test('HEAD and 304 have no body', async () => {
  const { service } = serviceOnFakeClock()
  const handle = createFetchHandler(service)
  const head = await handle(new Request(at, { method: 'HEAD' }))
  expect(head.status).toBe(200)
  expect(head.body).toBeNull()
  const etag = head.headers.get('etag') ?? ''
  const unchanged = await handle(new Request(at, { headers: { 'If-None-Match': etag } }))
  expect(unchanged.status).toBe(304)
  expect(unchanged.body).toBeNull()
})

test('two responses from the same bytes can both be read', async () => {
  const { service } = serviceOnFakeClock()
  const handle = createFetchHandler(service)
  const [first, second] = await Promise.all([handle(new Request(at)), handle(new Request(at))])
  expect(await first.text()).toBe(await second.text())
})

test('callers are told apart by their headers', async () => {
  const { service } = serviceOnFakeClock({
    showDetails: (caller) => caller.header('X-Token') === 'open',
    checks: [{ name: 'part', run: () => ({ status: 'healthy', details: { used: 3 } }) }],
  })
  const handle = createFetchHandler(service)
  expect(await (await handle(new Request(at))).text()).not.toContain('used')
  expect(await (await handle(new Request(at, { headers: { 'x-token': 'open' } }))).text()).toContain('used')
})

test('the body of a request that may not have one here is left to the server', async () => {
  const request = new Request(at, { method: 'POST', body: 'hello' })
  const response = await createFetchHandler(serviceOnFakeClock().service)(request)
  expect(response.status).toBe(405)
  expect(await request.text()).toBe('hello')
})
