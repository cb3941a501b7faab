import { describe, expect, test } from 'vitest'
import { legacyFormat } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const checks = [
  { name: 'ai_model', run: () => true },
  { name: 'cache', critical: false, run: () => false },
] as const

describe('legacyFormat', () => {
  test('is the flat answer that older clients know', async () => {
    const { service } = serviceOnFakeClock({ format: legacyFormat, buildId: '1.0.0', retries: 0, checks })
    expect((await ask(service)).body).toEqual({
      status: 'degraded',
      timestamp: '2026-01-01T00:00:00.000Z',
      version: '1.0.0',
      ai_model_available: true,
      resilience_healthy: null,
      cache_healthy: false,
    })
  })

  test('without any of the components it says that there is no model', async () => {
    const { service } = serviceOnFakeClock({ format: legacyFormat })
    expect((await ask(service)).body).toMatchObject({
      status: 'healthy',
      version: null,
      ai_model_available: false,
      cache_healthy: null,
    })
  })
})

describe('format', () => {
  test('replaces the native JSON and nothing else', async () => {
    const { service } = serviceOnFakeClock({ format: () => ({ fine: true }), retries: 0, checks })
    expect(await ask(service)).toMatchObject({
      status: 200,
      text: '{"fine":true}',
      headers: { 'content-type': 'application/json' },
    })
    const ietf = await ask(service, '/api/health', { headers: { accept: 'application/health+json' } })
    expect(ietf.body).toMatchObject({ status: 'warn' })
    expect((await ask(service, '/api/health/components/cache')).body).toMatchObject({ status: 'unhealthy' })
    expect((await ask(service, '/api/health/readiness')).text).toBe('{"status":"healthy","ready":true}')
  })

  test('an unchanged report is a 304, whatever moves in it', async () => {
    const { service, clock } = serviceOnFakeClock({ format: legacyFormat, retries: 0, checks })
    const first = await ask(service)
    await clock.advance(1100)
    const second = await ask(service, '/api/health', {
      headers: { 'if-none-match': first.headers.etag ?? '' },
    })
    expect(second.status).toBe(304)
  })

  test('is given the report as the caller may see it (H16)', async () => {
    const { service } = serviceOnFakeClock({
      format: (report) => report,
      retries: 0,
      checks: [{ name: 'database', run: () => Promise.reject(new Error('at 10.0.0.5')) }],
    })
    expect((await ask(service)).text).not.toContain('10.0.0.5')
  })

  test.each([
    ['throws', () => JSON.parse('{')],
    ['gives nothing', () => undefined],
    ['gives what JSON can’t hold', () => 10n],
  ])('one that %s is told of, and the report is in its own', async (_, format) => {
    const { service, log } = serviceOnFakeClock({ format, retries: 0, checks })
    expect((await ask(service)).body).toMatchObject({ status: 'degraded', components: {} })
    expect(log.join()).toContain('`format`')
  })
})
