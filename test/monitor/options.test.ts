import { describe, expect, it } from 'vitest'
import { createApiStatus } from '../../src/browser/createApiStatus.js'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import type { Environment } from '../../src/monitor/environment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'

describe('options', () => {
  it.each([
    [{ url: '' }, "`url`: expected url, got ''"],
    [{ interval: 30 }, '`interval`: expected 1000..2147483647, got 30.'],
    [{ interval: Number.NaN }, '`interval`: expected 1000..2147483647, got NaN.'],
    [{ interval: 1e12 }, '`interval`: expected 1000..2147483647, got 1000000000000.'],
    [{ interval: '30000' }, "`interval`: expected 1000..2147483647, got '30000'."],
    [{ timeout: 0 }, '`timeout`: expected 1..2147483647, got 0.'],
    [{ failuresToTrip: 1.5 }, '`failuresToTrip`: expected whole number from 1, got 1.5.'],
    [{ successesToRecover: 0 }, '`successesToRecover`: expected whole number from 1, got 0.'],
    [{ maxAge: -1 }, '`maxAge`: expected 0..Infinity, got -1.'],
    [{ schedule: 'function' }, "`schedule`: expected function, got 'function'."],
    [{ storage: {} }, '`storage`: expected false | { get, set, delete }, got object.'],
    [{ storage: 'false' }, "`storage`: expected false | { get, set, delete }, got 'false'."],
    [{ storage: null }, '`storage`: expected false | { get, set, delete }, got object.'],
    [{ storageKey: 7 }, '`storageKey`: expected string, got 7.'],
    [{ pauseWhenHidden: 'true' }, "`pauseWhenHidden`: expected boolean, got 'true'."],
    [{ formats: [{}] }, '`formats`: expected function[], got object.'],
    [{ headers: 'x-app: 1' }, "`headers`: expected object | function, got 'x-app: 1'."],
    [
      { credentials: 'omit-all' },
      "`credentials`: expected 'omit' | 'same-origin' | 'include', got 'omit-all'.",
    ],
    [{ connectivityUrl: false }, '`connectivityUrl`: expected url, got false.'],
    [
      { breaker: { tripAfter: 3 } },
      '`breaker`: expected false | { tripAfter, resetAfter, key }, got object.',
    ],
    [{ logger: {} }, '`logger`: expected { warn, error }, got object.'],
    [{ logger: { warn() {} } }, '`logger`: expected { warn, error }, got object.'],
    [{ intervall: 30_000 }, '`intervall`: expected url | interval | timeout'],
  ])('%j are refused with what was expected and what came', (options, message) => {
    expect(() => createApiStatus(options as never)).toThrow(TypeError)
    expect(() => createApiStatus(options as never)).toThrow(message)
  })

  it.each([
    { breaker: false },
    { storage: false },
    { maxAge: Infinity },
    { interval: 1000, timeout: 1 },
    { credentials: 'include' },
    { headers: { 'x-app': '1' } },
    { headers: () => new Headers() },
    { formats: [() => null] },
    { breaker: { key: () => 'one' } },
  ] as const)('%j are taken', (options) => {
    expect(() => createApiStatus(options)).not.toThrow()
  })

  it('that are undefined are left out', () => {
    expect(() => createApiStatus({ interval: undefined, breaker: { key: undefined } })).not.toThrow()
  })
})

describe('on a server', () => {
  it('creating a monitor asks nothing of the world but where it is (R36)', () => {
    const refuse = () => {
      throw new Error('asked')
    }
    const silent: Environment = {
      clock: { now: refuse, wallNow: refuse, setTimeout: refuse, clearTimeout: refuse },
      random: refuse,
      fetch: refuse,
      connectivity: { isOnline: refuse, subscribe: refuse },
      visibility: { isVisible: refuse, subscribe: refuse },
      tabs: null,
      storage: { get: refuse, set: refuse, delete: refuse },
      baseUrl: () => undefined,
      hasServiceWorker: refuse,
    }
    const monitor = createMonitor(silent, { url: '/api/health' })
    expect(monitor.getSnapshot()).toMatchObject({ status: 'checking', source: 'none' })
  })

  it('a relative url has nothing to be resolved against, and is a wrong one', async () => {
    const warnings: string[] = []
    const logger = { warn: (message: string) => warnings.push(message), error: () => {} }
    const monitor = createMonitor(bareEnvironment(), { url: '/api/health', logger })
    expect(await monitor.check()).toMatchObject({ status: 'unknown', cause: 'misconfigured' })
    expect(warnings).toHaveLength(1)
  })
})
