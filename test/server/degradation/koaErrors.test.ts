import { expect, test } from 'vitest'
import type { RequestStep } from '../../../src/server.js'
import { koaMiddleware } from '../../../src/server.js'

const context = () => ({ method: 'GET', state: {}, status: 404, body: undefined as unknown, set() {} })
const degraded: RequestStep = { begin: () => ({ headers: { 'Degraded-Services': '"search"' } }) }
const healthy: RequestStep = { begin: () => ({}) }

/** What the app throws, as Koa gets it. */
async function thrown(error: unknown, step = degraded): Promise<{ readonly headers?: unknown }> {
  const passed = koaMiddleware(step)(context(), async () => {
    throw error
  })
  await expect(passed).rejects.toBe(error)
  return error as { readonly headers?: unknown }
}

const failed = (headers?: unknown) => Object.assign(new Error('the app has failed'), { headers })

test('an error carries what is at fault beside headers of its own, as Koa sends them', async () => {
  const said = { 'Degraded-Services': '"search"' }
  expect((await thrown(failed())).headers).toEqual(said)
  expect((await thrown(failed(null))).headers).toEqual(said)
  expect((await thrown(failed({ allow: 'GET' }))).headers).toEqual({ allow: 'GET', ...said })
})

test('an error that can not carry it, or has headers of another kind, is passed on as it is', async () => {
  const upstream = new Headers({ 'x-request-id': '7' })
  expect((await thrown(failed(upstream))).headers).toBe(upstream)
  expect(await thrown(Object.freeze(failed()))).toHaveProperty('headers', undefined)
  await thrown('no error at all')
  await thrown(undefined)
})

test('an error has no headers while all is well', async () => {
  expect(await thrown(new Error('the app has failed'), healthy)).not.toHaveProperty('headers')
})
