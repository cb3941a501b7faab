import { describe, expect, it } from 'vitest'
import { createApiStatus } from '../../src/browser/createApiStatus.js'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import type { Environment } from '../../src/monitor/environment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'

describe('options', () => {
  it.each([
    [{ url: '' }, "`url`: expected a url that is not empty, got ''"],
    [{ interval: 30 }, '`interval`: expected milliseconds from 1000 to 2147483647, got 30'],
    [{ interval: Number.NaN }, '`interval`: expected milliseconds'],
    [{ interval: 1e12 }, '`interval`: expected milliseconds'],
    [{ timeout: 0 }, '`timeout`: expected milliseconds from 1'],
    [{ failuresToTrip: 1.5 }, '`failuresToTrip`: expected a whole number from 1, got 1.5'],
    [{ successesToRecover: 0 }, '`successesToRecover`: expected a whole number from 1, got 0'],
    [{ schedule: 'exponential' }, "`schedule`: expected a function such as progressive(), got 'exponential'"],
    [{ storage: {} }, '`storage`: expected false, or an object with get, set and delete, got object'],
    [{ credentials: 'yes' }, "`credentials`: expected 'omit', 'same-origin' or 'include', got 'yes'"],
    [{ breaker: { tripAfter: 3 } }, '`breaker`: expected false, or an object of functions'],
    [{ logger: {} }, '`logger`: expected an object with warn and error'],
    [{ intervall: 30_000 }, '`intervall`: expected one of url, interval, timeout'],
  ])('%j are refused with what was expected and what came', (options, message) => {
    expect(() => createApiStatus(options as never)).toThrow(TypeError)
    expect(() => createApiStatus(options as never)).toThrow(message)
  })

  it('that are undefined are left out', () => {
    expect(() => createApiStatus({ interval: undefined, breaker: { key: undefined } })).not.toThrow()
  })
})

describe('on a server', () => {
  it('creating a monitor asks nothing of the world but where it is', () => {
    const refuse = () => {
      throw new Error('asked')
    }
    const silent: Environment = {
      clock: { now: refuse, wallNow: refuse, setTimeout: refuse, clearTimeout: refuse },
      random: refuse,
      fetch: refuse,
      connectivity: { isOnline: refuse, subscribe: refuse },
      visibility: { isVisible: refuse, subscribe: refuse },
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
