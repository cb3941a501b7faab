import { describe, expect, test } from 'vitest'
import type { Check, HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'

const run = () => true

describe('malformed options are refused at the door, with what was expected and what was given', () => {
  test.each([
    [{ name: 7 }, 'name: expected a string, got 7'],
    [{ buildId: {} }, 'buildId: expected a string, got [object Object]'],
    [{ checks: {} }, 'checks: expected a list of checks'],
    [{ cacheTtl: -1 }, 'cacheTtl: expected a number of milliseconds above 0'],
    [{ cacheTtl: '1000' }, 'got "1000"'],
    [{ staleFor: -1 }, 'staleFor: expected a number of milliseconds above 0'],
    [{ timeout: 0 }, 'timeout: expected a number of milliseconds above 0'],
    [{ timeout: Number.POSITIVE_INFINITY }, 'got Infinity'],
    [{ timeout: Number.NaN }, 'got NaN'],
    [{ timeout: 2 ** 31 }, 'up to 2147483647, got 2147483648'],
    [{ retries: 1.5 }, 'retries: expected a whole number from 0, got 1.5'],
    [{ retries: -1 }, 'retries: expected'],
    [{ concurrency: 0 }, 'concurrency: expected a whole number from 1, got 0'],
    [{ poll: { intervalMs: '5s' } }, 'poll.intervalMs: expected'],
    [{ poll: { minMs: -5 } }, 'poll.minMs: expected'],
    [{ path: 'api/health' }, 'path: expected a path'],
    [{ path: '/health?x' }, 'path: expected a path'],
    [{ showDetails: true }, "showDetails: expected 'never', 'always' or a function, got true"],
    [{ startup: () => {} }, 'startup: expected a promise'],
    [{ maintenance: [{ id: 'm' }] }, 'maintenance: expected'],
    [{ maintenance: 'tonight' }, 'maintenance: expected'],
    [{ retryAfter: -1 }, 'retryAfter: expected'],
    [{ logger: () => {} }, 'logger: expected an object with the methods info and warn'],
  ])('%j', (options, message) => {
    expect(() => createHealthService(options as HealthServiceOptions)).toThrow(TypeError)
    expect(() => createHealthService(options as HealthServiceOptions)).toThrow(message)
  })

  test.each([
    [null, 'check: expected an object { name, run }, got null'],
    [{ run }, 'check.name: expected a non-empty string, got undefined'],
    [{ name: '', run }, 'check.name: expected a non-empty string, got ""'],
    [{ name: 'db' }, 'check "db": run: expected a function, got undefined'],
    [{ name: 'db', run, critical: 'no' }, 'check "db": critical: expected a boolean, got "no"'],
    [{ name: 'db', run, readOnlyWhenDown: 1 }, 'check "db": readOnlyWhenDown: expected a boolean'],
    [{ name: 'db', run, readiness: 0 }, 'check "db": readiness: expected a boolean'],
    [{ name: 'db', run, impact: 'checkout' }, 'check "db": impact: expected a list of strings'],
    [{ name: 'db', run, timeout: -1 }, 'check "db": timeout: expected'],
    [{ name: 'db', run, retries: 0.5 }, 'check "db": retries: expected'],
    [{ name: 'db', run, cacheTtl: Number.NaN }, 'check "db": cacheTtl: expected'],
    [{ name: 'db', run, staleFor: -1 }, 'check "db": staleFor: expected'],
    [{ name: 'db', run, tags: [1] }, 'check "db": tags: expected a list of strings'],
    [{ name: 'db', run, enabled: 'no' }, 'check "db": enabled: expected a boolean, got "no"'],
    [{ name: 'db', run, remote: 1 }, 'check "db": remote: expected a boolean'],
    [{ name: 'db', run, failuresBeforeUnhealthy: 0 }, 'check "db": failuresBeforeUnhealthy: expected'],
    [{ name: 'db', run, startPeriod: '10s' }, 'check "db": startPeriod: expected'],
  ])('a check %j', (check, message) => {
    expect(() => createHealthService({ checks: [check as Check] })).toThrow(message)
    expect(() => createHealthService().register(check as Check)).toThrow(message)
  })

  test('two checks of one name', () => {
    const check = { name: 'db', run }
    expect(() => createHealthService({ checks: [check, check] })).toThrow('registered already')
  })
})

test('an option that is undefined means its default', async () => {
  const undefinedAll = { cacheTtl: undefined, timeout: undefined, path: undefined, logger: undefined }
  const service = createHealthService(undefinedAll as unknown as HealthServiceOptions)
  expect(await service.answer('GET', '/api/health', () => undefined)).toMatchObject({ status: 200 })
})

test('changing the list of features afterwards changes nothing', async () => {
  const impact = ['checkout']
  const service = createHealthService({ checks: [{ name: 'db', run, impact }] })
  impact.push('search')
  expect(await service.check('db')).toMatchObject({ impact: ['checkout'] })
})
