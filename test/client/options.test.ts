import { describe, expect, it } from 'vitest'
import { BackendError, isBackendError } from '../../src/client/backendError.js'
import { createBackendClient } from '../../src/client/createBackendClient.js'
import type { CallOptions } from '../../src/client/options.js'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { json } from '../monitor/misbehaviour.js'
import { scene, thrownBy } from './backEnd.js'

const baseUrl = 'https://api.test'
const refusal = (options: object) => {
  try {
    createBackendClient({ baseUrl, ...options })
    return null
  } catch (error) {
    return String(error)
  }
}

describe('an option of the client', () => {
  it.each([
    ['retries', -1, 'RangeError', 'a whole number from 0, got -1'],
    ['retries', 1.5, 'RangeError', 'a whole number from 0, got 1.5'],
    ['retries', Infinity, 'RangeError', 'a whole number from 0, got Infinity'],
    ['retryDelay', -1, 'RangeError', 'a number from 0, got -1'],
    ['retryDelay', Infinity, 'RangeError', 'a number from 0, got Infinity'],
    ['timeout', 0, 'RangeError', 'a number from 1, got 0'],
    ['timeout', NaN, 'RangeError', 'a number from 1, got NaN'],
    ['maxDuration', -1, 'RangeError', 'a number from 0, got -1'],
    ['maxBytes', 0, 'RangeError', 'a number from 1, got 0'],
  ])('`%s` cannot be %s', (name, value, type, expected) => {
    expect(refusal({ [name]: value })).toBe(
      `${type}: react-api-status: option \`${name}\`: expected ${expected}.`,
    )
  })

  it.each(['https://ann:hunter2@api.test', 'https://hunter2@api.test', '/api?token=hunter2', '/api#hunter2'])(
    '`baseUrl` cannot hold what may be secret, and is not shown: %s',
    (url) => {
      const text = refusal({ baseUrl: url })
      expect(text).toBe(
        'TypeError: react-api-status: option `baseUrl`: expected a url without credentials, query and fragment, got another.',
      )
    },
  )

  it.each([undefined, null, 7])('`baseUrl` is a text, not %s', (url) => {
    expect(refusal({ baseUrl: url })).toContain('option `baseUrl`')
  })

  it.each(['https://api.test/@scope/v1', '/api', '', 'http://127.0.0.1:1'])('`baseUrl` can be %j', (url) => {
    expect(refusal({ baseUrl: url })).toBeNull()
  })

  it.each([
    { retries: 0, retryDelay: 0, timeout: 1, maxDuration: 0, maxBytes: 1 },
    { retryDelay: () => 7 },
    {
      retries: undefined,
      timeout: undefined,
      maxDuration: undefined,
      maxBytes: undefined,
      retryDelay: undefined,
    },
  ])('can be at its least, and undefined: %o', (options) => {
    expect(refusal(options)).toBeNull()
  })

  it('`monitor` brings its own `fetch` and `breaker`', () => {
    const monitor = createMonitor(bareEnvironment(), { url: `${baseUrl}/health`, storage: false })
    const expected =
      'TypeError: react-api-status: option `monitor`: expected neither `fetch` nor `breaker` beside it, which are its own, got both.'
    expect(refusal({ monitor, fetch })).toBe(expected)
    expect(refusal({ monitor, breaker: false })).toBe(expected)
    expect(refusal({ monitor })).toBeNull()
  })
})

describe('an option of a call', () => {
  it.each<[CallOptions, string]>([
    [{ retries: -1 }, 'option `retries`: expected a whole number from 0, got -1.'],
    [{ timeout: 0 }, 'option `timeout`: expected a number from 1, got 0.'],
  ])('is checked before anything is sent: %o', async (options, text) => {
    const { server, client } = await scene(json({}))
    const error = await thrownBy(client.get('/orders', options))
    expect(error).toBeInstanceOf(RangeError)
    expect(String(error)).toContain(text)
    expect(server.hits).toHaveLength(0)
  })
})

describe('the guard of errors', () => {
  const facts = {
    kind: 'timeout',
    method: 'GET',
    url: '/orders',
    status: null,
    attempts: 1,
    code: null,
    retryAfterMs: 0,
    body: undefined,
    noRetry: null,
    detail: 'in time',
    cause: undefined,
  } as const

  it('knows its own, also those of another copy of the package', () => {
    expect(isBackendError(new BackendError(facts))).toBe(true)
    expect(isBackendError(Object.assign(new Error('x'), { name: 'BackendError' }))).toBe(true)
  })

  it.each([new Error('x'), { name: 'BackendError' }, null, undefined, 'BackendError'])(
    'knows others: %s',
    (other) => {
      expect(isBackendError(other)).toBe(false)
    },
  )

  it('says nothing of retries while there is one to come', () => {
    expect(new BackendError(facts).message).toBe('GET /orders was not answered in time.')
  })
})
