import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json } from './openapi/closed.js'
import { closed } from './openapi/closed.js'
import { violations } from './openapi/violations.js'

type Schema = Readonly<Record<string, Json>> & { readonly $defs: Readonly<Record<string, Json>> }

const folder = join(import.meta.dirname, '../../docs/schema')
const open = JSON.parse(readFileSync(join(folder, 'health.json'), 'utf8')) as Schema

const component = { status: 'healthy', critical: true, checkedAt: '2026-01-01T00:00:00.000Z' }
const down = { ...component, status: 'unhealthy', error: { code: 'ECONNREFUSED' } }
const report = {
  status: 'healthy',
  ready: true,
  readOnly: false,
  timestamp: '2026-01-01T00:00:00.000Z',
  components: { database: component },
}

test('anonymous.json is health.json without what is for trusted callers, and closed', async () => {
  const { $defs } = closed(open, 'anonymous') as Schema
  const anonymous = {
    ...open,
    $id: 'urn:react-api-status:health:1:anonymous',
    title: 'What the health service of react-api-status answers to anyone',
    description:
      'For tests that nothing leaks: closed, so that a field too many is a violation, and without what only trusted callers see. To read answers take health.json.',
    $defs,
  }
  await expect(`${JSON.stringify(anonymous, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'anonymous.json'))
})

test.each(['health', 'anonymous', 'openapi'])('%s.json is given out by the package', (name) => {
  const path = createRequire(import.meta.url).resolve(`react-api-status/schema/${name}.json`)
  expect(path).toBe(join(folder, `${name}.json`))
})

describe('a schema for those who read', () => {
  test.each([
    ['a report', report],
    [
      'fields of a later version',
      { ...report, region: 'eu', components: { database: { ...component, zone: 1 } } },
    ],
    [
      'a component of an odd name',
      {
        ...report,
        components: Object.fromEntries([
          ['__proto__', component],
          ['a b/c', component],
        ]),
      },
    ],
    [
      'a component that was never checked',
      { ...report, status: 'degraded', components: { a: { status: 'unknown', critical: true } } },
    ],
    ['a critical component down', { ...report, status: 'unhealthy', components: { database: down } }],
    [
      'another component down',
      { ...report, status: 'degraded', components: { a: { ...down, critical: false } } },
    ],
    ['a start-up', { ...report, status: 'unhealthy', ready: false }],
  ])('passes %s', (_, value) => {
    expect(violations(open, value)).toEqual([])
  })

  test.each([
    ['no status', { ...report, status: undefined }],
    ['a status of another vocabulary', { ...report, status: 'pass' }],
    ['a time without its zone', { ...report, timestamp: '2026-01-01T00:00:00' }],
    ['a time in seconds', { ...report, timestamp: 1_767_225_600 }],
    [
      'a negative response time',
      { ...report, components: { database: { ...component, responseTimeMs: -1 } } },
    ],
    [
      'an unhealthy component without a code',
      { ...report, status: 'unhealthy', components: { a: { ...down, error: undefined } } },
    ],
    [
      'a sentence as a code',
      { ...report, status: 'unhealthy', components: { a: { ...down, error: { code: 'connect 10.0.0.5' } } } },
    ],
    ['an empty list', { ...report, maintenance: [] }],
  ])('refuses %s', (_, value) => {
    expect(violations(open, JSON.parse(JSON.stringify(value)))).not.toEqual([])
  })

  test.each([
    ['healthy with a critical component down', 'healthy', down],
    ['degraded with a critical component down', 'degraded', down],
    ['healthy with another component down', 'healthy', { ...down, critical: false }],
    ['healthy with an unknown component', 'healthy', { status: 'unknown', critical: false }],
  ])('refuses a whole that contradicts its parts: %s (H18)', (_, status, part) => {
    expect(violations(open, { ...report, status, components: { database: component, part } })).not.toEqual([])
  })
})

describe('a schema for what anyone may see', () => {
  const anonymous = closed(open, 'anonymous') as Schema
  test.each([
    [
      'an error message',
      { ...report, status: 'unhealthy', components: { a: { ...down, error: { code: 'E', message: 'x' } } } },
    ],
    ['details', { ...report, components: { database: { ...component, details: {} } } }],
    ['a field of the service', { ...report, service: { name: 'orders', host: '10.0.0.5' } }],
    ['a field of the report', { ...report, env: {} }],
  ])('refuses %s (H16)', (_, value) => {
    expect(violations(anonymous, value)).not.toEqual([])
    expect(violations(open, value)).toEqual([])
  })
})
