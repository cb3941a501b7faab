import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../src/server.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const bad: Check = { name: 'database', run: () => false, retries: 0 }
const good: Check = { name: 'main cache', run: () => true }

describe('?exclude=', () => {
  test('the check neither runs nor counts for this request (H23)', async () => {
    const run = vi.fn<() => boolean>(() => false)
    const { service } = serviceOnFakeClock({ checks: [{ ...bad, run }, good] })
    const report = await ask(service, '/api/health?exclude=database')
    expect(report).toMatchObject({ status: 200, body: { status: 'healthy', ready: true } })
    expect(Object.keys(report.body.components)).toEqual(['main cache'])
    expect(await ask(service, '/api/health/readiness?exclude=database')).toMatchObject({ status: 200 })
    expect(run).not.toHaveBeenCalled()
    expect(await ask(service)).toMatchObject({ status: 503 })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 503 })
  })

  test('a probe need not wait for a check that it excludes', () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'hung', run: () => never }] })
    for (const path of ['/api/health', '/api/health/readiness']) {
      expect(service.answer('GET', `${path}?exclude=hung`, () => undefined)).not.toBeInstanceOf(Promise)
    }
  })

  test.each([
    'exclude=main%20cache&exclude=database',
    'exclude=main+cache&exclude=database',
    'exclude=database&x=1&exclude=main+cache',
  ])('several, as forms and scripts encode them: %s', async (query) => {
    const { service } = serviceOnFakeClock({ checks: [bad, good] })
    expect((await ask(service, `/api/health?${query}`)).body.components).toEqual({})
  })

  test('a name that no check has changes nothing: a probe may be older or newer than the service', async () => {
    const { service } = serviceOnFakeClock({ checks: [good] })
    const whole = await ask(service)
    const asked = await ask(service, '/api/health?exclude=search&exclude=toString')
    expect(asked.text).toBe(whole.text)
    expect(asked.headers.etag).toBe(whole.headers.etag)
  })

  test('what is left out does not show in the full report, and has a tag of its own', async () => {
    const { service } = serviceOnFakeClock({ checks: [bad, good] })
    const part = await ask(service, '/api/health?exclude=database')
    expect((await ask(service)).body.components).toHaveProperty('database')
    const headers = { 'if-none-match': part.headers.etag ?? '' }
    expect(await ask(service, '/api/health?exclude=database', { headers })).toMatchObject({ status: 304 })
    expect(await ask(service, '/api/health', { headers })).toMatchObject({ status: 503 })
  })

  test('the same parts in another order are the same answer, made once', async () => {
    const { service } = serviceOnFakeClock({ checks: [bad, good] })
    await ask(service)
    const answer = (query: string) => service.answer('GET', `/api/health?${query}`, () => undefined)
    const first = answer('exclude=database&exclude=main+cache')
    expect(answer('exclude=main+cache&exclude=nothing&exclude=database&exclude=database')).toBe(first)
  })

  test('asking for ever other parts runs no check more often, and keeps a bounded number of answers (H9)', async () => {
    const run = vi.fn<() => boolean>(() => true)
    const names = Array.from({ length: 12 }, (_, index) => `part-${index}`)
    const { service } = serviceOnFakeClock({ checks: names.map((name) => ({ name, run })) })
    await ask(service)
    const answer = (excluded: readonly string[]) =>
      service.answer(
        'GET',
        `/api/health?${excluded.map((name) => `exclude=${name}`).join('&')}`,
        () => undefined,
      )
    const first = answer(['part-0'])
    expect(answer(['part-0'])).toBe(first)
    for (let mask = 1; mask < 1 << 12; mask++) await answer(names.filter((_, bit) => mask & (1 << bit)))
    expect(run).toHaveBeenCalledTimes(names.length)
    // It has made room for others, and is made anew.
    expect(answer(['part-0'])).not.toBe(first)
  })

  test('a change shows in parts as well', async () => {
    let isUp = true
    const { service, clock } = serviceOnFakeClock({
      checks: [bad, { ...good, run: () => isUp, retries: 0 }],
    })
    expect(await ask(service, '/api/health?exclude=database')).toMatchObject({ status: 200 })
    isUp = false
    await clock.advance(1100)
    expect(await ask(service, '/api/health?exclude=database')).toMatchObject({ status: 503 })
  })
})

test('?debug and ?simulate change nothing for anybody (P14)', async () => {
  const { service } = serviceOnFakeClock({
    checks: [{ ...good, run: () => ({ status: 'healthy', details: { host: '10.0.0.5' } }) }],
  })
  const whole = await ask(service)
  for (const query of [
    'debug=1',
    'debug=true&simulate=unhealthy',
    'simulate=degraded',
    'verbose&showDetails=always',
  ]) {
    expect(await ask(service, `/api/health?${query}`)).toEqual(whole)
  }
})
