import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check, HealthServiceOptions } from '../../src/server.js'
import { scrubDetails, scrubText } from '../../src/server/report/scrub.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const LEAK = 'connect ECONNREFUSED 10.0.0.5:5432 password=hunter2'
/** What must not be in any answer to an anonymous caller. */
const LEAKED = /10\.0\.0\.5|5432|hunter2|password|AKIAIOSFODNN7EXAMPLE|refused by|inner/i

const leaking = (rest: Partial<Error> & { code?: unknown } = {}) => Object.assign(new Error(LEAK), rest)

/** Every place in which a check can put a secret. */
const answers: Readonly<Record<string, Check['run']>> = {
  message: () => Promise.reject(leaking({ code: 'ECONNREFUSED' })),
  'thrown-at-once': () => {
    throw leaking()
  },
  cause: () => Promise.reject(new Error('fetch failed', { cause: leaking({ code: 'ECONNREFUSED' }) })),
  aggregate: () => Promise.reject(new AggregateError([leaking(), leaking()], LEAK)),
  text: () => Promise.reject(LEAK),
  name: () => Promise.reject(leaking({ name: `Error at 10.0.0.5` })),
  'odd-code': () => ({ status: 'degraded', error: { code: LEAK, message: LEAK } }),
  'code-with-lines': () => ({ status: 'degraded', error: { code: 'A\r\nX-Leak: hunter2' } }),
  'cloud-key-as-code': () => ({ status: 'degraded', error: { code: 'AKIAIOSFODNN7EXAMPLE' } }),
  'code-of-an-object': () => Promise.reject(leaking({ code: { toString: () => LEAK } })),
  details: () => ({ status: 'healthy', details: { dsn: LEAK, nested: [{ inner: LEAK }] } }),
  'nested-report': () => ({
    status: 'degraded',
    error: { code: 'DEGRADED', message: `refused by ${LEAK}` },
    details: { components: { inner: { status: 'unhealthy', error: { code: LEAK, message: LEAK } } } },
  }),
  'read-only': () => Promise.reject(leaking()),
}

const checks: readonly Check[] = Object.entries(answers).map(([name, run]) => ({
  name,
  run,
  critical: name === 'message',
  readOnlyWhenDown: name === 'read-only',
}))

const accepts = ['application/json', 'application/health+json', 'text/plain', 'text/html']
const paths = [
  '',
  '?verbose',
  '?verbose&exclude=message',
  '/liveness',
  '/liveness?verbose',
  '/readiness',
  '/readiness?verbose',
]
  .concat([
    '/startup',
    '/startup?verbose',
    '/none',
    '/components/none',
    '/components/%E0%A4%A',
    '?exclude=%',
    `/${'x'.repeat(3000)}`,
  ])
  .concat(Object.keys(answers).map((name) => `/components/${name}`))

/** Everything that a caller receives, in one text. */
async function everything(
  { service }: Pick<ReturnType<typeof serviceOnFakeClock>, 'service'>,
  path: string,
  given: { method?: string; headers?: Record<string, string> },
) {
  const { method = 'GET', headers = {} } = given
  const answer = await service.answer(method, `/api/health${path}`, (name) => headers[name])
  return {
    ...answer,
    all: `${JSON.stringify(answer.headers)} ${new TextDecoder().decode(answer.bytes ?? undefined)}`,
  }
}

const states: readonly (readonly [string, HealthServiceOptions])[] = [
  ['started', {}],
  ['starting', { startup: { 'migrate 10.0.0.5': never } }],
  ['draining', {}],
  ['limited', { rateLimit: { perSecond: 1, burst: 1 } }],
  [
    'whose showDetails throws',
    {
      showDetails: () => {
        throw new Error(LEAK)
      },
    },
  ],
]

describe.each(states)('an anonymous caller of a service that is %s', (state, options) => {
  test.each(accepts)(
    'as %s sees no host and no secret, at any path and by any method (H16)',
    async (accept) => {
      const made = serviceOnFakeClock({ retries: 0, checks, name: 'orders', ...options })
      if (state === 'draining') made.service.drain()
      for (const path of paths) {
        for (const method of ['GET', 'HEAD', 'POST']) {
          const { all } = await everything(made, path, { method, headers: { accept } })
          expect(all, `${method} ${path}`).not.toMatch(LEAKED)
        }
      }
    },
  )
})

test('nor in the 304, once all is well enough for one (H16)', async () => {
  const mild = checks.filter(({ name }) => name !== 'message')
  const made = serviceOnFakeClock({ retries: 0, checks: mild })
  const { headers } = await everything(made, '', {})
  const unchanged = await everything(made, '', { headers: { 'if-none-match': headers.etag ?? '' } })
  expect(unchanged.status).toBe(304)
  expect(unchanged.all).not.toMatch(LEAKED)
})

test('nor on the stream (H16)', async () => {
  const { service } = serviceOnFakeClock({ retries: 0, checks })
  const { stream } = await service.answer('GET', '/api/health/stream', () => undefined)
  let received = ''
  const write = (bytes: Uint8Array) => void (received += new TextDecoder().decode(bytes))
  const leave = stream?.connect({ write, backlog: () => 0, end: () => {}, drop: () => {} })
  leave?.()
  expect(received).toContain('"ECONNREFUSED"')
  expect(received).not.toMatch(LEAKED)
})

test('an admitted caller sees what has failed and where, and no secret', async () => {
  const made = serviceOnFakeClock({ retries: 0, checks, showDetails: 'always' })
  for (const accept of accepts) {
    const { all } = await everything(made, '', { headers: { accept } })
    expect(all).toContain('connect ECONNREFUSED 10.0.0.5:5432 password=***')
    expect(all).not.toMatch(/hunter2|AKIAIOSFODNN7EXAMPLE/)
  }
})

describe('known secrets are scrubbed from texts', () => {
  test.each([
    ['postgres://app:hunter2@db:5432/orders', 'postgres://***@db:5432/orders'],
    ['redis://:hunter2@cache:6379', 'redis://***@cache:6379'],
    ['amqp://app:hun/ter?2#@queue', 'amqp://***@queue'],
    ['https://t0ken@api.example/v1', 'https://***@api.example/v1'],
    ['a://u:p@h and b://u:p@h', 'a://***@h and b://***@h'],
    ['password=hunter2 host=db', 'password=*** host=db'],
    ['DB_PASSWORD: "hunter 2"; port 5', 'DB_PASSWORD: ***; port 5'],
    ["pwd='hunter2'", 'pwd=***'],
    ['{"clientSecret":"hunter2","a":1}', '{"clientSecret":***,"a":1}'],
    ['https://api/v1?api_key=hunter2&page=2', 'https://api/v1?api_key=***&page=2'],
    ['X-Api-Key: hunter2', 'X-Api-Key: ***'],
    ['Authorization: Bearer abc.def-123', 'Authorization: *** ***'],
    ['sent Bearer abc.def-123, refused', 'sent Bearer ***, refused'],
    ['Basic dXNlcjpwYXNz', 'Basic ***'],
    ['key AKIAIOSFODNN7EXAMPLE is not valid', 'key *** is not valid'],
    ['AccountKey=abc==;Endpoint=x', 'AccountKey=***;Endpoint=x'],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'aws_secret_access_key = ***'],
    ['sk-proj-0123456789abcdef0123', '***'],
    ['ghp_0123456789abcdef0123', '***'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '***'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- x', '*** x'],
  ])('%j', (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed)
  })

  test.each([
    'connect ECONNREFUSED 10.0.0.5:5432',
    'password authentication failed for user "app"',
    'https://api.example:8443/v1/models?page=2 answered 503',
    'mail to ops@example.com',
    'SELECT is not allowed at 10:30',
    'größe € 😀',
    '',
  ])('%j stays as it is', (text) => {
    expect(scrubText(text)).toBe(text)
  })

  test('whatever stands around it', () => {
    const parts = [
      '://',
      'a:b@',
      'password',
      '=',
      '"',
      "'",
      ' ',
      'Bearer ',
      'AKIA',
      '-----BEGIN PRIVATE KEY-----',
      '&',
      '*',
    ]
    const around = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 8 })
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = `${before.join('')} postgres://app:hunter2@db ${after.join('')}`
        expect(scrubText(text)).not.toContain('hunter2')
      }),
    )
  })

  test.each([
    '://',
    '://a:',
    '://u:p',
    'password=',
    'password',
    'password="',
    'secret-',
    'token ',
    'Bearer ',
    'Bearer a',
    'AKIA',
    'eyJ',
    'eyJ-',
    'eyJaaaaaaaaa.',
    'sk-',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    '-',
    'a',
    ' ',
    '@',
  ])('a long text of %j takes a time in proportion to its length', (part) => {
    const timeFor = (length: number) => {
      const text = part.repeat(Math.ceil(length / part.length)).slice(0, length)
      const startedAt = performance.now()
      scrubText(text)
      return performance.now() - startedAt
    }
    timeFor(10_000)
    // Quadratic, this would be a matter of minutes.
    expect(timeFor(1_000_000)).toBeLessThan(3000)
  })
})

describe('known secrets are scrubbed from details', () => {
  test('by the names of their members, at any depth', () => {
    expect(
      scrubDetails({
        password: 'hunter2',
        apiKey: 'x',
        tokens: 5,
        user: 'app',
        pool: [{ connectionString: 'postgres://app:hunter2@db/x', size: 3, idle: null, ok: true }],
        'redis://:hunter2@cache': 1,
      }),
    ).toEqual({
      password: '***',
      apiKey: '***',
      tokens: 5,
      user: 'app',
      pool: [{ connectionString: 'postgres://***@db/x', size: 3, idle: null, ok: true }],
      'redis://***@cache': 1,
    })
  })

  test('in a member that is named as secrets are, whatever it holds', () => {
    expect(scrubDetails({ tokens: ['abc'], credentials: { user: 'app', value: 'hunter2', age: 3 } })).toEqual(
      {
        tokens: ['***'],
        credentials: { user: '***', value: '***', age: 3 },
      },
    )
  })

  test('what is nested deeper than anybody reads is left out', () => {
    let details: Record<string, unknown> = { end: 'hunter2' }
    for (let depth = 0; depth < 5000; depth++) details = { details }
    expect(JSON.stringify(scrubDetails(details)).length).toBeLessThan(500)
  })

  test('a name of Object’s own is data', () => {
    const details = JSON.parse('{"__proto__":{"password":"hunter2"}}') as Record<string, unknown>
    expect(JSON.stringify(scrubDetails(details))).toBe('{"__proto__":{"password":"***"}}')
  })
})
