import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/server.js'
import {
  bearerToken,
  createHealthService,
  gracefulShutdown,
  listenForHealth,
  optionsFromEnvironment,
} from '../../src/server.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A service as its app would make it, from code and environment. */
function serviceFrom(env: Record<string, string>, checks: readonly Check[]) {
  const components = checks.map(({ name }) => name)
  const { options, warnings } = optionsFromEnvironment(env, { components })
  return { ...serviceOnFakeClock({ checks, retries: 0, ...options }), warnings }
}

/** How long a hung check of this service is waited for. */
async function timeoutOf(name: string, env: Record<string, string>, rest: Partial<Check> = {}) {
  const { service, clock } = serviceFrom(env, [{ name, run: () => never, ...rest }])
  let after: number | undefined
  void service.check(name).then(() => (after = clock.now()))
  const startedAt = clock.now()
  for (let waited = 0; waited < 5000 && after === undefined; waited += 100) await clock.advance(100)
  return (after ?? Number.NaN) - startedAt
}

describe('an environment that says nothing', () => {
  test.each([
    ['no variable of ours', { PATH: '/bin', HEALTHCHECK: 'x' }],
    ['empty ones', { HEALTH_CHECK_TIMEOUT_MS: '', HEALTH_CHECK_ENABLED_COMPONENTS: ' ' }],
    ['undefined ones', { HEALTH_CHECK_TIMEOUT_MS: undefined }],
  ])('%s: changes nothing and warns of nothing', (_, env) => {
    expect(optionsFromEnvironment(env)).toEqual({
      options: {},
      start: undefined,
      readOnly: false,
      listen: {},
      shutdown: {},
      warnings: [],
    })
  })
})

describe('what an operator sets', () => {
  test('reaches the function that takes it', () => {
    const { options, warnings, ...rest } = optionsFromEnvironment({
      HEALTH_CHECK_TIMEOUT_MS: '900',
      HEALTH_CHECK_RETRY_COUNT: '0',
      HEALTH_CHECK_CACHE_TTL_MS: ' 2000 ',
      HEALTH_CHECK_STALE_FOR_MS: '0',
      HEALTH_CHECK_PATH: '/status',
      HEALTH_CHECK_SHOW_DETAILS: 'Never',
      HEALTH_CHECK_INTERVAL_MS: '30000',
      HEALTH_CHECK_READ_ONLY: 'true',
      HEALTH_CHECK_HOST: '127.0.0.1',
      HEALTH_CHECK_PORT: '9000',
      HEALTH_CHECK_DRAIN_MS: '5000',
    })
    expect(options).toEqual({
      timeout: 900,
      retries: 0,
      cacheTtl: 2000,
      staleFor: 0,
      path: '/status',
      showDetails: 'never',
    })
    expect(rest).toEqual({
      start: { interval: 30_000 },
      readOnly: true,
      listen: { host: '127.0.0.1', port: 9000 },
      shutdown: { drainMs: 5000 },
    })
    expect(warnings).toEqual([])
  })

  test('is as that function wants it', async () => {
    const { options, start, readOnly, listen, shutdown } = optionsFromEnvironment({
      HEALTH_CHECK_PATH: '/status',
      HEALTH_CHECK_INTERVAL_MS: '5000',
      HEALTH_CHECK_READ_ONLY: '1',
      HEALTH_CHECK_PORT: '0',
      HEALTH_CHECK_DRAIN_MS: '0',
    })
    let runs = 0
    const checks = [{ name: 'database', run: () => void (runs += 1) }]
    const { service, clock } = serviceOnFakeClock({ checks, ...options })
    service.setReadOnly(readOnly)
    const stop = service.start(start)
    const listener = await listenForHealth(service, { port: 8788, ...listen })
    const shuttingDown = gracefulShutdown(listener.server, service, { signals: [], ...shutdown })
    try {
      await clock.advance(20_000)
      expect(runs).toBeGreaterThanOrEqual(3)
      expect(listener.port).not.toBe(8788)
      expect(await (await fetch(`${listener.url}/status`)).json()).toMatchObject({ readOnly: true })
    } finally {
      stop()
      shuttingDown.dispose()
      await listener.close()
    }
  })

  test('for all checks stands behind what a check says of itself', async () => {
    const env = { HEALTH_CHECK_TIMEOUT_MS: '900' }
    expect(await timeoutOf('database', env)).toBe(900)
    expect(await timeoutOf('database', env, { timeout: 300 })).toBe(300)
  })

  test('for one check stands above what it says of itself', async () => {
    const env = { HEALTH_CHECK_TIMEOUT_MS: '900', HEALTH_CHECK_AI_MODEL_TIMEOUT_MS: '1500' }
    expect(await timeoutOf('ai-model', env, { timeout: 300 })).toBe(1500)
    expect(await timeoutOf('database', env, { timeout: 300 })).toBe(300)
  })

  test('for one check holds when it is registered later', async () => {
    const { options } = optionsFromEnvironment({ HEALTH_CHECK_CACHE_TIMEOUT_MS: '200' })
    const { service, clock } = serviceOnFakeClock({ retries: 0, ...options })
    service.register({ name: 'cache', run: () => never })
    const asked = service.check('cache')
    await clock.advance(200)
    expect((await asked)?.error?.code).toBe('TIMEOUT')
  })

  test('of retries and the cache reaches the one check', async () => {
    const runs = { search: 0, other: 0 }
    const count = (name: keyof typeof runs): Check => ({ name, run: () => ((runs[name] += 1), false) })
    const { service, clock } = serviceFrom(
      { HEALTH_CHECK_SEARCH_RETRY_COUNT: '2', HEALTH_CHECK_SEARCH_CACHE_TTL_MS: '60000' },
      [count('search'), count('other')],
    )
    for (let round = 0; round < 2; round++) {
      const asked = service.checkAll()
      await clock.advance(3000)
      await asked
    }
    expect(runs).toEqual({ search: 3, other: 2 })
  })

  test('as the list of enabled components leaves out the others', async () => {
    const ran: string[] = []
    const checks = ['database', 'ai-model', 'cache'].map((name) => ({ name, run: () => void ran.push(name) }))
    const { service, warnings } = serviceFrom(
      { HEALTH_CHECK_ENABLED_COMPONENTS: 'database, AI_model,' },
      checks,
    )
    expect(Object.keys((await service.checkAll()).components)).toEqual(['database', 'ai-model'])
    expect(ran).toEqual(['database', 'ai-model'])
    expect(warnings).toEqual([])
  })
})

describe('a variable that is malformed is ignored, and said so', () => {
  test.each([
    ['TIMEOUT_MS', '2s', 'expected a number of milliseconds above 0 and up to 2147483647, got "2s"'],
    ['TIMEOUT_MS', '0', 'got 0'],
    ['TIMEOUT_MS', '-5', 'got "-5"'],
    ['TIMEOUT_MS', '1e3', 'got "1e3"'],
    ['TIMEOUT_MS', '99999999999', 'got 99999999999'],
    ['RETRY_COUNT', '1.5', 'expected a whole number from 0, got "1.5"'],
    ['RETRY_COUNT', '99999999999999999999', 'expected a whole number'],
    ['CACHE_TTL_MS', 'off', 'expected a number of milliseconds'],
    ['PATH', 'health', 'expected a path'],
    ['PATH', '/health?x', 'expected a path'],
    ['SHOW_DETAILS', 'yes', "expected 'never' or 'always', got \"yes\""],
    ['READ_ONLY', 'maybe', "expected 'true', 'false', '1' or '0'"],
    ['PORT', '70000', 'expected a port from 0 to 65535'],
    ['DATABASE_TIMEOUT_MS', 'soon', 'got "soon"'],
    ['TIMEOUT', '2000', 'No such variable'],
    ['constructor', '2000', 'No such variable'],
    ['__proto__', '2000', 'No such variable'],
    ['_TIMEOUT_MS', '2000', 'No such variable'],
  ])('%s=%s', (name, text, message) => {
    const { warnings, ...settings } = optionsFromEnvironment({ [`HEALTH_CHECK_${name}`]: text })
    expect(warnings).toEqual([
      { variable: `HEALTH_CHECK_${name}`, message: expect.stringContaining(message) },
    ])
    expect(settings).toMatchObject({
      options: {},
      start: undefined,
      readOnly: false,
      listen: {},
      shutdown: {},
    })
    expect(() => createHealthService(settings.options)).not.toThrow()
  })

  test('its name is not said again in the message, which stands behind it', () => {
    const { warnings } = optionsFromEnvironment({ HEALTH_CHECK_SHOW_DETAILS: 'yes' })
    expect(warnings.map(({ message }) => message)).toEqual([
      "expected 'never' or 'always', got \"yes\". It is ignored, as if it were not set.",
    ])
  })

  test('the others hold', () => {
    const { options } = optionsFromEnvironment({
      HEALTH_CHECK_TIMEOUT_MS: '2s',
      HEALTH_CHECK_RETRY_COUNT: '3',
    })
    expect(options).toEqual({ retries: 3 })
  })

  test('a variable of a component that there is not names those there are', () => {
    const { warnings } = serviceFrom({ HEALTH_CHECK_DATBASE_TIMEOUT_MS: '900' }, [
      { name: 'database', run: () => true },
    ])
    expect(warnings).toEqual([
      {
        variable: 'HEALTH_CHECK_DATBASE_TIMEOUT_MS',
        message: expect.stringContaining('There are "database" (HEALTH_CHECK_DATABASE_…)'),
      },
    ])
  })

  test('a list of enabled components that names none leaves all enabled', async () => {
    const { service, warnings } = serviceFrom({ HEALTH_CHECK_ENABLED_COMPONENTS: 'datbase' }, [
      { name: 'database', run: () => false },
    ])
    expect((await service.checkAll()).status).toBe('unhealthy')
    expect(warnings.map(({ message }) => message).join(' ')).toMatch(/"datbase" is none.*all stay enabled/)
  })

  test('is told to the log where nobody said which components there are, and it leaves nothing to check', async () => {
    const { options } = optionsFromEnvironment({ HEALTH_CHECK_ENABLED_COMPONENTS: 'datbase' })
    const checks = [{ name: 'database', run: () => false }]
    expect(serviceOnFakeClock({ checks, ...options }).log).toEqual([
      expect.stringContaining('All health checks are switched off ("database")'),
    ])
    expect(
      serviceOnFakeClock({ checks: [...checks, { ...checks[0]!, name: 'datbase' }], ...options }).log,
    ).toEqual([])
    expect(serviceOnFakeClock({ ...options }).log).toEqual([])
  })

  test('a list of enabled components with no name in it leaves all enabled, also where none are known', () => {
    const { options, warnings } = optionsFromEnvironment({ HEALTH_CHECK_ENABLED_COMPONENTS: ' , ' })
    expect(options).toEqual({})
    expect(warnings).toEqual([
      {
        variable: 'HEALTH_CHECK_ENABLED_COMPONENTS',
        message: expect.stringContaining('all stay enabled'),
      },
    ])
  })

  test('a name in the list of enabled components that no check has', () => {
    const { warnings } = serviceFrom({ HEALTH_CHECK_ENABLED_COMPONENTS: 'database,cahce' }, [
      { name: 'database', run: () => true },
      { name: 'cache', run: () => true },
    ])
    expect(warnings).toEqual([
      {
        variable: 'HEALTH_CHECK_ENABLED_COMPONENTS',
        message: expect.stringContaining('"cahce" is none'),
      },
    ])
  })
})

describe('a setting that will probably be regretted holds, and is warned of', () => {
  test.each([
    [{ TIMEOUT_MS: '10001' }, 'TIMEOUT_MS', 'longer than most probes'],
    [{ DATABASE_TIMEOUT_MS: '10001' }, 'DATABASE_TIMEOUT_MS', 'longer than most probes'],
    [{ TIMEOUT_MS: '1001', CACHE_TTL_MS: '0' }, 'TIMEOUT_MS', 'Kubernetes gives up after 1000 ms'],
    [{ CACHE_TTL_MS: '0', DATABASE_TIMEOUT_MS: '1001' }, 'DATABASE_TIMEOUT_MS', 'Kubernetes'],
    [{ CACHE_TTL_MS: '0' }, 'CACHE_TTL_MS', 'Without a cache'],
    [{ RETRY_COUNT: '6' }, 'RETRY_COUNT', '6 retries'],
    [{ SHOW_DETAILS: 'always' }, 'SHOW_DETAILS', 'Anyone who reaches the endpoint'],
    [{ DETAILS_TOKEN: 'short' }, 'DETAILS_TOKEN', 'can be guessed'],
    [{ HOST: '0.0.0.0' }, 'HOST', 'Whoever reaches 0.0.0.0'],
    [{ INTERVAL_MS: '999' }, 'INTERVAL_MS', 'every 999 ms'],
  ])('%j', (given, name, message) => {
    const env = Object.fromEntries(Object.entries(given).map(([key, text]) => [`HEALTH_CHECK_${key}`, text]))
    const { warnings } = optionsFromEnvironment(env)
    expect(warnings).toContainEqual({
      variable: `HEALTH_CHECK_${name}`,
      message: expect.stringContaining(message),
    })
  })

  test.each([
    { TIMEOUT_MS: '10000', RETRY_COUNT: '5' },
    { TIMEOUT_MS: '1000', DATABASE_TIMEOUT_MS: '10000' },
    { HOST: '::1', INTERVAL_MS: '1000', SHOW_DETAILS: 'never' },
    { HOST: 'localhost', DETAILS_TOKEN: '0123456789abcdef' },
  ])('%j is none', (given) => {
    const env = Object.fromEntries(Object.entries(given).map(([key, text]) => [`HEALTH_CHECK_${key}`, text]))
    expect(optionsFromEnvironment(env).warnings).toEqual([])
  })

  test('two components whose names are one in capitals', async () => {
    const env = { HEALTH_CHECK_AI_MODEL_TIMEOUT_MS: '700' }
    const { warnings } = optionsFromEnvironment(env, { components: ['ai-model', 'ai_model', 'cache'] })
    expect(warnings).toEqual([
      {
        variable: 'HEALTH_CHECK_AI_MODEL_TIMEOUT_MS',
        message: expect.stringContaining('"ai-model" and "ai_model"'),
      },
    ])
    expect(await timeoutOf('ai_model', env)).toBe(700)
  })

  test('a token is in no warning', () => {
    const { warnings } = optionsFromEnvironment({
      HEALTH_CHECK_DETAILS_TOKEN: 'hunter2',
      HEALTH_CHECK_SHOW_DETAILS: 'always',
    })
    expect(warnings).toHaveLength(2)
    expect(JSON.stringify(warnings)).not.toContain('hunter2')
  })
})

describe('a token for details', () => {
  const check: Check = { name: 'db', run: () => Promise.reject(new Error('connect to 10.0.0.5')) }

  test.each([
    ['Bearer 0123456789abcdef', true],
    ['bearer  0123456789abcdef', true],
    ['Bearer 0123456789abcdeF', false],
    ['Bearer 0123456789abcde', false],
    ['Bearer 0123456789abcdef0', false],
    ['Bearer 0123456789abcdef0123456789abcdef', false],
    ['Basic 0123456789abcdef', false],
    ['Bearer ', false],
    [undefined, false],
  ])('authorization %j: %j', async (authorization, isAdmitted) => {
    const { service } = serviceFrom({ HEALTH_CHECK_DETAILS_TOKEN: '0123456789abcdef' }, [check])
    const { text } = await ask(service, '/api/health', {
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(text.includes('10.0.0.5')).toBe(isAdmitted)
  })

  test('that is empty is refused, since it would admit everybody', () => {
    expect(() => bearerToken('')).toThrow(TypeError)
    expect(() => bearerToken(undefined as unknown as string)).toThrow('is its variable set?')
  })
})

test('the seam leaves to a check what it says nothing of, be that undefined or nothing at all', async () => {
  const limits: Readonly<Record<string, number>> = { slow: 50 }
  const overrides = (name: string) => (name === 'none' ? undefined : { timeout: limits[name] }) as object
  const checks = ['slow', 'db', 'none'].map((name): Check => ({ name, timeout: 80, run: () => never }))
  const { service, clock } = serviceOnFakeClock({ checks, retries: 0, overrides })
  const report = service.checkAll()
  await clock.advance(80)
  expect(Object.values((await report).components).map(({ responseTimeMs }) => responseTimeMs)).toEqual([
    50, 80, 80,
  ])
})

test('the seam switches a check by a boolean alone', () => {
  const overrides = () => ({ enabled: 'false' as never })
  const make = () => createHealthService({ overrides, checks: [{ name: 'db', run() {} }] })
  expect(make).toThrow('overrides("db").enabled: expected a boolean, got "false"')
})

test('an override that is malformed is refused when the check is registered', () => {
  const overrides = () => ({ timeout: -1 })
  const check = { name: 'db', run: () => true }
  const refusal = 'overrides("db").timeout: expected'
  expect(() => createHealthService({ overrides, checks: [check] })).toThrow(refusal)
  expect(() => createHealthService({ overrides }).register(check)).toThrow(refusal)
  expect(() => createHealthService({ overrides: {} as never })).toThrow('overrides: expected a function')
})
