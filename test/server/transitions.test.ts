import { describe, expect, test, vi } from 'vitest'
import type { CheckAnswer, HealthServiceOptions, Transition } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { FakeClock, settle } from '../../src/testing/fakeClock.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A service with one check that answers what it is told to, and its transitions so far. */
function watched(options: HealthServiceOptions = {}) {
  let answer: CheckAnswer | Error = true
  const run = () => {
    if (answer instanceof Error) throw answer
    return answer
  }
  const { service, clock, log } = serviceOnFakeClock({
    retries: 0,
    checks: [{ name: 'part', run }],
    ...options,
  })
  const transitions: Transition[] = []
  const stop = service.onTransition((transition) => transitions.push(transition))
  const become = async (next: CheckAnswer | Error) => {
    answer = next
    await service.check('part', { force: true })
  }
  return { service, clock, log, transitions, stop, become }
}

const refused = Object.assign(new Error('connect 10.0.0.5'), { code: 'ECONNREFUSED' })

describe('a listener', () => {
  test('hears of a component and of the whole, once, with the time and the reason', async () => {
    const { clock, transitions, become } = watched()
    await become(true)
    transitions.length = 0
    await clock.advance(5000)
    for (let run = 0; run < 3; run++) await become(refused)
    const at = clock.wallNow()
    expect(transitions).toEqual([
      {
        component: 'part',
        from: 'healthy',
        to: 'unhealthy',
        at,
        error: { code: 'ECONNREFUSED', message: 'connect 10.0.0.5' },
      },
      { component: null, from: 'healthy', to: 'unhealthy', at },
    ])
  })

  test('hears of the first run, which ends that nothing was known', async () => {
    const { transitions, become } = watched()
    await become(true)
    expect(transitions).toMatchObject([
      { component: 'part', from: 'unknown', to: 'healthy' },
      { component: null, from: 'degraded', to: 'healthy' },
    ])
  })

  test('hears of another reason for the same status', async () => {
    const { transitions, become } = watched()
    await become(refused)
    transitions.length = 0
    await become(false)
    expect(transitions).toMatchObject([
      { component: 'part', from: 'unhealthy', to: 'unhealthy', error: { code: 'CHECK_FAILED' } },
    ])
  })

  test('hears nothing of numbers and messages that move with every run', async () => {
    const { transitions, become } = watched()
    await become({ status: 'healthy', details: { used: 1 } })
    await become(new Error('one'))
    transitions.length = 0
    await become(new Error('two'))
    expect(transitions).toEqual([])
  })

  test('finds the report changed already', async () => {
    const { service, become } = watched()
    await become(true)
    await service.checkAll()
    const statuses: string[] = []
    service.onTransition(() => void service.checkAll().then(({ status }) => statuses.push(status)))
    await become(false)
    await settle()
    expect(statuses).toEqual(['unhealthy', 'unhealthy'])
  })

  test('hears of the whole when a check comes or goes', async () => {
    const { service, transitions, become } = watched()
    await become(false)
    transitions.length = 0
    service.unregister('part')
    service.register({ name: 'new', run: () => true })
    service.enable('new', false)
    expect(transitions).toMatchObject([
      { component: null, from: 'unhealthy', to: 'healthy' },
      { component: null, from: 'healthy', to: 'degraded' },
      { component: null, from: 'degraded', to: 'healthy' },
    ])
  })

  test('hears of the whole when start-up is done', async () => {
    let done = () => {}
    const startup = new Promise<void>((resolve) => (done = resolve))
    const { transitions } = watched({ startup, checks: [] })
    done()
    await settle()
    expect(transitions).toMatchObject([{ component: null, from: 'unhealthy', to: 'healthy' }])
  })

  test('hears of a check that only reads as what the report says: degraded', async () => {
    const { service, transitions } = watched({
      checks: [{ name: 'database', run: () => false, readOnlyWhenDown: true, critical: false }],
    })
    await service.checkAll()
    expect(transitions).toMatchObject([{ component: 'database', from: 'unknown', to: 'degraded' }])
  })

  test('hears nothing of a run whose check is gone, or whose service is closed, before it ends', async () => {
    for (const end of ['unregister', 'close'] as const) {
      const { service, transitions } = watched({ checks: [] })
      let finish: (answer: boolean) => void = () => {}
      service.register({ name: 'slow', run: () => new Promise<boolean>((resolve) => (finish = resolve)) })
      void service.check('slow')
      await settle()
      if (end === 'close') await service.close()
      else service.unregister('slow')
      finish(false)
      await settle()
      expect(transitions.map(({ component }) => component)).not.toContain('slow')
    }
  })

  test('hears nothing after its end, however often that is called', async () => {
    const { transitions, stop, become } = watched()
    stop()
    stop()
    await become(false)
    expect(transitions).toEqual([])
  })

  test('that throws goes to the log, and the others are told', async () => {
    const { service, log, become } = watched()
    const other = vi.fn<(transition: Transition) => void>()
    service.onTransition(() => {
      throw new Error('no')
    })
    service.onTransition(other)
    await become(true)
    expect(other).toHaveBeenCalledTimes(2)
    expect(log.join()).toMatch(/listener of `onTransition` threw/)
  })

  test('may end itself, or another, while it is told', async () => {
    const { service, become } = watched()
    const heard: string[] = []
    const stopFirst = service.onTransition(() => {
      heard.push('first')
      stopFirst()
    })
    service.onTransition(() => heard.push('second'))
    await become(true)
    expect(heard).toEqual(['first', 'second', 'second'])
  })
})

describe('the log', () => {
  test('has one line per transition of a component, with its fields', async () => {
    const logged: unknown[] = []
    const logger = {
      info: (...line: unknown[]) => logged.push(['info', ...line]),
      warn: (...line: unknown[]) => logged.push(['warn', ...line]),
    }
    const { become } = watched({ logger })
    await become(true)
    await become(refused)
    await become(refused)
    await become(true)
    expect(logged).toStrictEqual([
      [
        'warn',
        'Health check "part" is unhealthy (ECONNREFUSED: connect 10.0.0.5).',
        { component: 'part', from: 'healthy', to: 'unhealthy', code: 'ECONNREFUSED' },
      ],
      [
        'info',
        'Health check "part" is healthy again.',
        { component: 'part', from: 'unhealthy', to: 'healthy' },
      ],
    ])
  })

  test('has one line for each, whatever the message, and no known secret in it', async () => {
    const { service, log } = serviceOnFakeClock({ retries: 0 })
    const message =
      'refused\r\nHealth check "part" is healthy again.\u001b[2J postgres://app:hunter2@db/orders'
    service.register({
      name: 'part',
      run() {
        throw new Error(message)
      },
    })
    await service.checkAll()
    expect(log).toHaveLength(1)
    expect(log[0]).toMatch(/^\P{Cc}*$/u)
    expect(log[0]).not.toContain('hunter2')
  })

  test('has no line per request', async () => {
    const lines: string[] = []
    const logger = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) }
    const service = createHealthService({
      clock: new FakeClock(),
      logger,
      checks: [{ name: 'part', run: () => false, retries: 0 }],
    })
    for (let asked = 0; asked < 1000; asked++) await service.answer('GET', '/api/health', () => undefined)
    expect(lines).toHaveLength(1)
  })
})
