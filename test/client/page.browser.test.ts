import { describe, expect, it } from 'vitest'
import { isBackendError } from '../../src/client/backendError.js'
import type { BackendError } from '../../src/client/backendError.js'
import { createBackendClient } from '../../src/client/createBackendClient.js'

/** Where nobody listens: discarded, and closed to every page. */
const NOWHERE = 'http://127.0.0.1:9'

async function failureOf(call: Promise<unknown>): Promise<BackendError> {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  if (!isBackendError(error)) throw new Error('The call did not fail with a BackendError.', { cause: error })
  return error
}

describe('in a page', () => {
  it('a GET that gets no answer is tried again, a POST is not', async () => {
    const client = createBackendClient({
      baseUrl: NOWHERE,
      retryDelay: 0,
      breaker: false,
      retryBudget: false,
    })
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      kind: 'network',
      code: null,
      attempts: 4,
      noRetry: 'retries-used-up',
    })
    expect(await failureOf(client.post('/orders', {}))).toMatchObject({ attempts: 1, noRetry: 'unsafe' })
    expect((await failureOf(client.post('/orders', {}, { idempotent: true }))).attempts).toBe(4)
  })

  it('a base without an origin is that of the page', async () => {
    const client = createBackendClient({
      baseUrl: '/api',
      retries: 0,
      fetch: () => Promise.resolve(new Response('', { status: 404 })),
    })
    const url = new URL('/api/orders', document.baseURI).href
    expect((await failureOf(client.get('/orders'))).url).toBe(url)
    expect((await failureOf(client.get(url))).url).toBe(url)
  })
})
