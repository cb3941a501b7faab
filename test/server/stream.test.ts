import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Check, CheckResult, HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { listenTo } from './streamListener.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** A component that the test takes down and up again, and that counts its runs. */
function switchable(name = 'search', critical = false) {
  const state = { result: { status: 'healthy' } as CheckResult, runs: 0 }
  const check: Check = {
    name,
    critical,
    retries: 0,
    run() {
      state.runs++
      return state.result
    },
  }
  return { state, check }
}

const DOWN: CheckResult = { status: 'unhealthy', error: { code: 'DOWN', message: 'at 10.0.0.5' } }

describe('whoever listens at /stream', () => {
  it('is told the report at once, and how often it will hear something', async () => {
    const { service } = serviceOnFakeClock({ checks: [switchable().check] })
    const listener = await listenTo(service)
    expect(listener).toMatchObject({ status: 200, names: ['snapshot', 'live'] })
    expect(listener.headers).toEqual({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(listener.report()).toMatchObject({
      status: 'healthy',
      components: { search: { status: 'healthy' } },
    })
    expect(JSON.parse(listener.events[1]!.data)).toEqual({ heartbeatMs: 15_000 })
    listener.leave()
  })

  it('hears of a change within the interval of the checks, and of nothing else (H30)', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({ checks: [check], stream: { interval: 1000 } })
    const listener = await listenTo(service)
    await clock.advance(60_000)
    expect(listener.names).toEqual(['snapshot', 'live'])
    state.result = DOWN
    await clock.advance(1400)
    expect(listener.names).toEqual(['snapshot', 'live', 'change'])
    expect(listener.report()).toMatchObject({
      status: 'degraded',
      components: { search: { status: 'unhealthy', error: { code: 'DOWN' } } },
    })
    state.result = { status: 'healthy' }
    await clock.advance(1400)
    expect(listener.report().status).toBe('healthy')
    expect(listener.names).toHaveLength(4)
    listener.leave()
  })

  it('is told what changed at the same time as one change', async () => {
    const checks = ['a', 'b', 'c'].map((name) => switchable(name))
    const { service, clock } = serviceOnFakeClock({ checks: checks.map(({ check }) => check) })
    const listener = await listenTo(service)
    for (const { state } of checks) state.result = DOWN
    await Promise.all(['a', 'b', 'c'].map((name) => service.check(name, { force: true })))
    await clock.advance(300)
    expect(listener.names).toEqual(['snapshot', 'live', 'change'])
    listener.leave()
  })

  it('hears nothing of what is undone within a quarter of a second', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({ checks: [check] })
    const listener = await listenTo(service)
    state.result = DOWN
    await service.check('search', { force: true })
    await clock.advance(100)
    state.result = { status: 'healthy' }
    await service.check('search', { force: true })
    await clock.advance(1000)
    expect(listener.names).toEqual(['snapshot', 'live'])
    listener.leave()
  })

  it('is told the times and numbers of now, also where nothing has changed for an hour', async () => {
    const { service, clock } = serviceOnFakeClock({ checks: [switchable().check] })
    const early = await listenTo(service)
    await clock.advance(3_600_000)
    const late = await listenTo(service)
    const { timestamp = 0, components } = late.report()
    expect(clock.wallNow() - Number(new Date(timestamp))).toBeLessThan(2000)
    const { checkedAt = 0 } = components['search']!
    expect(clock.wallNow() - Number(new Date(checkedAt))).toBeLessThan(10_000)
    expect(early.names).toEqual(['snapshot', 'live'])
    early.leave()
    late.leave()
  })

  it('hears that writes are refused, and that maintenance begins and is over', async () => {
    const { service, clock } = serviceOnFakeClock({
      maintenance: [
        {
          id: 'm1',
          title: 'Move',
          startsAt: Date.UTC(2026, 0, 1, 0, 1),
          endsAt: Date.UTC(2026, 0, 1, 0, 2),
          components: [],
        },
      ],
    })
    const listener = await listenTo(service)
    service.setReadOnly(true)
    await clock.advance(300)
    expect(listener.report().readOnly).toBe(true)
    await clock.advance(75_000)
    expect(listener.names).toEqual(['snapshot', 'live', 'change', 'change'])
    await clock.advance(60_000)
    expect(listener.names).toHaveLength(5)
    expect(listener.report().maintenance ?? []).toEqual([])
    listener.leave()
  })

  it('gets a sign of life at every heartbeat', async () => {
    const { service, clock } = serviceOnFakeClock({ stream: { heartbeat: 20_000 } })
    const listener = await listenTo(service)
    const before = listener.text.length
    await clock.advance(60_000)
    expect(listener.text.slice(before)).toBe(':\n\n:\n\n:\n\n')
    listener.leave()
  })

  it.each([
    ['knows the newest report, gets no other', true, ['live']],
    ['knows another one, gets the newest', false, ['snapshot', 'live']],
  ])('and comes back and %s', async (_, isNewest, names) => {
    const { service } = serviceOnFakeClock({ checks: [switchable().check] })
    const first = await listenTo(service)
    const { id } = first.events[0]!
    first.leave()
    const again = await listenTo(service, { 'last-event-id': isNewest ? id : 'W/"other"' })
    expect(again.names).toEqual(names)
    again.leave()
  })

  it('goes on from what a poll has given, by its ETag', async () => {
    const { service } = serviceOnFakeClock({ checks: [switchable().check] })
    const { headers } = await ask(service)
    const listener = await listenTo(service, { 'last-event-id': headers['etag']! })
    expect(listener.names).toEqual(['live'])
    listener.leave()
  })

  it('sees what its audience may see (H16)', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({
      checks: [check],
      showDetails: (caller) => caller.header('authorization') === 'secret',
      stream: { interval: 1000 },
    })
    const anyone = await listenTo(service)
    const trusted = await listenTo(service, { authorization: 'secret' })
    state.result = DOWN
    await clock.advance(1500)
    expect(anyone.report().components['search']!.error).toEqual({ code: 'DOWN' })
    expect(anyone.text).not.toContain('10.0.0.5')
    expect(trusted.report().components['search']!.error).toEqual({ code: 'DOWN', message: 'at 10.0.0.5' })
    anyone.leave()
    trusted.leave()
  })

  it('is dropped when it leaves 64 KiB unread, and the others hear on', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({ checks: [check], stream: { interval: 1000 } })
    const slow = await listenTo(service)
    const other = await listenTo(service)
    slow.setBacklog(64 * 1024 + 1)
    state.result = DOWN
    await clock.advance(1500)
    expect(slow).toMatchObject({ ending: 'drop', names: ['snapshot', 'live'] })
    expect(other).toMatchObject({ ending: null, names: ['snapshot', 'live', 'change'] })
    other.leave()
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a service that pushes', () => {
  it('runs its checks while somebody listens, and nothing when nobody does', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({ checks: [check], stream: { interval: 5000 } })
    const [one, two] = [await listenTo(service), await listenTo(service)]
    await clock.advance(60_000)
    expect(state.runs).toBeGreaterThanOrEqual(11)
    expect(state.runs).toBeLessThanOrEqual(15)
    one.leave()
    expect(clock.pendingTimers).toBeGreaterThan(0)
    two.leave()
    expect(clock.pendingTimers).toBe(0)
    const { runs } = state
    await clock.advance(60_000)
    expect(state.runs).toBe(runs)
  })

  it('has as many timers for a thousand listeners as for one, and none once they have gone (H2)', async () => {
    const { service, clock } = serviceOnFakeClock({ checks: [switchable().check] })
    const first = await listenTo(service)
    await clock.advance(0)
    const timers = clock.pendingTimers
    const others = await Promise.all(Array.from({ length: 999 }, () => listenTo(service)))
    expect(clock.pendingTimers).toBe(timers)
    for (const listener of [first, ...others]) listener.leave()
    await clock.advance(0)
    expect(clock.pendingTimers).toBe(0)
  })

  it('holds on to nobody who has gone (H2)', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { service, clock } = serviceOnFakeClock({ checks: [switchable().check] })
    const comeAndGo = async () => {
      const sinks = Array.from({ length: 1000 }, () => ({
        write() {},
        backlog: () => 0,
        end() {},
        drop() {},
      }))
      for (const sink of sinks) {
        const { stream } = await service.answer('GET', '/api/health/stream', () => undefined)
        stream!.connect(sink)()
      }
      return sinks.map((sink) => new WeakRef(sink))
    }
    const gone = await comeAndGo()
    await clock.advance(0)
    collect()
    expect(gone.filter((sink) => sink.deref())).toHaveLength(0)
  })

  it('writes a report once for all who may see the same', async () => {
    const { state, check } = switchable()
    const { service, clock } = serviceOnFakeClock({ checks: [check], stream: { interval: 1000 } })
    const chunks = new Set<Uint8Array>()
    const isLong = ({ length }: Uint8Array) => length > 100
    const leaves: (() => void)[] = []
    for (let count = 0; count < 10; count++) {
      const { stream } = await service.answer('GET', '/api/health/stream', () => undefined)
      const sink = {
        write: (bytes: Uint8Array) => void chunks.add(bytes),
        backlog: () => 0,
        end() {},
        drop() {},
      }
      leaves.push(stream!.connect(sink))
    }
    expect([...chunks].filter(isLong)).toHaveLength(1)
    chunks.clear()
    state.result = DOWN
    await clock.advance(1500)
    expect(chunks.size).toBe(1)
    for (const leave of leaves) leave()
  })

  it('turns away who comes above the cap, with a wait that differs from one to the next', async () => {
    const { service } = serviceOnFakeClock({
      stream: { maxConnections: 2 },
      retryAfter: 60_000,
      random: seededRandom(1),
    })
    const listeners = [await listenTo(service), await listenTo(service)]
    const refused = await Promise.all(Array.from({ length: 20 }, () => listenTo(service)))
    const waits = refused.map(({ headers }) => Number(headers['retry-after']))
    expect(refused.every(({ status }) => status === 503)).toBe(true)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(60)
    expect(Math.max(...waits)).toBeLessThanOrEqual(120)
    expect(new Set(waits).size).toBeGreaterThan(5)
    listeners[0]!.leave()
    const next = await listenTo(service)
    expect(next.status).toBe(200)
    next.leave()
    listeners[1]!.leave()
  })

  it.each(['drain', 'close'] as const)('ends its streams at %s, and opens no other', async (method) => {
    const { service, clock } = serviceOnFakeClock({ checks: [switchable().check] })
    const listener = await listenTo(service)
    await service[method]()
    expect(listener.ending).toBe('end')
    await clock.advance(0)
    expect(clock.pendingTimers).toBe(0)
    expect(await listenTo(service)).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.any(String) },
    })
  })

  it('opens none before it has started', async () => {
    const { service } = serviceOnFakeClock({ startup: new Promise(() => {}) })
    expect((await listenTo(service)).status).toBe(503)
  })

  it('answers HEAD without taking a place', async () => {
    const { service, clock } = serviceOnFakeClock({ stream: { maxConnections: 1 } })
    const answer = await service.answer('HEAD', '/api/health/stream', () => undefined)
    expect(answer).toMatchObject({
      status: 200,
      bytes: null,
      headers: { 'content-type': 'text/event-stream' },
    })
    expect(answer.stream).toBeUndefined()
    expect(clock.pendingTimers).toBe(0)
  })

  it('pushes no report without some checks, so that it contradicts nobody who polls one', async () => {
    const { service, clock } = serviceOnFakeClock({ checks: [switchable().check] })
    expect(await ask(service, '/api/health/stream?exclude=search')).toMatchObject({
      status: 400,
      body: { error: { code: 'BAD_QUERY' } },
    })
    expect(clock.pendingTimers).toBe(0)
  })

  it('has no such path when it is told not to push', async () => {
    const { service } = serviceOnFakeClock({ stream: false })
    expect((await ask(service, '/api/health/stream')).status).toBe(404)
  })

  it.each<[string, HealthServiceOptions['stream'] | number, RegExp]>([
    ['a number', 5, /option stream: expected false or/],
    ['no heartbeat', { heartbeat: 0 }, /stream\.heartbeat: expected/],
    ['no place', { maxConnections: 0 }, /stream\.maxConnections: expected a whole number from 1/],
    ['no interval', { interval: -1 }, /stream\.interval: expected/],
  ])('refuses %s for an option', (_, stream, message) => {
    expect(() => createHealthService({ stream: stream as never })).toThrow(message)
  })
})
