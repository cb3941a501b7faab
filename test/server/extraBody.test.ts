import { describe, expect, test } from 'vitest'
import type { Check, HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const check: Check = { name: 'part', run: () => ({ status: 'healthy', details: { host: '10.0.0.5' } }) }

describe('body', () => {
  test('adds members to the report, in JSON of both kinds (H27)', async () => {
    const { service } = serviceOnFakeClock({
      checks: [check],
      body: ({ status }) => ({ region: 'eu', was: status }),
    })
    expect((await ask(service)).body).toMatchObject({ status: 'healthy', region: 'eu', was: 'healthy' })
    const ietf = await ask(service, '/api/health', { headers: { accept: 'application/health+json' } })
    expect(ietf.body).toMatchObject({ status: 'pass', region: 'eu' })
  })

  test('can’t say what the report says itself, which is told once (H19)', async () => {
    const { service, clock, log } = serviceOnFakeClock({
      checks: [{ name: 'part', run: () => false }],
      retries: 0,
      body: () => ({ status: 'healthy', components: {}, ready: true, checks: {}, mood: 'fine' }),
    })
    for (let poll = 0; poll < 3; poll++) {
      const { status, body } = await ask(service)
      expect({ status, says: body.status, ready: body.ready, parts: Object.keys(body.components) }).toEqual({
        status: 503,
        says: 'unhealthy',
        ready: false,
        parts: ['part'],
      })
      expect(body).toMatchObject({ mood: 'fine' })
      expect(body).not.toHaveProperty('checks')
      await clock.advance(1100)
    }
    expect(log.filter((line) => line.includes('`body` gave the member "status"'))).toHaveLength(1)
  })

  test('one path’s members stay out of the others (P1)', async () => {
    const { service } = serviceOnFakeClock({ checks: [check], body: () => ({ region: 'eu' }) })
    for (let round = 0; round < 2; round++) {
      await ask(service)
      await ask(service, '/api/health/readiness')
      expect(await ask(service, '/api/health/liveness')).toMatchObject({ text: '{"status":"healthy"}' })
      expect(await ask(service, '/api/health/startup')).toMatchObject({ text: '{"status":"healthy"}' })
      expect(await ask(service, '/api/health/readiness')).toMatchObject({
        text: '{"status":"healthy","ready":true}',
      })
      expect((await ask(service, '/api/health/components/part')).body).not.toHaveProperty('region')
    }
  })

  test('is given the report as the caller may see it, so that it can copy nothing that is withheld (H16)', async () => {
    const { service } = serviceOnFakeClock({
      showDetails: (caller) => caller.header('authorization') === 'Bearer t0ken',
      checks: [check],
      body: (report, audience) => ({ copy: report, audience }),
    })
    const anonymous = await ask(service)
    expect(anonymous.text).not.toContain('10.0.0.5')
    expect(anonymous.body).toMatchObject({ audience: 'public' })
    const trusted = await ask(service, '/api/health', { headers: { authorization: 'Bearer t0ken' } })
    expect(trusted.text).toContain('10.0.0.5')
  })

  test.each([
    ['throws', () => JSON.parse('{')],
    ['is no JSON', () => ({ big: 10n })],
    [
      'goes in circles',
      () => {
        const circle: Record<string, unknown> = {}
        return Object.assign(circle, { circle })
      },
    ],
  ])('one that %s is told of, and stops nothing', async (_, body) => {
    const { service, log } = serviceOnFakeClock({
      checks: [check],
      body: body as () => Record<string, unknown>,
    })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy' } })
    expect(log.join()).toContain('`body` threw')
  })

  test.each([undefined, null, 7, 'text', []])('%j adds nothing', async (given) => {
    const { service } = serviceOnFakeClock({ checks: [check], body: () => given as never })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy' } })
  })

  test('a name of Object’s own is data', async () => {
    const { service } = serviceOnFakeClock({
      checks: [check],
      body: () => JSON.parse('{"__proto__":{"status":"x"}}'),
    })
    const { text, body } = await ask(service)
    expect(body.status).toBe('healthy')
    expect(text).toContain('"__proto__":{"status":"x"}')
  })

  test.each(['body', 'format'])('%s is refused at the door when it is no function', (option) => {
    const options = { [option]: {} } as HealthServiceOptions
    expect(() => createHealthService(options)).toThrow(`${option}: expected a function, got [object Object]`)
  })
})
