import { describe, expect, it } from 'vitest'
import type { Scene } from './world.js'
import { scene } from './world.js'

const isDown = (it: Scene) => it.endpoint.report({ components: { database: 'unhealthy' } })
const isUp = (it: Scene) => it.endpoint.report({ components: { database: 'healthy' } })
const refuses = (it: Scene) => it.endpoint.answer({ kind: 'refuse' })
const status = (it: Scene) => it.monitor.getSnapshot().status

async function healthy(...options: Parameters<typeof scene>): Promise<Scene> {
  const it = scene(...options)
  isUp(it)
  await it.begin()
  expect(status(it)).toBe('healthy')
  return it
}

describe('failures', () => {
  it('change the headline at the second in a row, with the cause of the newest (R6)', async () => {
    const it = await healthy()
    refuses(it)
    await it.nextPoll()
    expect(status(it)).toBe('healthy')
    it.endpoint.answer({ kind: 'status', status: 500 })
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'server-error' })
  })

  it('that a success interrupts leave no trace (R6)', async () => {
    const it = await healthy()
    const before = it.monitor.getSnapshot()
    for (let round = 0; round < 5; round++) {
      refuses(it)
      await it.nextPoll()
      isUp(it)
      await it.nextPoll()
    }
    expect(it.monitor.getSnapshot()).toBe(before)
  })

  it('need as many as the option says', async () => {
    const it = await healthy({ failuresToTrip: 4 })
    refuses(it)
    for (let count = 1; count <= 3; count++) {
      await it.nextPoll()
      expect(status(it)).toBe('healthy')
    }
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
  })

  it('count as two while the browser says that it is offline', async () => {
    const it = await healthy()
    refuses(it)
    it.world.setOnline(false)
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'offline', cause: 'device-offline' })
  })

  it('begin anew when the device comes back', async () => {
    const it = await healthy()
    refuses(it)
    await it.nextPoll()
    it.world.setOnline(true)
    await it.clock.advance(0)
    expect(status(it)).toBe('healthy')
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
  })

  it('are believed at once when they are the first thing seen', async () => {
    const it = scene()
    refuses(it)
    await it.begin()
    expect(it.monitor.getSnapshot()).toMatchObject({
      status: 'unhealthy',
      cause: 'unreachable',
      source: 'live',
    })
  })

  it('keep the components of the last report under the verdict, as stale', async () => {
    const it = await healthy()
    refuses(it)
    await it.nextPoll()
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({
      status: 'unhealthy',
      isStale: true,
      report: { components: { database: { status: 'healthy' } } },
    })
  })
})

describe('an unhealthy report', () => {
  it('over a healthy headline waits for a second one', async () => {
    const it = await healthy()
    isDown(it)
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', affected: [] })
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', affected: ['database'] })
  })

  it('over a healthy headline is confirmed by a failure, whatever failuresToTrip is', async () => {
    const it = await healthy({ failuresToTrip: 5 })
    isDown(it)
    await it.nextPoll()
    refuses(it)
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
  })

  it('over a healthy headline is taken back by a healthy one, also by a 304', async () => {
    const it = scene()
    const wellWithTag = {
      kind: 'respond' as const,
      respond: (request: Request) =>
        request.headers.get('if-none-match') === '"well"'
          ? new Response(null, { status: 304 })
          : Response.json({ status: 'healthy' }, { headers: { etag: '"well"' } }),
    }
    it.endpoint.answer(wellWithTag)
    await it.begin()
    isDown(it)
    await it.nextPoll()
    it.endpoint.answer(wellWithTag)
    await it.nextPoll()
    isDown(it)
    await it.nextPoll()
    expect(status(it)).toBe('healthy')
  })

  it('never makes a later 304 mean healthy', async () => {
    const it = await healthy()
    it.endpoint.answer({
      kind: 'respond',
      respond: (request) =>
        request.headers.get('if-none-match') === '"down"'
          ? new Response(null, { status: 304 })
          : Response.json({ status: 'unhealthy' }, { status: 503, headers: { etag: '"down"' } }),
    })
    await it.nextPoll()
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
  })

  it('is no failure: one failure after it does not change its cause', async () => {
    const it = scene({ failuresToTrip: 3 })
    isDown(it)
    await it.begin()
    await it.nextPoll()
    await it.nextPoll()
    it.endpoint.answer({ kind: 'status', status: 404 })
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'component' })
  })

  it('that was suspected before the device came back waits for a second one again', async () => {
    const it = await healthy()
    isDown(it)
    await it.nextPoll()
    it.world.setOnline(true)
    await it.clock.advance(0)
    expect(status(it)).toBe('healthy')
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
  })

  it('over any other headline is believed at once', async () => {
    const it = scene()
    it.endpoint.report({ components: { database: 'degraded' } })
    await it.begin()
    isDown(it)
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
  })
})

describe('a recovery', () => {
  it('takes one good report (R6)', async () => {
    const it = scene()
    refuses(it)
    await it.begin()
    isUp(it)
    await it.nextPoll()
    expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: false })
  })

  it('takes as many in a row as the option says (R6)', async () => {
    const it = scene({ successesToRecover: 3 })
    refuses(it)
    await it.begin()
    isUp(it)
    await it.nextPoll()
    await it.nextPoll()
    expect(status(it)).toBe('unhealthy')
    await it.nextPoll()
    expect(status(it)).toBe('healthy')
  })
})

describe('check()', () => {
  it('is believed without damping, both ways', async () => {
    const it = await healthy({ successesToRecover: 3 })
    refuses(it)
    const down = it.monitor.check()
    await it.clock.advance(0)
    expect((await down).status).toBe('unhealthy')
    isUp(it)
    await it.clock.advance(2000)
    const up = it.monitor.check()
    await it.clock.advance(0)
    expect((await up).status).toBe('healthy')
  })

  it('does not set the count of failures back (R29)', async () => {
    const it = scene()
    refuses(it)
    await it.begin()
    await it.nextPoll()
    await it.clock.advance(2000)
    void it.monitor.check()
    await it.clock.advance(0)
    const wait = (it.monitor.getTiming().nextCheckAt ?? 0) - it.clock.wallNow()
    expect(wait).toBeGreaterThanOrEqual(30_000 * 0.85)
  })
})
