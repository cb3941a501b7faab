import { describe, expect, test } from 'vitest'
import { BreakerOpenError, FallbackError, TimeoutError } from '../../../src/core.js'
import { isUnavailable } from '../../../src/server.js'

const coded = (code: string, more: object = {}) => Object.assign(new Error('it failed'), { code, ...more })

describe('the other side is unavailable', () => {
  test.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
    ...['ENOSPC', 'EROFS', 'EIO'],
    ...['08006', '53100', '53300', '57P01', '57P03', '57014', '25006', '58030'],
    ...['ER_CON_COUNT_ERROR', 'PROTOCOL_CONNECTION_LOST', 'ER_OPTION_PREVENTS_STATEMENT'],
    ...['SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'],
    ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET'],
  ])('by the code %s', (code) => {
    expect(isUnavailable(coded(code))).toBe(true)
  })

  test.each([
    'READONLY You can’t write against a read only replica.',
    'LOADING Redis is loading the dataset in memory',
    'MISCONF Redis is configured to save RDB snapshots',
    'CLUSTERDOWN Hash slot not served',
    'OOM command not allowed when used memory > maxmemory.',
  ])('by the reply %s', (reply) => {
    expect(isUnavailable(new Error(reply))).toBe(true)
  })

  test('by what this library says itself, and by a gateway', () => {
    expect(isUnavailable(new TimeoutError(100))).toBe(true)
    expect(isUnavailable(new BreakerOpenError('database', 0, 0))).toBe(true)
    expect(isUnavailable(AbortSignal.abort(new DOMException('too late', 'TimeoutError')).reason)).toBe(true)
    for (const status of [502, 503, 504]) expect(isUnavailable({ status })).toBe(true)
  })

  test('by the cause, however it is wrapped', () => {
    const wrapped = new TypeError('fetch failed', { cause: coded('ECONNREFUSED') })
    expect(isUnavailable(wrapped)).toBe(true)
    expect(isUnavailable(new FallbackError(wrapped, []))).toBe(true)
  })
})

describe('the other side is not unavailable', () => {
  test.each([
    '23505',
    '42601',
    '22P02',
    '28P01',
    '40001',
    '40P01',
    'ER_DUP_ENTRY',
    'SQLITE_CONSTRAINT_UNIQUE',
    'ENOENT',
  ])('by the code %s', (code) => {
    expect(isUnavailable(coded(code))).toBe(false)
  })

  test.each([
    undefined,
    null,
    'ECONNREFUSED',
    53_300,
    {},
    new Error('a bug'),
    { status: 404 },
    { status: 500 },
  ])('by %o', (thrown) => {
    expect(isUnavailable(thrown)).toBe(false)
  })

  test('by an error that is its own cause', () => {
    const error: Error = new Error('round and round')
    error.cause = error
    expect(isUnavailable(error)).toBe(false)
  })
})
