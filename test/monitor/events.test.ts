import { describe, expect, it } from 'vitest'
import type { MonitorEvents } from '../../src/monitor/events.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

const NAMES = [
  'degraded',
  'recovered',
  'offline',
  'online',
] as const satisfies readonly (keyof MonitorEvents)[]

function listening(it: Scene): string[] {
  const told: string[] = []
  for (const name of NAMES) {
    it.monitor.on(name, ({ previous, snapshot }) =>
      told.push(`${name}: ${previous.status} to ${snapshot.status}`),
    )
  }
  return told
}

async function asked(it: Scene) {
  await it.clock.advance(2000)
  void it.monitor.check()
  await it.clock.advance(0)
}

describe('events', () => {
  it('tell an outage and its recovery once each', async () => {
    const it = scene()
    const told = listening(it)
    await it.begin()
    it.endpoint.answer({ kind: 'refuse' })
    await asked(it)
    await asked(it)
    it.endpoint.report()
    await asked(it)
    await asked(it)
    expect(told).toEqual(['degraded: healthy to unhealthy', 'recovered: unhealthy to healthy'])
  })

  it('tell of a recovery in two steps twice, and never of one from the unknown', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    const told = listening(it)
    it.endpoint.report({ components: { search: 'degraded' } })
    await asked(it)
    it.endpoint.report()
    await asked(it)
    it.endpoint.answer({ kind: 'status', status: 404 })
    await asked(it)
    it.endpoint.report()
    await asked(it)
    expect(told).toEqual(['recovered: unhealthy to degraded', 'recovered: degraded to healthy'])
  })

  it('tell when the device goes and comes back', async () => {
    const it = scene()
    await it.begin()
    const told = listening(it)
    it.endpoint.answer({ kind: 'refuse' })
    it.world.setOnline(false)
    await it.clock.advance(0)
    it.endpoint.report()
    it.world.setOnline(true)
    await asked(it)
    expect(told).toEqual([
      'offline: healthy to offline',
      'online: offline to healthy',
      'recovered: offline to healthy',
    ])
  })

  it('reach everyone although one handler throws, and nobody who has left (R39)', async () => {
    const it = scene()
    const told: string[] = []
    it.monitor.on('changed', async () => {
      throw new Error('boom')
    })
    const leave = it.monitor.on('changed', () => told.push('gone'))
    it.monitor.on('changed', () => told.push('here'))
    leave()
    await it.begin()
    expect(told).toEqual(['here'])
    expect(it.errors).toEqual([{ message: expect.stringContaining("'changed'"), error: new Error('boom') }])
    await it.nextPoll()
    expect(it.endpoint.requests).toHaveLength(2)
  })
})

describe('subscribers', () => {
  it('hear of each change although one of them throws, and not after they have left (R39)', async () => {
    const it = scene()
    const heard: string[] = []
    it.monitor.subscribe(() => {
      throw new Error('boom')
    })
    const leave = it.monitor.subscribe(() => heard.push('gone'))
    leave()
    it.monitor.store.subscribe(({ snapshot }) => heard.push(snapshot.status))
    await it.begin()
    expect(heard).toContain('healthy')
    expect(heard).not.toContain('gone')
    expect(it.errors[0]).toEqual({
      message: expect.stringContaining('a subscriber threw'),
      error: new Error('boom'),
    })
    await it.nextPoll()
    expect(it.endpoint.requests).toHaveLength(2)
  })
})

describe('the snapshot', () => {
  it('is the same object over unchanged polls, whatever numbers move in the report (R37)', async () => {
    const it = scene()
    const poll = (responseTimeMs: number) =>
      it.endpoint.report({
        timestamp: it.clock.wallNow(),
        components: { database: { status: 'healthy', responseTimeMs, checkedAt: it.clock.wallNow() } },
      })
    poll(3)
    await it.begin()
    const before = it.monitor.getSnapshot()
    const timing = it.monitor.getTiming()
    poll(4)
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toBe(before)
    expect(it.monitor.getTiming()).not.toBe(timing)
    expect(it.monitor.getTiming().responseTimes).toEqual({ database: 4 })
    expect(it.monitor.getTiming().reportAt).toBeGreaterThan(timing.reportAt ?? 0)
  })

  it('keeps the components that did not change as they are', async () => {
    const it = scene()
    it.endpoint.report({ components: { database: 'healthy', search: 'healthy' } })
    await it.begin()
    const before = it.monitor.getSnapshot().report?.components
    it.endpoint.report({ components: { database: 'healthy', search: 'degraded' } })
    await it.nextPoll()
    const after = it.monitor.getSnapshot().report?.components
    expect(after?.search).not.toBe(before?.search)
    expect(after?.database).toBe(before?.database)
  })

  it('can not be changed by whoever reads it', async () => {
    const it = scene()
    it.endpoint.report({ components: { database: 'healthy' } })
    await it.begin()
    const { report } = it.monitor.getSnapshot()
    expect(() => Object.assign(it.monitor.getSnapshot(), { status: 'offline' })).toThrow(TypeError)
    expect(() => Object.assign(report ?? {}, { status: 'unhealthy' })).toThrow(TypeError)
    expect(() => Object.assign(report?.components ?? {}, { more: 1 })).toThrow(TypeError)
  })

  it('holds components of any name as plain data', async () => {
    const it = scene()
    it.endpoint.answer({
      kind: 'status',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"status":"degraded","components":{"__proto__":{"status":"unhealthy","polluted":true},"constructor":{"status":"healthy"}}}',
    })
    await it.begin()
    const { report, affected } = it.monitor.getSnapshot()
    expect(Object.keys(report?.components ?? {})).toEqual(['__proto__', 'constructor'])
    expect(affected).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('tells since when the status is what it is, through changes of the cause', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    const { since } = it.monitor.getSnapshot()
    it.endpoint.answer({ kind: 'status', status: 500 })
    await asked(it)
    expect(it.monitor.getSnapshot()).toMatchObject({ cause: 'server-error', since })
  })

  it('turns stale when no report follows in time', async () => {
    const it = scene({ interval: 10_000, timeout: 60_000 })
    await it.begin()
    it.endpoint.answer({ kind: 'hang' })
    await it.clock.advance(14_999)
    expect(it.monitor.getSnapshot().isStale).toBe(false)
    await it.clock.advance(1)
    expect(it.monitor.getSnapshot().isStale).toBe(true)
  })
})

describe('onRecovered', () => {
  async function recovery(it: Scene) {
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    it.endpoint.report()
    await asked(it)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  }

  it('gives each subscriber a moment of its own within the spread (R31)', async () => {
    const it = scene({ storage: false })
    const at: number[] = []
    for (let index = 0; index < 100; index++) {
      it.monitor.onRecovered(() => at.push(it.clock.now()), { spread: 60_000 })
    }
    await recovery(it)
    const from = it.clock.now()
    await it.clock.advance(60_000)
    expect(at).toHaveLength(100)
    expect(new Set(at).size).toBeGreaterThan(90)
    expect(Math.max(...at) - from).toBeGreaterThan(45_000)
    expect(Math.min(...at) - from).toBeLessThan(15_000)
  })

  const degraded = { components: { search: { status: 'unhealthy', critical: false } } } as const

  it('takes a slot back when it is down again, also from degraded', async () => {
    const it = scene()
    let calls = 0
    it.monitor.onRecovered(() => calls++, { spread: 3_600_000 })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    it.endpoint.report(degraded)
    await asked(it)
    it.endpoint.answer({ kind: 'refuse' })
    await asked(it)
    await it.clock.advance(3_600_000)
    expect(calls).toBe(0)
  })

  it('leaves a slot where it is when the recovery turns out to be one to degraded', async () => {
    const it = scene()
    let calls = 0
    it.monitor.onRecovered(() => calls++, { spread: 100_000 })
    await recovery(it)
    it.endpoint.report(degraded)
    await asked(it)
    await it.clock.advance(100_000)
    expect(calls).toBe(1)
  })

  it('takes a slot back when the undo is called', async () => {
    const it = scene()
    let calls = 0
    const undo = it.monitor.onRecovered(() => calls++, { spread: 100_000 })
    await recovery(it)
    undo()
    await it.clock.advance(100_000)
    expect(calls).toBe(0)
  })

  it('takes a slot back at a stop', async () => {
    const it = scene()
    let calls = 0
    it.monitor.onRecovered(() => calls++, { spread: 100_000 })
    it.endpoint.answer({ kind: 'refuse' })
    const stop = await it.begin()
    it.endpoint.report()
    await asked(it)
    stop()
    expect(it.clock.pendingTimers).toBe(0)
    await it.clock.advance(100_000)
    expect(calls).toBe(0)
  })

  it('lets hidden tabs come after every visible one (R31)', async () => {
    const it = scene()
    let calls = 0
    it.monitor.onRecovered(() => calls++, { spread: 10_000 })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    it.world.setVisible(false)
    it.endpoint.report()
    await asked(it)
    await it.clock.advance(9_999)
    expect(calls).toBe(0)
    await it.clock.advance(10_001)
    expect(calls).toBe(1)
  })

  it('reports what a subscriber throws or rejects with, and goes on (R39)', async () => {
    const it = scene()
    let calls = 0
    it.monitor.onRecovered(() => Promise.reject(new Error('boom')), { spread: 0 })
    it.monitor.onRecovered(() => calls++, { spread: 0 })
    await recovery(it)
    await it.clock.advance(0)
    expect(calls).toBe(1)
    expect(it.errors).toEqual([{ message: expect.stringContaining('onRecovered'), error: new Error('boom') }])
  })
})
