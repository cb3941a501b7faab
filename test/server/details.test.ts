import { describe, expect, test } from 'vitest'
import type { Caller, ShowDetails } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const SECRET = 'password@10.0.0.5'

/** A service whose checks have secrets wherever a check can put one. */
function secretive(showDetails?: ShowDetails) {
  const error = Object.assign(new Error(`connect ECONNREFUSED ${SECRET}`), {
    code: 'ECONNREFUSED',
    address: SECRET,
  })
  return serviceOnFakeClock({
    ...(showDetails && { showDetails }),
    retries: 0,
    checks: [
      {
        name: 'thrown',
        run: () => {
          throw error
        },
      },
      { name: 'read-only', readOnlyWhenDown: true, run: () => Promise.reject(error) },
      {
        name: 'code',
        critical: false,
        run: () => ({ status: 'degraded', error: { code: SECRET, message: SECRET } }),
      },
      { name: 'talkative', run: () => ({ status: 'healthy', details: { dsn: SECRET } }) },
      { name: 'cause', critical: false, run: () => Promise.reject(new Error('outer', { cause: error })) },
      { name: 'string', critical: false, run: () => Promise.reject(SECRET) },
    ],
  })
}

const paths = ['', '/liveness', '/readiness', '/startup', '/components/nothing'].concat(
  ['thrown', 'read-only', 'code', 'talkative', 'cause', 'string'].map((name) => `/components/${name}`),
)

describe('an anonymous caller', () => {
  test.each(paths)('never sees a message or details at %j (H16) (H17)', async (path) => {
    const { service } = secretive()
    for (const method of ['GET', 'HEAD', 'POST']) {
      const { text, headers } = await ask(service, `/api/health${path}`, { method })
      expect(text + JSON.stringify(headers)).not.toMatch(/password|10\.0\.0\.5|message":"connect|details/)
    }
  })

  test('sees names, states and codes', async () => {
    const { components } = (await ask(secretive().service)).body
    expect(components).toMatchObject({
      thrown: { status: 'unhealthy', error: { code: 'ECONNREFUSED' } },
      code: { status: 'degraded', error: { code: 'CHECK_FAILED' } },
      cause: { error: { code: 'ECONNREFUSED' } },
    })
  })
})

describe('showDetails', () => {
  test('always: everybody sees messages and details (H17)', async () => {
    const { service } = secretive('always')
    expect((await ask(service)).body.components).toMatchObject({
      thrown: { error: { code: 'ECONNREFUSED', message: `connect ECONNREFUSED ${SECRET}` } },
      talkative: { details: { dsn: SECRET } },
    })
    expect((await ask(service, '/api/health/components/talkative')).body).toMatchObject({
      details: { dsn: SECRET },
    })
  })

  test('a function decides for each caller (H17)', async () => {
    const { service } = secretive((caller) => caller.header('authorization') === 'Bearer t0ken')
    for (const path of ['/api/health', '/api/health/components/thrown']) {
      const trusted = await ask(service, path, { headers: { authorization: 'Bearer t0ken' } })
      expect(trusted.text).toContain(SECRET)
      expect((await ask(service, path)).text).not.toContain(SECRET)
      expect((await ask(service, path, { headers: { authorization: 'x' } })).text).not.toContain(SECRET)
    }
  })

  test('it is told the method and the path', async () => {
    const callers: Pick<Caller, 'method' | 'path'>[] = []
    const { service } = secretive(({ method, path }) => {
      callers.push({ method, path })
      return false
    })
    await ask(service, '/api/health?a=1', { method: 'HEAD' })
    expect(callers).toEqual([{ method: 'HEAD', path: '/api/health?a=1' }])
  })

  test('one that throws shows nothing, is told of and stops nothing', async () => {
    const { service, log } = secretive(() => {
      throw new Error('no session')
    })
    const { status, text } = await ask(service)
    expect(status).toBe(503)
    expect(text).not.toContain(SECRET)
    expect(log.join('\n')).toMatch(/`showDetails` threw/)
  })

  test.each([Promise.resolve(false), 1, 'yes', {}])('%o is not true, and shows nothing', async (answer) => {
    const { service } = secretive(() => answer as boolean)
    expect((await ask(service)).text).not.toContain(SECRET)
  })
})

test('details cannot stand in for what the service says', async () => {
  const { service } = serviceOnFakeClock({
    showDetails: 'always',
    retries: 0,
    checks: [
      { name: 'part', run: () => ({ status: 'unhealthy', details: { status: 'healthy', critical: false } }) },
    ],
  })
  expect((await ask(service)).body).toMatchObject({
    status: 'unhealthy',
    components: { part: { status: 'unhealthy', critical: true } },
  })
})
