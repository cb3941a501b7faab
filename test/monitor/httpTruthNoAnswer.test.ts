import { describe, expect, it } from 'vitest'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import { systemClock } from '../../src/time/clock.js'
import {
  bodyReset,
  endlessHeaders,
  hang,
  hangUp,
  json,
  noHttp,
  redirect,
  reset,
  shortBody,
  slowBody,
  slowHeaders,
  stalledBody,
} from './misbehaviour.js'
import type { Behaviour } from './misbehavingServer.js'
import { given, verdictOn } from './overHttp.js'

const MB = 1024 * 1024

/** For probes whose end is the timeout. In milliseconds. */
const TIMEOUT = 300

describe('no answer in time', () => {
  it.each<[string, Behaviour]>([
    ['is said', hang],
    ['comes of headers that trickle in', slowHeaders],
    ['comes of a body that trickles in, however healthy', slowBody],
    ['comes of a body that stalls', stalledBody],
  ])('%s: the deadline covers all of it (R4)', async (_, behaviour) => {
    const { server, look } = await given(behaviour, { timeout: TIMEOUT })
    const snapshot = await look()
    expect(snapshot).toMatchObject({
      status: 'unhealthy',
      cause: 'timeout',
      backend: 'unreachable',
      httpStatus: null,
    })
    expect(snapshot.took).toBeGreaterThanOrEqual(TIMEOUT - 5)
    expect(snapshot.took).toBeLessThan(3 * TIMEOUT)
    expect(server.hits).toHaveLength(1)
    await expect.poll(() => server.open.now).toBe(0)
  })

  it('is noticed within timeout, confirmation and timeout, one probe at a time (R4)', async () => {
    const { server, monitor } = await given(
      json({ status: 'healthy' }),
      { timeout: TIMEOUT, interval: 1000 },
      // The shortest waits there are: polls after 0.9 s, the confirmation after 1 s.
      { random: () => 0 },
    )
    const stop = monitor.start()
    await headline(monitor, 'healthy')
    server.behave(hang)
    const before = server.hits.length
    await expect.poll(() => server.hits.length, { timeout: 5000 }).toBe(before + 1)
    const hungAt = systemClock.now()
    await headline(monitor, 'unhealthy')
    expect(systemClock.now() - hungAt).toBeLessThan(3 * (TIMEOUT + 1000 + TIMEOUT))
    expect(server.hits).toHaveLength(before + 2)
    expect(server.open.most).toBe(1)
    stop()
  })
})

describe('a network error', () => {
  it.each<[string, Behaviour]>([
    ['no word', hangUp],
    ['a connection broken off', reset],
    ['what is no HTTP', noHttp],
    ['headers without end', endlessHeaders],
    ['a whole report in a body shorter than it says', shortBody],
    ['a body broken off', bodyReset],
    ['a redirect to itself', redirect('/api/health', hang)],
  ])('is %s: unreachable (R3)', async (_, behaviour) => {
    const { server, look } = await given(behaviour)
    const snapshot = await look()
    expect(snapshot).toMatchObject({
      status: 'unhealthy',
      cause: 'unreachable',
      device: 'unknown',
      backend: 'unreachable',
      httpStatus: null,
    })
    expect(snapshot.took).toBeLessThan(2000)
    expect(server.hits.length).toBeLessThan(30)
    expect(server.bytesSent).toBeLessThan(16 * MB)
  })

  it('is nobody listening: unreachable, and offline where the browser says so too', async () => {
    const { server, look } = await given(hang)
    await server.stop()
    expect(await look()).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    expect(await verdictOn(redirect(server.url, hang))).toMatchObject({ cause: 'unreachable' })
    const offline = { isOnline: () => false, subscribe: () => () => {} }
    expect(await verdictOn(hang, { url: server.url }, { connectivity: offline })).toMatchObject({
      status: 'offline',
      cause: 'device-offline',
      device: 'offline',
    })
    expect(await verdictOn(json({ status: 'healthy' }), {}, { connectivity: offline })).toMatchObject({
      status: 'healthy',
    })
  })
})

/** Resolves when the headline is `status`. */
function headline(monitor: Monitor, status: Snapshot['status']): Promise<void> {
  return new Promise((resolve) => {
    const undo = monitor.subscribe(() => {
      if (monitor.getSnapshot().status !== status) return
      undo()
      resolve()
    })
  })
}
