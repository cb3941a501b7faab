import { describe, expect, test } from 'vitest'
import type { HealthServiceOptions, MaintenanceWindow } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 1)

const window = (rest: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  id: 'm1',
  title: 'New disks',
  startsAt: START,
  endsAt: START + 5 * MINUTE,
  components: ['database'],
  ...rest,
})

const down = (name: string, critical = true) => ({ name, critical, run: () => false })

/** What a 503 of the report asks its caller to wait, in seconds. */
async function waitAsked(options: HealthServiceOptions) {
  const { service } = serviceOnFakeClock({ retries: 0, ...options })
  const { status, headers } = await ask(service)
  return status === 503 ? Number(headers['retry-after']) : undefined
}

describe('a component that is down for maintenance', () => {
  test('asks its callers to come back when the window ends', async () => {
    expect(await waitAsked({ checks: [down('database')], maintenance: [window()] })).toBe(300)
  })

  test('when the last of its windows ends', async () => {
    const maintenance = [window(), window({ id: 'm2', endsAt: START + 7 * MINUTE })]
    expect(await waitAsked({ checks: [down('database')], maintenance })).toBe(420)
  })

  test('at most in ten minutes', async () => {
    const maintenance = [window({ endsAt: START + 60 * MINUTE })]
    expect(await waitAsked({ checks: [down('database')], maintenance })).toBe(600)
  })

  test('with a window for the whole service too', async () => {
    const maintenance = [window({ components: [] })]
    expect(await waitAsked({ checks: [down('database')], maintenance })).toBe(300)
  })

  test('less and less, as the end comes near', async () => {
    const { service, clock } = serviceOnFakeClock({
      retries: 0,
      checks: [down('database')],
      maintenance: [window()],
    })
    const seconds = async () => Number((await ask(service)).headers['retry-after'])
    expect(await seconds()).toBe(300)
    await clock.advance(4 * MINUTE)
    expect(await seconds()).toBe(60)
    await clock.advance(2 * MINUTE)
    expect(await seconds()).toBe(5)
  })
})

describe('the usual wait is asked for', () => {
  test.each<[string, Partial<MaintenanceWindow>]>([
    ['before the window begins', { startsAt: START + MINUTE }],
    ['when another component is under maintenance', { components: ['search'] }],
    ['when no end is known', { endsAt: undefined }],
  ])('%s', async (_, rest) => {
    expect(await waitAsked({ checks: [down('database')], maintenance: [window(rest)] })).toBe(5)
  })

  test('when another critical component is down beside it', async () => {
    const checks = [down('database'), down('queue')]
    expect(await waitAsked({ checks, maintenance: [window()] })).toBe(5)
  })

  test('not when one that is not critical is', async () => {
    const checks = [down('database'), down('search', false)]
    expect(await waitAsked({ checks, maintenance: [window()] })).toBe(300)
  })
})

test('a window over what works changes nothing', async () => {
  const checks = [{ name: 'database', run: () => true }]
  expect(await waitAsked({ checks, maintenance: [window()] })).toBeUndefined()
})

describe('what is wrong with `maintenance`', () => {
  test('is told once until it was right again', async () => {
    let given: unknown = 'tomorrow'
    const { service, clock, log } = serviceOnFakeClock({ maintenance: () => given as never })
    const report = async () => {
      await clock.advance(1000)
      return (await ask(service)).body
    }
    for (let asked = 0; asked < 3; asked++) await report()
    expect(log).toHaveLength(1)
    given = [window()]
    expect((await report()).maintenance).toHaveLength(1)
    given = 'tomorrow'
    for (let asked = 0; asked < 3; asked++) await report()
    expect(log).toHaveLength(2)
  })

  test('ends no process when it is an async function that fails', async () => {
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    const { service, log } = serviceOnFakeClock({
      maintenance: (() => Promise.reject(new Error('calendar'))) as never,
    })
    expect(await ask(service)).toMatchObject({ status: 200 })
    await settle()
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
    expect(log).toEqual([expect.stringMatching(/`maintenance` is left out/)])
  })
})

test('a window that its owner spoils after the report was made does no harm to whoever asks for it in another format', async () => {
  const spoilt = { ...window() }
  const { service } = serviceOnFakeClock({ maintenance: () => [spoilt] })
  expect(await ask(service)).toMatchObject({ body: { maintenance: [{ id: 'm1' }] } })
  spoilt.startsAt = Number.NaN
  const headers = { accept: 'application/health+json' }
  expect(await ask(service, '/api/health', { headers })).toMatchObject({
    body: { maintenance: [{ id: 'm1' }] },
  })
})

test('a function is asked once a second at most, however many different reports callers ask for (H9)', async () => {
  let asked = 0
  const names = Array.from({ length: 20 }, (_, index) => `part${index}`)
  const { service, clock } = serviceOnFakeClock({
    cacheTtl: 0,
    checks: names.map((name) => ({ name, run: () => true })),
    maintenance() {
      asked += 1
      return [window()]
    },
  })
  const all = async () => {
    for (const name of names) await ask(service, `/api/health?exclude=${name}`)
  }
  await all()
  await all()
  expect(asked).toBe(1)
  await clock.advance(1000)
  await all()
  expect(asked).toBe(2)
})
