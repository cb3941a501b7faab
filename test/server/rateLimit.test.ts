import { describe, expect, test } from 'vitest'
import type { HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const limited = () =>
  serviceOnFakeClock({
    rateLimit: { perSecond: 0.5, burst: 3 },
    checks: [{ name: 'part', run: () => true }],
  })

describe('rateLimit', () => {
  test('a burst passes, then as many as were refilled; the others are told when to come back', async () => {
    const { service, clock } = limited()
    const statuses = async (times: number) => {
      const found: number[] = []
      for (let time = 0; time < times; time++) found.push((await ask(service)).status)
      return found
    }
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
    await clock.advance(2000)
    expect(await statuses(2)).toEqual([200, 429])
    await clock.advance(3_600_000)
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
  })

  test('the answer says what to do, to HEAD and for each limited path', async () => {
    const { service } = limited()
    for (let time = 0; time < 3; time++) await ask(service)
    for (const path of ['', '/components/part', '?exclude=part']) {
      expect(await ask(service, `/api/health${path}`)).toMatchObject({
        status: 429,
        headers: { 'retry-after': '2', 'cache-control': 'no-cache' },
        body: { error: { code: 'RATE_LIMITED' } },
      })
      expect(await ask(service, `/api/health${path}`, { method: 'HEAD' })).toMatchObject({
        status: 429,
        text: '',
      })
    }
  })

  test('orchestrators are never refused', async () => {
    const { service } = limited()
    for (let time = 0; time < 20; time++) {
      for (const path of ['/liveness', '/readiness', '/startup']) {
        expect(await ask(service, `/api/health${path}`)).toMatchObject({ status: 200 })
      }
    }
    expect(await ask(service)).toMatchObject({ status: 200 })
  })

  test('a request that is refused runs no check', async () => {
    let runs = 0
    const { service, clock } = serviceOnFakeClock({
      rateLimit: { perSecond: 0.001, burst: 1 },
      checks: [{ name: 'part', run: () => void runs++ }],
    })
    for (let time = 0; time < 5; time++) {
      await ask(service)
      await clock.advance(2000)
    }
    expect(runs).toBe(1)
  })

  test.each([
    [{ perSecond: 0, burst: 1 }],
    [{ perSecond: 1, burst: 0 }],
    [{ perSecond: Number.POSITIVE_INFINITY, burst: 1 }],
    [{ perSecond: '1', burst: 1 }],
    [{ burst: 1 }],
    [null],
    [5],
  ])('%j is refused at the door', (rateLimit) => {
    const options = { rateLimit } as unknown as HealthServiceOptions
    expect(() => createHealthService(options)).toThrow('rateLimit: expected { perSecond, burst }')
  })
})
