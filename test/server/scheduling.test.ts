import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../src/server.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A service of checks with the given names, and when which of them ran. */
function recording(names: readonly string[], options: Parameters<typeof serviceOnFakeClock>[0] = {}) {
  const ran: [name: string, at: number][] = []
  const running = serviceOnFakeClock({
    checks: names.map((name) => ({ name, run: () => void ran.push([name, running.clock.now()]) })),
    ...options,
  })
  return { ...running, ran }
}

describe('start', () => {
  test('runs each check once per interval, spread over it, with nobody asking', async () => {
    const { service, clock, ran } = recording(['a', 'b', 'c'])
    service.start({ interval: 30_000 })
    await clock.advance(59_999)
    expect(ran).toEqual([
      ['a', 0],
      ['b', 10_000],
      ['c', 20_000],
      ['a', 30_000],
      ['b', 40_000],
      ['c', 50_000],
    ])
  })

  test('goes round in half a minute, if nothing else is said', async () => {
    const { service, clock, ran } = recording(['a'])
    service.start()
    await clock.advance(60_000)
    expect(ran).toHaveLength(3)
  })

  test('steps a tenth sooner or later, so that instances do not stay together (H29)', async () => {
    const { service, clock, ran } = recording(['a'], { random: seededRandom(7) })
    service.start({ interval: 10_000 })
    await clock.advance(1_000_000)
    const gaps = ran.slice(1).map(([, at], index) => at - (ran[index]?.[1] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(11_000)
    expect(new Set(gaps).size).toBeGreaterThan(50)
  })

  test('never runs a check that still runs, and goes on when one hangs (H26) (P10)', async () => {
    const hung = vi.fn<Check['run']>(() => never)
    const quick = vi.fn<Check['run']>(() => true)
    const { service, clock } = serviceOnFakeClock({
      timeout: 5000,
      checks: [
        { name: 'hung', run: hung },
        { name: 'quick', run: quick },
      ],
    })
    service.start({ interval: 2000 })
    await clock.advance(4999)
    expect(hung).toHaveBeenCalledTimes(1)
    await clock.advance(5001)
    expect(hung).toHaveBeenCalledTimes(2)
    expect(quick).toHaveBeenCalledTimes(5)
    expect(service.summary().components).toMatchObject({
      hung: { status: 'unhealthy', totalChecks: 1 },
      quick: { status: 'healthy' },
    })
  })

  test('shows a dependency that hangs after a success, rather than the success for ever (P10)', async () => {
    const run = vi.fn<Check['run']>(() => true)
    const { service, clock } = serviceOnFakeClock({ staleFor: 30_000, checks: [{ name: 'part', run }] })
    service.start({ interval: 5000 })
    await clock.advance(1000)
    run.mockImplementation(() => never)
    await clock.advance(7000)
    expect(service.summary().components.part).toMatchObject({ status: 'unhealthy' })
    run.mockImplementation(() => true)
    await clock.advance(5000)
    expect(service.summary().components.part).toMatchObject({ status: 'healthy' })
  })

  test('leaves an expensive check to its own pace, by its cacheTtl (H23)', async () => {
    const expensive = vi.fn<Check['run']>(() => true)
    const cheap = vi.fn<Check['run']>(() => true)
    const { service, clock } = serviceOnFakeClock({
      checks: [
        { name: 'expensive', run: expensive, cacheTtl: 300_000 },
        { name: 'cheap', run: cheap },
      ],
    })
    service.start({ interval: 30_000 })
    await clock.advance(599_999)
    expect(cheap).toHaveBeenCalledTimes(20)
    expect(expensive).toHaveBeenCalledTimes(3)
  })

  test('takes up checks that are registered later, and lets go of those that are gone', async () => {
    const { service, clock, ran } = recording(['a', 'b'])
    service.start({ interval: 10_000 })
    service.unregister('b')
    await clock.advance(10_000)
    service.register({ name: 'c', run: () => void ran.push(['c', clock.now()]) })
    service.enable('a', false)
    await clock.advance(30_000)
    expect(ran.map(([name]) => name).slice(0, 3)).toEqual(['a', 'a', 'c'])
    expect(ran.map(([name]) => name)).not.toContain('b')
  })

  test('waits for checks when there are none', async () => {
    const { service, clock, ran } = recording([])
    service.start({ interval: 10_000 })
    await clock.advance(15_000)
    service.register({ name: 'a', run: () => void ran.push(['a', clock.now()]) })
    await clock.advance(5000)
    expect(ran).toEqual([['a', 20_000]])
  })

  test('keeps what is served from growing older than the interval, and the second that a report is kept', async () => {
    const { service, clock } = recording(['a', 'b', 'c'], { staleFor: 30_000, cacheTtl: 30_000 })
    service.start({ interval: 30_000 })
    await clock.advance(30_000)
    for (let second = 0; second < 120; second++) {
      await clock.advance(1000)
      for (const { checkedAt = 0 } of Object.values((await service.checkAll()).components)) {
        expect(clock.wallNow() - checkedAt).toBeLessThanOrEqual(31_000)
      }
    }
  })

  test.each([0, -1, Number.NaN, '30s', 2 ** 31])('refuses an interval of %j', (interval) => {
    const { service, clock } = recording(['a'])
    expect(() => service.start({ interval: interval as number })).toThrow(
      /start\(\{ interval \}\): expected a number of milliseconds above 0/,
    )
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('stop', () => {
  test('leaves no timer, and runs nothing any more', async () => {
    const { service, clock, ran } = recording(['a', 'b'])
    const stop = service.start({ interval: 1000 })
    await clock.advance(5000)
    stop()
    expect(clock.pendingTimers).toBe(0)
    const before = ran.length
    await clock.advance(60_000)
    expect(ran).toHaveLength(before)
  })

  test('is counted: two starts want two stops, and one stop called twice is one', async () => {
    const { service, clock, ran } = recording(['a'])
    const first = service.start({ interval: 1000 })
    const second = service.start({ interval: 1000 })
    first()
    first()
    await clock.advance(5000)
    expect(ran.length).toBeGreaterThanOrEqual(5)
    second()
    expect(clock.pendingTimers).toBe(0)
  })

  test('gives the pace back to the start that is left', async () => {
    const { service, clock, ran } = recording(['a'])
    service.start({ interval: 10_000 })
    const stopFast = service.start({ interval: 1000 })
    await clock.advance(9999)
    expect(ran).toHaveLength(10)
    stopFast()
    await clock.advance(100_000)
    expect(ran.length).toBeLessThanOrEqual(21)
  })

  test('and start, all the time, run no check more often than its cacheTtl allows (H9)', async () => {
    const { service, clock, ran } = recording(['a', 'b'])
    for (let time = 0; time < 1000; time++) {
      service.start({ interval: 500 })()
      await clock.advance(10)
    }
    expect(ran.length).toBeLessThanOrEqual(20)
  })

  test('and start, all the time, do not put off what goes on meanwhile', async () => {
    const { service, clock, ran } = recording(['a'])
    service.start({ interval: 10_000 })
    for (let time = 0; time < 1000; time++) {
      const stop = service.start({ interval: 9000 })
      await clock.advance(50)
      stop()
    }
    expect(ran.length).toBeGreaterThanOrEqual(5)
  })

  test('is no more once the service is closed, and leaves no timer', async () => {
    const { service, clock, ran } = recording(['a'])
    await service.close()
    service.start({ interval: 1000 })()
    service.start({ interval: 1000 })
    await clock.advance(10_000)
    expect({ ran, timers: clock.pendingTimers }).toEqual({ ran: [], timers: 0 })
  })

  test('can be followed by another start', async () => {
    const { service, clock, ran } = recording(['a'])
    service.start({ interval: 1000 })()
    await clock.advance(10_000)
    service.start({ interval: 1000 })
    await clock.advance(2500)
    expect(ran.map(([, at]) => at)).toEqual([0, 10_000, 11_000, 12_000])
  })
})
