import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HealthReport } from '../../src/server.js'
import type { Json } from './openapi/closed.js'
import { closed } from './openapi/closed.js'
import { openApiDocument } from './openapi/document.js'
import type { Exchange } from './openapi/exchange.js'
import { exchange } from './openapi/exchange.js'
import type { ResponseDoc } from './openapi/operations.js'
import { ANYWHERE, HEADERS, headersOf, OPERATIONS } from './openapi/operations.js'
import { SCENES } from './openapi/scenes.js'
import { violations } from './openapi/violations.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const folder = join(import.meta.dirname, '../../docs/schema')
const schemas = JSON.parse(readFileSync(join(folder, 'health.json'), 'utf8')) as {
  readonly $defs: Record<string, Json>
}

/** Each answer, seen over a real connection: the scenes, and those that ask by GET by HEAD too. */
let seen: readonly Exchange[] = []
beforeAll(async () => {
  const requests = SCENES.flatMap((scene) =>
    (scene.method ? [scene.method] : ['GET', 'HEAD']).map((method) => [scene, method] as const),
  )
  seen = await Promise.all(requests.map(([scene, method]) => exchange(scene, method)))
})

function docOf({ path, status }: Exchange): ResponseDoc | undefined {
  return path === undefined ? ANYWHERE[status] : OPERATIONS[path]?.responses[status]
}

/** An answer without a body, whose body reads as `null`. */
const NO_BODY = { const: null }

const known = new Map<string, object>()
/** A schema of the document, closed for an audience. */
function schemaFor(audience: 'anonymous' | 'trusted', schema: string | object): object {
  if (typeof schema !== 'string') return schema
  const key = `${audience} ${schema}`
  const root = known.get(key) ?? { $ref: `#/$defs/${schema}`, $defs: closed(schemas.$defs, audience) }
  known.set(key, root)
  return root
}

/** The events of a stream, each with its data parsed; comments and `retry` are none. */
function eventsIn(text: string): readonly Record<string, unknown>[] {
  return text.split('\n\n').flatMap((frame) => {
    const { data, ...rest } = Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/s, 2)))
    return data === undefined ? [] : [{ ...rest, data: JSON.parse(data) }]
  })
}

/** An answer in a few words. */
function told({ scene, path, method, status, mediaType }: Exchange): string {
  return `${scene.name}: ${method} ${path ?? scene.target ?? ''} ${status} ${mediaType ?? 'no body'}`
}

describe('every answer that was seen', () => {
  test('is documented, with its media type', () => {
    const strangers = seen.filter((each) => {
      const doc = docOf(each)
      return !doc || (each.mediaType !== undefined && !(each.mediaType in (doc.content ?? {})))
    })
    expect(strangers.map(told)).toEqual([])
  })

  test('has no header that is not documented', () => {
    const strangers = seen.flatMap((each) => {
      const documented: readonly string[] = headersOf(docOf(each) ?? { description: '' })
      const names = Object.keys(each.headers).filter((name) => !documented.includes(name))
      return names.map((name) => `${told(each)}: ${name}`)
    })
    expect(strangers).toEqual([])
  })

  test('has headers of the form that is documented', () => {
    const wrong = seen.flatMap((each) =>
      Object.entries(HEADERS).flatMap(([name, { schema }]) => {
        const value = each.headers[name]
        if (value === undefined) return []
        const read = 'type' in schema && schema.type === 'integer' ? Number(value) : value
        return violations(schema, read).map((violation) => `${told(each)}: ${name} ${violation}`)
      }),
    )
    expect(wrong).toEqual([])
  })

  test('holds what its schema says, and nothing that its audience must not see (H16)', () => {
    const wrong = seen.flatMap((each) => {
      const schema = each.method === 'HEAD' ? undefined : docOf(each)?.content?.[each.mediaType ?? '']
      const root = schema === undefined ? NO_BODY : schemaFor(each.scene.audience ?? 'anonymous', schema)
      return violations(root, each.body ?? null).map((violation) => `${told(each)}: ${violation}`)
    })
    expect(wrong).toEqual([])
  })

  test('says when to come back where there is nothing to be had now', () => {
    const away = seen.filter(({ status }) => status === 503 || status === 429)
    expect(away.length).toBeGreaterThan(0)
    expect(away.filter(({ headers }) => !headers['retry-after']).map(told)).toEqual([])
  })

  test('says of each component that was checked how long that took (H22)', () => {
    const components = seen.flatMap(({ body }) =>
      Object.values((body as Partial<HealthReport>)?.components ?? {}),
    )
    const checked = components.filter(({ checkedAt }) => checkedAt !== undefined)
    expect(checked.length).toBeGreaterThan(SCENES.length / 10)
    expect(checked.filter(({ responseTimeMs }) => typeof responseTimeMs !== 'number')).toEqual([])
  })

  test('says nothing of hosts and passwords unless its caller is admitted (H16)', () => {
    const isTelling = ({ headers, body }: Exchange) =>
      /10\.0\.0\.|5432|hunter2|password/.test(JSON.stringify([headers, body]))
    const [toTrusted, toAnyone] = [true, false].map((isTrusted) =>
      seen.filter(({ scene }) => (scene.audience === 'trusted') === isTrusted),
    )
    expect(toAnyone?.filter(isTelling).map(told)).toEqual([])
    expect(toTrusted?.some(isTelling)).toBe(true)
  })
})

test.each(['anonymous', 'trusted'] as const)(
  'each event of a stream is as its schema says, to %s callers (H16)',
  async (audience) => {
    let isUp = true
    const { service, clock } = serviceOnFakeClock({
      retries: 0,
      showDetails: audience === 'trusted' ? 'always' : 'never',
      checks: [{ name: 'database', run: () => isUp || Promise.reject(new Error('connect to 10.0.0.5')) }],
    })
    let text = ''
    const { stream } = await service.answer('GET', '/api/health/stream', () => undefined)
    const leave = stream?.connect({
      write: (bytes) => void (text += new TextDecoder().decode(bytes)),
      backlog: () => 0,
      end: () => {},
      drop: () => {},
    })
    isUp = false
    await clock.advance(10_000)
    leave?.()
    const events = eventsIn(text)
    expect(events.map(({ event }) => event)).toEqual(['snapshot', 'live', 'change'])
    for (const event of events) {
      expect([event, violations(schemaFor(audience, 'streamEvent'), event)]).toEqual([event, []])
    }
    expect(text.includes('10.0.0.5')).toBe(audience === 'trusted')
  },
)

describe('every answer that is documented', () => {
  test('was seen, by GET and by HEAD', () => {
    const documented = Object.entries(OPERATIONS).flatMap(([path, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content = { '': '' } }]) =>
        Object.keys(content).flatMap((mediaType) =>
          ['GET', 'HEAD'].map((method) => `${method} ${path} ${status} ${mediaType}`),
        ),
      ),
    )
    const keys = seen.map(
      ({ method, path, status, mediaType = '' }) => `${method} ${path} ${status} ${mediaType}`,
    )
    expect(documented.filter((key) => !keys.includes(key))).toEqual([])
  })

  test('had each of its headers at least once', () => {
    const documented = Object.entries(OPERATIONS).flatMap(([path, { responses }]) =>
      Object.entries(responses).flatMap(([status, doc]) =>
        headersOf(doc).map((header) => `${path} ${status} ${header}`),
      ),
    )
    const had = seen.flatMap(({ path, status, headers }) =>
      Object.keys(headers).map((header) => `${path} ${status} ${header}`),
    )
    expect(documented.filter((key) => !had.includes(key))).toEqual([])
  })
})

describe('docs/consuming.md', () => {
  const page = readFileSync(join(folder, '../consuming.md'), 'utf8')

  test('names each status and code of a request that could not be answered', () => {
    const refusals = seen.flatMap(({ status, body }) => {
      const code = (body as { readonly error?: { readonly code: string } } | undefined)?.error?.code
      return code && !('status' in (body as object)) ? `${status} ${code}` : []
    })
    const named = [...page.matchAll(/^\| (\d{3}) \| (.+?) \|/gm)].flatMap(([, status = '', codes = '']) =>
      [...codes.matchAll(/[A-Z_]{3,}/g)].map(([code]) => `${status} ${code}`),
    )
    expect(named.toSorted()).toEqual([...new Set(refusals)].toSorted())
  })

  test('names each field of the report', () => {
    const names = ['report', 'service', 'component', 'componentError', 'maintenance', 'poll'].flatMap(
      (name) => Object.keys((schemas.$defs[name] as { readonly properties: object }).properties),
    )
    expect(names.filter((name) => !new RegExp(`[\`.]${name}\\b`).test(page))).toEqual([])
  })
})

describe('the document', () => {
  test('is the one in docs/schema, with real answers as its examples', async () => {
    const document = openApiDocument(schemas.$defs, seen)
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'openapi.json'))
  })

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(join(folder, 'openapi.json'))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })
})
