import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { FakeClock, settle } from '../../src/testing/fakeClock.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A service that serves what is up to half a minute too old. */
const stale = (check: Partial<Check> & Pick<Check, 'run'>, staleFor = 30_000) =>
  serviceOnFakeClock({ staleFor, retries: 0, checks: [{ name: 'part', ...check }] })

/** Whether an answer needs no waiting. */
const isAtOnce = (service: { answer: (...request: never) => unknown }) => {
  const { answer } = service as ReturnType<typeof createHealthService>
  return !(answer('GET', '/api/health', () => undefined) instanceof Promise)
}

describe('an outcome that is not fresh any more', () => {
  test('is served at once while the check runs again for those who ask next (H7)', async () => {
    let isUp = true
    const { service, clock } = stale({
      run: () => new Promise((resolve) => clock.setTimeout(() => resolve(isUp), 500)),
    })
    void service.check('part')
    await clock.advance(500)
    isUp = false
    await clock.advance(5000)
    expect(await service.check('part')).toMatchObject({ status: 'healthy' })
    await clock.advance(500)
    expect(await service.check('part')).toMatchObject({ status: 'unhealthy' })
  })

  test('makes no request wait, however long the dependency takes (H7)', async () => {
    const run = vi.fn<Check['run']>(() => true)
    const { service, clock } = stale({ run })
    await service.checkAll()
    run.mockImplementation(() => never)
    for (let second = 0; second < 60; second++) {
      await clock.advance(1000)
      expect(isAtOnce(service)).toBe(true)
    }
    expect(await service.check('part')).toMatchObject({ status: 'unhealthy', error: { code: 'TIMEOUT' } })
  })

  test('is renewed by the first request after it, each time', async () => {
    const run = vi.fn<Check['run']>(() => true)
    const { service, clock } = stale({ run })
    await service.checkAll()
    for (let second = 0; second < 10; second++) {
      await clock.advance(1000)
      for (let asked = 0; asked < 5; asked++) expect(isAtOnce(service)).toBe(true)
    }
    await settle()
    expect(run).toHaveBeenCalledTimes(11)
  })

  test('is waited for once it is older than the window', async () => {
    const { service, clock } = stale({ run: () => true })
    await service.checkAll()
    await clock.advance(30_999)
    expect(isAtOnce(service)).toBe(true)
    await clock.advance(31_000)
    expect(isAtOnce(service)).toBe(false)
  })

  test('is never served when the window is 0, or the cacheTtl', async () => {
    for (const limits of [{ staleFor: 0 }, { cacheTtl: 0 }]) {
      const { service, clock } = stale({ run: () => true, ...limits })
      await service.checkAll()
      await clock.advance(1001)
      expect(isAtOnce(service)).toBe(false)
    }
  })

  test('is served for half a minute, if nothing else is said', async () => {
    const clock = new FakeClock()
    const service = createHealthService({
      clock,
      random: () => 0.5,
      checks: [{ name: 'part', run: () => true }],
    })
    await service.checkAll()
    await clock.advance(30_999)
    expect(isAtOnce(service)).toBe(true)
    await clock.advance(31_000)
    expect(isAtOnce(service)).toBe(false)
  })
})

describe('what is never hidden', () => {
  test('a dependency that hangs, for longer than until the next request but one (H28) (P10)', async () => {
    const run = vi.fn<Check['run']>(() => true)
    const { service, clock } = stale({ run })
    await service.checkAll()
    run.mockImplementation(() => never)
    await clock.advance(10_000)
    expect((await service.checkAll()).ready).toBe(true)
    await clock.advance(10_000)
    expect(await service.checkAll()).toMatchObject({ status: 'unhealthy', ready: false })
  })

  test('one that hangs while nobody asks, for longer than the window', async () => {
    const run = vi.fn<Check['run']>(() => true)
    const { service, clock } = stale({ run })
    await service.checkAll()
    run.mockImplementation(() => never)
    await clock.advance(31_000)
    const asked = service.checkAll()
    await clock.advance(2000)
    expect(await asked).toMatchObject({ status: 'unhealthy' })
  })

  test('a recovery, for longer than until the next request but one', async () => {
    let isUp = false
    const { service, clock } = stale({ run: () => isUp })
    await service.checkAll()
    isUp = true
    await clock.advance(10_000)
    await service.checkAll()
    await clock.advance(10_000)
    expect(await service.checkAll()).toMatchObject({ status: 'healthy', ready: true })
  })
})

describe('how long an outcome is fresh', () => {
  test('differs by up to a tenth from run to run, so that checks do not stay together (H29)', async () => {
    const clock = new FakeClock()
    const startedAt: number[] = []
    const service = createHealthService({
      clock,
      random: seededRandom(1),
      staleFor: 0,
      checks: [{ name: 'part', run: () => void startedAt.push(clock.now()) }],
    })
    while (startedAt.length <= 50) {
      await service.check('part')
      await clock.advance(1)
    }
    const gaps = startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(900)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1101)
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeGreaterThan(150)
  })
})

describe('a check of another service, asked by a health check', () => {
  const remote = (run: Check['run']) =>
    serviceOnFakeClock({ checks: [{ name: 'other', run, remote: true, critical: false }] })
  const askAt = (service: ReturnType<typeof remote>['service'], depth: string, path = '/api/health') =>
    service.answer('GET', path, (name) => (name.toLowerCase() === 'x-health-depth' ? depth : undefined))

  test.each(['1', '2', '999999999999999999999'])(
    'at depth %s is neither run nor in the answer, so that it never goes in a circle (H8)',
    async (depth) => {
      const run = vi.fn<Check['run']>(() => never)
      const { service } = remote(run)
      const { status, bytes } = await askAt(service, depth)
      expect(status).toBe(200)
      expect(JSON.parse(Buffer.from(bytes ?? []).toString())).toMatchObject({
        status: 'healthy',
        components: {},
      })
      const [readiness, component] = ['/readiness', '/components/other'].map((path) =>
        askAt(service, depth, `/api/health${path}`),
      )
      expect(await readiness).toMatchObject({ status: 200 })
      expect(await component).toMatchObject({ status: 200 })
      expect(run).not.toHaveBeenCalled()
    },
  )

  test('is unknown by itself, however long ago somebody else found it healthy (H8)', async () => {
    const { service, clock } = remote(() => true)
    await service.checkAll()
    await clock.advance(3_600_000)
    const { bytes } = await askAt(service, '1', '/api/health/components/other')
    expect(JSON.parse(Buffer.from(bytes ?? []).toString())).toMatchObject({ status: 'unknown' })
  })

  test.each(['', '0', '-1', '1e3', '1, 1', 'x'])(
    'is waited for when the depth is %j, which is none',
    async (depth) => {
      const { service, clock } = remote(() => never)
      let isAnswered = false
      void Promise.resolve(askAt(service, depth)).then(() => (isAnswered = true))
      await clock.advance(1999)
      expect(isAnswered).toBe(false)
      await clock.advance(1)
      expect(isAnswered).toBe(true)
    },
  )
})
