import { describe, expect, test, vi } from 'vitest'
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

  test('a failure too, so that an outage is not made worse by asking', async () => {
    const run = vi.fn<() => boolean>(() => false)
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }], retries: 0 })
    await ask(service)
    await clock.advance(999)
    expect(await ask(service)).toMatchObject({ status: 503 })
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('whichever path or call asks', async () => {
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
    '50 of them are one run of a check of 400 ms, with a cacheTtl of %d',
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

  test('10 000 requests in 10 seconds are 10 runs', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'database', run }] })
    for (let request = 0; request < 10_000; request++) {
      await service.answer('GET', '/api/health', () => undefined)
      if (request % 100 === 99) await clock.advance(100)
    }
    expect(run).toHaveBeenCalledTimes(10)
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
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => never }] })
    const asked = ask(service)
    service.unregister('part')
    service.register({ name: 'part', run: () => true })
    await ask(service)
    await clock.advance(2000)
    expect(await asked).toMatchObject({ body: { components: { part: { status: 'healthy' } } } })
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
