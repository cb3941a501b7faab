import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../../src/server.js'
import { ageHeader, degradation, requireWritable, withDegradation } from '../../../src/server.js'
import { ask, serviceOnFakeClock } from '../serviceOnFakeClock.js'

const works = (name: string, rest: Partial<Check> = {}): Check => ({ name, run() {}, ...rest })
const fails = (name: string, rest: Partial<Check> = {}): Check => ({ name, run: () => false, ...rest })

describe('the state of a service', () => {
  test('is that of its report, and the same object until something changes', async () => {
    const { service } = serviceOnFakeClock({ checks: [works('database')] })
    expect(service.state()).toEqual({
      status: 'degraded',
      ready: true,
      degraded: false,
      degradedServices: [],
      readOnly: false,
    })
    await ask(service)
    const state = service.state()
    expect(state).toMatchObject({ status: 'healthy', degraded: false })
    await ask(service)
    expect(service.state()).toBe(state)
    service.setReadOnly(true)
    expect(service.state()).toMatchObject({
      status: 'healthy',
      degraded: true,
      degradedServices: [],
      readOnly: true,
    })
  })

  test('names what is at fault, critical components first', async () => {
    const { service } = serviceOnFakeClock({
      retries: 0,
      checks: [
        fails('search', { critical: false }),
        works('mail'),
        fails('database', { readOnlyWhenDown: true }),
        { name: 'queue', run: () => ({ status: 'degraded' }) },
        { name: 'model', run: () => ({ status: 'unknown' }) },
      ],
    })
    await ask(service)
    expect(service.state().degradedServices).toEqual(['database', 'queue', 'search'])
  })

  test('can not be changed by whoever reads it', () => {
    const { service } = serviceOnFakeClock({ checks: [works('database')] })
    const state = service.state()
    expect(() => (state.degradedServices as string[]).push('mail')).toThrow(TypeError)
    expect(() => Object.assign(state, { degraded: true })).toThrow(TypeError)
  })
})

describe('degradation', () => {
  test('knows of an outage and of its end with nobody asking', async () => {
    let isUp = true
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'search', critical: false, retries: 0, run: () => isUp }],
    })
    const degraded = degradation(service)
    await clock.advance(0)
    isUp = false
    await clock.advance(6000)
    expect(degraded.state()).toMatchObject({ degraded: true, degradedServices: ['search'] })
    isUp = true
    await clock.advance(6000)
    expect(degraded.state()).toMatchObject({ degraded: false, degradedServices: [] })
  })

  test('knows of all that is down from its beginning on, however long the interval', async () => {
    const { service, clock } = serviceOnFakeClock({
      retries: 0,
      checks: ['mail', 'search', 'cache'].map((name) => fails(name)),
    })
    const degraded = degradation(service, { interval: 60_000 })
    await clock.advance(0)
    expect(degraded.state().degradedServices).toEqual(['mail', 'search', 'cache'])
    degraded.close()
  })

  test('runs nothing any more when it is closed, and leaves other starts alone', async () => {
    let runs = 0
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'search', run: () => void runs++ }] })
    const degraded = degradation(service, { interval: 1000 })
    await clock.advance(3000)
    degraded.close()
    degraded.close()
    const before = runs
    await clock.advance(30_000)
    expect(runs).toBe(before)
    expect(clock.pendingTimers).toBe(0)

    const stop = service.start({ interval: 1000 })
    degradation(service).close()
    await clock.advance(3000)
    expect(runs).toBeGreaterThan(before)
    stop()
  })

  test('makes nothing for a request while nothing changes', () => {
    const { service } = serviceOnFakeClock({ checks: [works('database')] })
    const degraded = degradation(service)
    expect(degraded.begin('GET')).toBe(degraded.begin('POST'))
    degraded.close()
  })

  test.each([
    ['none', [], undefined],
    ['words', ['database', 'search'], '"database", "search"'],
    ['a quote and a backslash', ['a"b\\c'], String.raw`"a\"b\\c"`],
    ['what is not ASCII', ['Größe "1%"', 'mail'], '%"Gr%c3%b6%c3%9fe %221%25%22", "mail"'],
    ['a line break', ['a\r\nset-cookie: b'], '%"a%0d%0aset-cookie: b"'],
  ])('writes a list of strings into its header: %s', async (_, names, expected) => {
    const checks = names.map((name) => fails(name, { retries: 0 }))
    const { service } = serviceOnFakeClock({ checks })
    await ask(service)
    const degraded = degradation(service)
    expect(degraded.begin('GET').headers?.['Degraded-Services']).toBe(expected)
    degraded.close()
  })

  test('sends a header that no proxy finds too long', async () => {
    const checks = Array.from({ length: 200 }, (_, index) => fails(`component ${index}`, { retries: 0 }))
    const { service } = serviceOnFakeClock({ checks })
    await ask(service)
    const degraded = degradation(service)
    const value = degraded.begin('GET').headers?.['Degraded-Services'] ?? ''
    expect(value.length).toBeLessThanOrEqual(1024)
    expect(value).toMatch(/^("component \d+", )+"component \d+"$/)
    expect(degraded.state().degradedServices).toHaveLength(200)
    degraded.close()
  })

  test('leaves a name out of its header that is too long for it, and no other', async () => {
    const checks = ['database', 'x'.repeat(2000), 'search'].map((name) => fails(name, { retries: 0 }))
    const { service } = serviceOnFakeClock({ checks })
    await ask(service)
    const degraded = degradation(service)
    expect(degraded.begin('GET').headers['Degraded-Services']).toBe('"database", "search"')
    degraded.close()
  })

  test('has the header that it is given, or none', async () => {
    const { service } = serviceOnFakeClock({ checks: [fails('mail', { retries: 0 })] })
    await ask(service)
    const renamed = degradation(service, { header: 'X-Degraded' })
    expect(renamed.begin('GET').headers).toEqual({ 'X-Degraded': '"mail"' })
    const silent = degradation(service, { header: false })
    expect(silent.begin('GET').headers).toEqual({})
    renamed.close()
    silent.close()
  })

  test.each([
    [{ header: 'no header' }, 'degradation header: expected the name of a header, or false, got "no header"'],
    [{ header: '' }, 'degradation header: expected'],
    [{ interval: 0 }, 'start({ interval }): expected a number of milliseconds above 0'],
  ])('refuses %j', (options, message) => {
    const { service } = serviceOnFakeClock()
    expect(() => degradation(service, options)).toThrow(message)
  })
})

describe('requireWritable', () => {
  const safe = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND', 'REPORT', 'SEARCH']
  test.each(safe)('lets %s pass while read-only', (method) => {
    const { service } = serviceOnFakeClock()
    service.setReadOnly(true)
    expect(requireWritable(service).begin(method).refusal).toBeUndefined()
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'])(
    'refuses %s while read-only, and only then',
    (method) => {
      const { service } = serviceOnFakeClock()
      const writable = requireWritable(service)
      expect(writable.begin(method).refusal).toBeUndefined()
      service.setReadOnly(true)
      expect(writable.begin(method).refusal).toMatchObject({ status: 503 })
      service.setReadOnly(false)
      expect(writable.begin(method).refusal).toBeUndefined()
    },
  )

  test('says so as a problem, in plain words, and when to come back', async () => {
    const { service } = serviceOnFakeClock()
    service.setReadOnly({ reason: 'moving to the new disks' })
    const response = requireWritable(service).respond(new Request('http://app/orders', { method: 'POST' }))
    expect(response?.status).toBe(503)
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '5',
      'cache-control': 'no-store',
    })
    expect(await response?.json()).toEqual({
      title: 'Service Unavailable',
      status: 503,
      detail:
        "Changes can't be saved right now. What was saved before is safe and can be read. Please try again in a moment.",
      code: 'READ_ONLY',
    })
    expect(requireWritable(service).respond(new Request('http://app/orders'))).toBeUndefined()
  })

  test('says what the app wants it to', async () => {
    const { service } = serviceOnFakeClock()
    service.setReadOnly(true)
    const writable = requireWritable(service, { message: 'Nous revenons.', retryAfter: 90_500 })
    const response = writable.respond({ method: 'POST' })
    expect(response?.headers.get('retry-after')).toBe('91')
    expect(await response?.json()).toMatchObject({ detail: 'Nous revenons.' })
  })

  test('finds out that writes work again though it is the only one who asks', async () => {
    let isUp = false
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'database', readOnlyWhenDown: true, retries: 0, run: () => isUp }],
    })
    await ask(service)
    const writable = requireWritable(service)
    expect(writable.begin('POST').refusal).toBeDefined()
    isUp = true
    await clock.advance(1500)
    expect(writable.begin('POST').refusal).toBeDefined()
    await clock.advance(0)
    expect(writable.begin('POST').refusal).toBeUndefined()
  })

  test('runs checks once a second at most, however many writes it refuses and however short their cacheTtl', async () => {
    const run = vi.fn(() => false)
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'database', readOnlyWhenDown: true, retries: 0, cacheTtl: 0, run }],
    })
    await ask(service)
    const writable = requireWritable(service)
    for (let write = 0; write < 1000; write++) {
      expect(writable.begin('POST').refusal).toBeDefined()
      await clock.advance(10)
    }
    expect(run.mock.calls.length - 1).toBe(10)
  })

  test.each([
    [{ message: '' }, 'requireWritable message: expected some text, got ""'],
    [{ retryAfter: 0 }, 'requireWritable retryAfter: expected a number of milliseconds above 0'],
  ])('refuses %j', (options, message) => {
    const { service } = serviceOnFakeClock()
    expect(() => requireWritable(service, options)).toThrow(message)
  })
})

describe('a body', () => {
  const healthy = { degraded: false, degradedServices: [] }
  const degraded = { degraded: true, degradedServices: ['search'] }

  test('says whether it is degraded, and why for people only then', () => {
    const message = 'Search is away.'
    expect(withDegradation({ orders: [] }, healthy, { message })).toEqual({ orders: [], ...healthy })
    expect(withDegradation({ orders: [] }, degraded, { message })).toEqual({
      orders: [],
      ...degraded,
      message,
    })
    expect(withDegradation({ orders: [] }, degraded)).toEqual({ orders: [], ...degraded })
  })

  test('that was not read from the primary is degraded, however the service is', () => {
    expect(withDegradation({}, healthy, { answer: { degraded: true } })).toMatchObject({ degraded: true })
    expect(withDegradation({}, healthy, { answer: { degraded: false } })).toMatchObject({ degraded: false })
  })

  test('is no list, and nothing that decides itself what of it is shown', () => {
    class User {
      readonly name = 'Ann'
      readonly password = 'secret'
      toJSON() {
        return { name: this.name }
      }
    }
    for (const body of [[1, 2], null, 'text', new User(), new Date(0)] as object[]) {
      expect(() => withDegradation(body, healthy)).toThrow(/withDegradation body: expected an object that is/)
    }
    expect(withDegradation(new User().toJSON(), healthy)).toEqual({ name: 'Ann', ...healthy })
  })

  test('from a cache has an age in whole seconds, and no other has one', () => {
    expect(ageHeader({ source: 'cache', ageMs: 12_999 })).toEqual({ age: '12' })
    expect(ageHeader({ source: 'cache', ageMs: -5 })).toEqual({ age: '0' })
    expect(ageHeader({ source: 'cache', ageMs: Infinity })).toEqual({ age: '2147483648' })
    expect(ageHeader({ source: 'primary', ageMs: 0 })).toEqual({})
  })
})
