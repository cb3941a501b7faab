import process from 'node:process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHealthService } from '../../src/server.js'
import { nextTurn } from '../../src/time/turn.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const failsLater = async (): Promise<never> => {
  throw new Error('later')
}
const down = { name: 'part', retries: 0, run: () => false }

describe('a callback that is async although it has to answer at once', () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => unhandled.push(error)
  beforeEach(() => {
    unhandled.length = 0
    process.on('unhandledRejection', note)
  })
  afterEach(() => {
    process.off('unhandledRejection', note)
  })

  // What is handed in against its type, as JavaScript does.
  const given: readonly [string, unknown][] = [
    ['showDetails', failsLater],
    ['body', failsLater],
    ['format', failsLater],
    ['maintenance', failsLater],
    ['logger', { info: failsLater, warn: failsLater }],
  ]

  test.each(given)('does not end the process with its rejection: `%s`', async (option, value) => {
    const { service } = serviceOnFakeClock({ checks: [down], [option]: value })
    expect((await ask(service)).status).toBe(503)
    await nextTurn()
    expect(unhandled).toEqual([])
  })

  test('as a listener of `onTransition` is told of in the log', async () => {
    const { service, log } = serviceOnFakeClock({ checks: [down] })
    service.onTransition(failsLater)
    await ask(service)
    await nextTurn()
    expect(unhandled).toEqual([])
    expect(log.join('\n')).toMatch(/A listener of `onTransition` threw/)
  })

  test('as a `format` leaves the report in its own, and not an empty object', async () => {
    const { service, log } = serviceOnFakeClock({ format: async () => ({ fine: true }) })
    expect((await ask(service)).body).toMatchObject({ status: 'healthy', components: {} })
    expect(log.join('\n')).toMatch(/`format`/)
  })

  test('as `showDetails` admits nobody, and says so', async () => {
    const { service, log } = serviceOnFakeClock({ showDetails: (async () => true) as never })
    await ask(service)
    expect(log).toEqual([expect.stringMatching(/`showDetails` gave a promise/)])
  })
})

describe('a callback that throws for every request', () => {
  const fails = (): never => {
    throw new Error('always')
  }

  test.each(['showDetails', 'body', 'format', 'maintenance'])('fills no log: `%s`', async (option) => {
    const names = Array.from({ length: 20 }, (_, index) => `part${index}`)
    const { service, log } = serviceOnFakeClock({
      checks: names.map((name) => ({ name, run: () => true })),
      [option]: fails,
    })
    // Each of them is another report.
    for (const name of names) expect((await ask(service, `/api/health?exclude=${name}`)).status).toBe(200)
    expect(log).toEqual([expect.stringContaining(`\`${option}\``)])
  })

  test('is told of again after it went right', async () => {
    let isBroken = true
    const { service, clock, log } = serviceOnFakeClock({ body: () => (isBroken ? fails() : {}) })
    for (const broken of [true, true, false, true]) {
      isBroken = broken
      await ask(service)
      await clock.advance(1100)
    }
    expect(log).toHaveLength(2)
  })

  test('as `showDetails` is told of once, as callers could make it fail by turns', async () => {
    const showDetails = ({ header }: { header(name: string): unknown }) =>
      header('x-token') ? fails() : false
    const lines: string[] = []
    const logger = { info: () => {}, warn: (line: string) => void lines.push(line) }
    const service = createHealthService({ showDetails, logger })
    for (let request = 0; request < 10; request++) {
      await ask(service, '/api/health', { headers: { 'x-token': 'malformed' } })
      await ask(service)
    }
    expect(lines).toHaveLength(1)
  })
})
