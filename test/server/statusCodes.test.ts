import { describe, expect, test } from 'vitest'
import type { Check, HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const degraded: Check = { name: 'cache', run: () => ({ status: 'degraded' }) }
const unhealthy: Check = { name: 'cache', run: () => false }

describe('statusCodes', () => {
  test('degraded is a state of its own, and a 200 unless somebody says otherwise (H20)', async () => {
    const { service } = serviceOnFakeClock({ checks: [degraded] })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'degraded' } })
    const { service: strict } = serviceOnFakeClock({
      checks: [degraded],
      statusCodes: { degraded: 503 },
    })
    for (const path of ['/api/health', '/api/health/components/cache']) {
      expect(await ask(strict, path)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '5' },
        body: { status: 'degraded' },
      })
    }
  })

  test('unhealthy may be a 200 for clients that read the body alone', async () => {
    const { service } = serviceOnFakeClock({
      checks: [unhealthy],
      retries: 0,
      statusCodes: { unhealthy: 200 },
    })
    for (const path of ['/api/health', '/api/health/components/cache']) {
      const { status, body, headers } = await ask(service, path)
      expect({ status, says: body.status }).toEqual({ status: 200, says: 'unhealthy' })
      expect(headers).not.toHaveProperty('retry-after')
    }
  })

  test('probes are 200 or 503, whatever it says', async () => {
    const { service } = serviceOnFakeClock({
      checks: [unhealthy],
      retries: 0,
      statusCodes: { unhealthy: 200 },
    })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 503 })
  })

  test('a code other than 2xx is never a 304', async () => {
    const { service } = serviceOnFakeClock({ checks: [degraded], statusCodes: { degraded: 503 } })
    const { headers } = await ask(service)
    expect(
      await ask(service, '/api/health', { headers: { 'if-none-match': headers.etag ?? '*' } }),
    ).toMatchObject({
      status: 503,
    })
  })

  test.each([
    [{ degraded: 204 }, 'statusCodes.degraded: expected a status code that has a body'],
    [{ degraded: 302 }, 'statusCodes.degraded: expected'],
    [{ unhealthy: 99 }, 'statusCodes.unhealthy: expected'],
    [{ unhealthy: '503' }, 'got "503"'],
    [null, 'statusCodes: expected an object'],
  ])('%j is refused at the door', (statusCodes, message) => {
    const options = { statusCodes } as unknown as HealthServiceOptions
    expect(() => createHealthService(options)).toThrow(message)
  })
})
