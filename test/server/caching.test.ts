import { describe, expect, test, vi } from 'vitest'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

describe('an outcome is served again', () => {
  test('for a second, if nothing else is said', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    await ask(service)
    await clock.advance(999)
    await ask(service)
    expect(run).toHaveBeenCalledTimes(1)
    await clock.advance(1)
    await ask(service)
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('for as long as the check says', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run, cacheTtl: 60_000 }] })
    await ask(service)
    await clock.advance(59_999)
    await ask(service)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('a failure too, so that an outage is not made worse by asking (H5)', async () => {
    const run = vi.fn<() => boolean>(() => false)
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }], retries: 0 })
    await ask(service)
    await clock.advance(999)
    expect(await ask(service)).toMatchObject({ status: 503 })
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('whichever path or call asks (H4)', async () => {
    const run = vi.fn<() => void>()
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    await service.check('part')
    await service.checkAll()
    for (const path of ['/api/health', '/api/health/readiness', '/api/health/components/part'])
      await ask(service, path)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('never, with a cacheTtl of 0', async () => {
    const run = vi.fn<() => void>()
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }], cacheTtl: 0 })
    await ask(service)
    await ask(service)
    expect(run).toHaveBeenCalledTimes(2)
  })
})

describe('callers that come together', () => {
  test.each([0, 100, 1000])(
    '50 of them are one run of a check of 400 ms, with a cacheTtl of %d (H6) (P5)',
    async (cacheTtl) => {
      const { service, clock } = serviceOnFakeClock({ cacheTtl })
      const run = vi.fn<() => Promise<void>>(() => new Promise((resolve) => clock.setTimeout(resolve, 400)))
      service.register({ name: 'slow', run })
      const asked: Promise<{ status: number }>[] = []
      for (let caller = 0; caller < 50; caller++) {
        asked.push(ask(service))
        await clock.advance(7)
      }
      await clock.advance(50)
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(50).fill(200))
      expect(run).toHaveBeenCalledTimes(1)
    },
  )

  test('10 000 requests in 10 seconds are 10 runs (H4) (H9)', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'database', run }] })
    for (let request = 0; request < 10_000; request++) {
      await service.answer('GET', '/api/health', () => undefined)
      if (request % 100 === 99) await clock.advance(100)
    }
    expect(run).toHaveBeenCalledTimes(10)
  })

  test('20 probes of a hung check are one run, and each is answered at its timeout (P3)', async () => {
    const run = vi.fn<() => Promise<never>>(() => never)
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'hung', run }] })
    const asked = Array.from({ length: 20 }, () => ask(service))
    await clock.advance(2000)
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(20).fill(503))
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('50 of them at the expiry of an outcome run each check once (H6)', async () => {
    for (const staleFor of [0, 30_000]) {
      const { service, clock } = serviceOnFakeClock({ staleFor })
      const runs = Array.from({ length: 5 }, () =>
        vi.fn<() => Promise<void>>(() => new Promise((resolve) => clock.setTimeout(resolve, 400))),
      )
      for (const [index, run] of runs.entries()) service.register({ name: `part ${index}`, run })
      void ask(service)
      await clock.advance(400)
      await clock.advance(1000)
      const asked = Array.from({ length: 50 }, () => ask(service))
      await clock.advance(400)
      await Promise.all(asked)
      expect(runs.map(({ mock }) => mock.calls.length)).toEqual([2, 2, 2, 2, 2])
    }
  })

  test('a hung check does not hold back another that is asked for alone', async () => {
    const { service } = serviceOnFakeClock({
      checks: [
        { name: 'hung', run: () => never },
        { name: 'quick', run: () => true },
      ],
    })
    void ask(service)
    expect(await ask(service, '/api/health/components/quick')).toMatchObject({ status: 200 })
  })
})

describe('a run that is asked for by name', () => {
  test('happens though the outcome is fresh', async () => {
    const run = vi.fn<() => boolean>(() => true)
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run, retries: 0 }] })
    await service.check('part')
    run.mockReturnValue(false)
    expect(await service.check('part')).toMatchObject({ status: 'healthy' })
    expect(await service.check('part', { force: true })).toMatchObject({ status: 'unhealthy' })
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('is the one in flight when there is one', async () => {
    const { service, clock } = serviceOnFakeClock()
    const run = vi.fn<() => Promise<void>>(() => new Promise((resolve) => clock.setTimeout(resolve, 400)))
    service.register({ name: 'slow', run })
    const asked = [
      service.check('slow'),
      ...Array.from({ length: 9 }, () => service.check('slow', { force: true })),
    ]
    await clock.advance(400)
    await Promise.all(asked)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('does not make those wait who may have the fresh outcome', async () => {
    const run = vi.fn<() => Promise<void> | undefined>()
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    await service.check('part')
    run.mockImplementation(() => never)
    void service.check('part', { force: true })
    expect(await ask(service)).toMatchObject({ status: 200 })
  })
})

describe('tags', () => {
  const tagged = () => {
    const cheap = vi.fn<() => boolean>(() => true)
    const expensive = vi.fn<() => boolean>(() => false)
    const { service } = serviceOnFakeClock({
      retries: 0,
      checks: [
        { name: 'cheap', run: cheap, tags: ['cheap', 'local'] },
        { name: 'expensive', run: expensive, tags: ['expensive'] },
        { name: 'plain', run: () => true },
      ],
    })
    return { service, cheap, expensive }
  }

  test('run and report the checks that have one of them, and no other (H23)', async () => {
    const { service, cheap, expensive } = tagged()
    expect(await service.checkAll({ tags: ['local'] })).toMatchObject({ status: 'healthy' })
    expect(cheap).toHaveBeenCalledTimes(1)
    expect(expensive).not.toHaveBeenCalled()
    const report = await service.checkAll({ tags: ['expensive', 'local'] })
    expect(Object.keys(report.components)).toEqual(['cheap', 'expensive'])
    expect(report.status).toBe('unhealthy')
  })

  test('that no check has are an empty report, and none at all the whole', async () => {
    const { service } = tagged()
    expect((await service.checkAll({ tags: ['none'] })).components).toEqual({})
    expect(Object.keys((await service.checkAll()).components)).toEqual(['cheap', 'expensive', 'plain'])
  })
})

describe('a check that is switched off', () => {
  test('is neither run nor in the report, for every way to ask', async () => {
    const run = vi.fn<() => boolean>(() => false)
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run, enabled: false }] })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy', components: {} } })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 200 })
    expect(await ask(service, '/api/health/components/part')).toMatchObject({ status: 404 })
    expect(await service.check('part', { force: true })).toBeUndefined()
    expect(run).not.toHaveBeenCalled()
  })

  test('keeps its name and its place, and begins anew when it is switched on', async () => {
    const run = vi.fn<() => boolean>(() => true)
    const { service } = serviceOnFakeClock({
      checks: [
        { name: 'first', run },
        { name: 'second', run: () => true },
      ],
    })
    await ask(service)
    expect(service.enable('first', false)).toBe(true)
    expect(() => service.register({ name: 'first', run })).toThrow(/registered already/)
    expect(Object.keys((await ask(service)).body.components)).toEqual(['second'])
    expect(service.enable('first', true)).toBe(true)
    expect(service.enable('first', true)).toBe(true)
    expect(Object.keys((await ask(service)).body.components)).toEqual(['first', 'second'])
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('is aborted when it runs', async () => {
    let seen: AbortSignal | undefined
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: (signal) => ((seen = signal), never) }],
    })
    const asked = ask(service)
    await settle()
    service.enable('part', false)
    expect(seen?.aborted).toBe(true)
    expect(await asked).toMatchObject({ status: 200 })
    expect(clock.pendingTimers).toBe(0)
  })

  test('is not there for a name that no check has', () => {
    const { service } = serviceOnFakeClock()
    expect(service.enable('none', true)).toBe(false)
  })
})

describe('checks that come and go', () => {
  test('a check that is registered later is in the next report', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'first', run: () => true }] })
    await ask(service)
    service.register({ name: 'second', run: () => true })
    expect(Object.keys((await ask(service)).body.components)).toEqual(['first', 'second'])
  })

  test('one that is unregistered is in none', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => false }], retries: 0 })
    expect(await ask(service)).toMatchObject({ status: 503 })
    expect(service.unregister('part')).toBe(true)
    expect(await ask(service)).toMatchObject({ status: 200, body: { components: {} } })
    expect(service.unregister('part')).toBe(false)
  })

  test('a run of an unregistered check says nothing about the new check of that name', async () => {
    let finish: (answer: boolean) => void = () => {}
    const run = () => new Promise<boolean>((resolve) => (finish = resolve))
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    void ask(service)
    await settle()
    service.unregister('part')
    service.register({ name: 'part', run: () => true })
    finish(false)
    await settle()
    expect(await ask(service)).toMatchObject({ body: { components: { part: { status: 'healthy' } } } })
  })

  test('one that is unregistered while it runs is aborted, and keeps nobody waiting', async () => {
    let seen: AbortSignal | undefined
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: (signal) => ((seen = signal), never) }],
    })
    const asked = ask(service)
    await settle()
    service.unregister('part')
    expect(seen?.aborted).toBe(true)
    expect(await asked).toMatchObject({ status: 200, body: { components: {} } })
    expect(clock.pendingTimers).toBe(0)
  })

  test('one that comes while a report waits for others is unknown in it', async () => {
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'hung', critical: false, run: () => never }],
    })
    const asked = ask(service)
    service.register({ name: 'new', run: () => true })
    await clock.advance(2000)
    expect(await asked).toMatchObject({ body: { components: { new: { status: 'unknown' } } } })
  })

  test('a name is given once', () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => true }] })
    expect(() => service.register({ name: 'part', run: () => true })).toThrow(
      /named "part" is registered already/,
    )
  })

  test('asking for one that is not there is undefined', async () => {
    const { service } = serviceOnFakeClock()
    expect(await service.check('part')).toBeUndefined()
  })
})
