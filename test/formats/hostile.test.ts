import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../src/formats/readAnswer.js'
import { readReport } from '../../src/formats/readReport.js'
import { fixture, read, reportIn, statusesOf } from './answers.js'
import { EVERY_FORMAT } from './everyFormat.js'

describe('an answer that is no report', () => {
  it.each([
    ['a web page', fixture('login.txt'), 'text/html'],
    ['a web page that says it is JSON', fixture('login.txt'), 'application/json'],
    ['text that says it is a web page', 'Please sign in', 'text/html; charset=utf-8'],
  ])('is told apart where it is %s', (_, body, contentType) => {
    expect(read(body, { contentType })).toEqual({ kind: 'no-report', looksLike: 'html' })
  })

  it.each([
    ['JSON that was cut off', '{"status":"healthy"', 'application/json'],
    ["Python's NaN", '{"status":"healthy","latency":NaN,"max":Infinity}', 'application/json'],
    ['a script', 'callback({"status":"healthy"})', 'application/javascript'],
    ['XML', '<?xml version="1.0"?><health>ok</health>', 'application/xml'],
    ['brackets without end', '{"a":'.repeat(100_000), 'application/json'],
    ['any object', '{"hello":"world"}', 'application/json'],
    ['an object that says it is a web page', '{"hello":"world"}', 'text/html'],
    ['nulls', '{"status":null,"components":null,"timestamp":null}', 'application/json'],
    ['a list of words', '["ok","ok"]', 'application/json'],
    ['an empty list', '[]', 'application/json'],
    ['a number', '200', 'application/json'],
    ['null', 'null', 'application/json'],
  ])('is nothing else: %s', (_, body, contentType) => {
    expect(read(body, { contentType })).toEqual({ kind: 'no-report', looksLike: 'other' })
  })

  it('may be a body that was not read to its end', () => {
    const reading = readAnswer({ status: 200, headers: new Headers(), body: { kind: 'too-large' } })
    expect(reading).toEqual({ kind: 'no-report', looksLike: 'other' })
  })
})

describe('a hostile answer', () => {
  it("has plain components, even where they are named like an object's own machinery", () => {
    const body =
      '{"status":"healthy","components":{"__proto__":{"status":"unhealthy","polluted":true},' +
      '"constructor":{"status":"healthy"},"toString":{"status":"healthy"}}}'
    const report = reportIn(body)
    expect(report.status).toBe('degraded')
    expect(Object.keys(report.components)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.getOwnPropertyDescriptor(report.components, '__proto__')?.value.status).toBe('unhealthy')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('says nothing through an inherited member', () => {
    expect(reportIn('{"__proto__":{"status":"healthy"},"status":"unhealthy"}').status).toBe('unhealthy')
    expect(read('{"__proto__":{"status":"healthy"},"a":1}').kind).toBe('no-report')
  })

  it('may stand behind a guard against scripts, or have a byte order mark left', () => {
    expect(reportIn(`)]}',\n{"status":"healthy"}`).status).toBe('healthy')
    expect(reportIn(`)]}'\n{"status":"healthy"}`).status).toBe('healthy')
    expect(reportIn('\uFEFF{"status":"healthy"}').status).toBe('healthy')
  })

  it('with a hundred thousand components keeps some, counts all, and is read in no time', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => [`c${index}`, { status: 'up' }] as const)
    const started = performance.now()
    const report = reportIn({ status: 'healthy', components: Object.fromEntries(many) })
    const unhealthy = reportIn({ components: Object.fromEntries([...many, ['last', { status: 'down' }]]) })
    expect(performance.now() - started).toBeLessThan(5000)
    expect([report.status, report.truncated, Object.keys(report.components).length]).toEqual([
      'healthy',
      true,
      1000,
    ])
    expect(unhealthy.status).toBe('unhealthy')
    expect(statusesOf(unhealthy)).not.toHaveProperty('last')
  })

  it('nested without end is read as far as a report goes', () => {
    const layers = 10_000
    const nested = '{"status":"UP","components":{"inner":'.repeat(layers) + '1' + '}}'.repeat(layers)
    expect(statusesOf(reportIn(nested))).toEqual({ inner: 'healthy' })
    const report = reportIn(nested, { formats: EVERY_FORMAT })
    expect(report.status).toBe('healthy')
    expect(Object.keys(report.components).length).toBeLessThan(20)
  })

  it('with long texts keeps the beginning of each', () => {
    const long = 'x'.repeat(10_000)
    const report = reportIn({
      status: 'down',
      service: { name: long, buildId: long },
      components: { [long]: { status: 'down', error: { code: 'E', message: long }, impact: [long] } },
      maintenance: Array.from({ length: 60 }, () => ({
        id: long,
        title: long,
        startsAt: 1e12,
        components: [long],
      })),
    })
    expect(JSON.stringify(report).length).toBeLessThan(50_000)
    expect(report.maintenance).toHaveLength(50)
  })

  it('with long names in long names costs no more than it is long', () => {
    const inner = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`c${index}`, { status: 'UP' }]),
    )
    const nested = {
      status: 'UP',
      components: { ['x'.repeat(1_000_000)]: { status: 'UP', components: inner } },
    }
    const started = performance.now()
    reportIn(nested)
    reportIn(nested, { formats: EVERY_FORMAT })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('a stored value', () => {
  it.each([undefined, null, 0, 'healthy', true, [], {}, new Date(0), { status: 5 }, { components: 'x' }])(
    'that is no report reads as none: %j',
    (value) => {
      expect(readReport(value)).toBeNull()
    },
  )

  it.each([Infinity, -Infinity, NaN, Number.MAX_VALUE])('with the number %d in it keeps the rest', (odd) => {
    const report = readReport({
      status: 'up',
      timestamp: odd,
      components: { db: { status: 'up', responseTimeMs: -odd, checkedAt: odd } },
      poll: { intervalMs: -odd },
    })
    expect(report).toEqual({
      status: 'healthy',
      readOnly: false,
      components: { db: { status: 'healthy', critical: true, impact: [] } },
      maintenance: [],
    })
  })

  it('that contains itself ends somewhere', () => {
    const cyclic: { status: string; components: Record<string, unknown> } = { status: 'up', components: {} }
    for (let index = 0; index < 8; index++) cyclic.components[`c${index}`] = cyclic
    const started = performance.now()
    expect(statusesOf(readReport(cyclic)!)).toEqual(
      Object.fromEntries(Object.keys(cyclic.components).map((name) => [name, 'healthy'])),
    )
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
