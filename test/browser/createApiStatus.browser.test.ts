import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ApiStatusOptions } from '../../src/browser/createApiStatus.js'
import { createApiStatus } from '../../src/browser/createApiStatus.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

let visits = 0

/** A monitor over the real browser, but for the network. */
function visit(options: ApiStatusOptions = {}) {
  const endpoint = fakeEndpoint()
  const url = options.url ?? `/health/${++visits}`
  const monitor = createApiStatus({ url, fetch: endpoint.fetch, ...options })
  const stop = monitor.start()
  stops.push(stop)
  return { endpoint, monitor, stop, url }
}

const settled = (monitor: Monitor, status: string) =>
  vi.waitFor(() => expect(monitor.getSnapshot().status).toBe(status))

describe('in a real browser', () => {
  it('a url is relative to the page', async () => {
    const { endpoint, monitor } = visit({ url: '/api/health' })
    await settled(monitor, 'healthy')
    expect(new URL(endpoint.requests[0]?.url ?? '').pathname).toBe('/api/health')
  })

  it('the last report survives in IndexedDB, and is shown before the first answer', async () => {
    const first = visit()
    first.endpoint.report({ components: { database: 'degraded' } })
    await settled(first.monitor, 'degraded')
    await first.monitor.check()
    first.stop()

    const second = visit({ url: first.url })
    second.endpoint.answer({ kind: 'hang' })
    await settled(second.monitor, 'degraded')
    expect(second.monitor.getSnapshot()).toMatchObject({
      source: 'restored',
      isStale: true,
      storage: 'persistent',
    })

    await second.monitor.forget()
    second.stop()
    const third = visit({ url: first.url })
    third.endpoint.answer({ kind: 'refuse' })
    await settled(third.monitor, 'unhealthy')
    expect(third.monitor.getSnapshot().report).toBeNull()
  })

  it.each(['online', 'offline'])('the event %s triggers one probe (R2)', async (name) => {
    const { endpoint, monitor } = visit()
    await settled(monitor, 'healthy')
    window.dispatchEvent(new Event(name))
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2))
  })

  it('a page out of the back-forward cache is probed for; one that was just loaded is not, again (R12)', async () => {
    const { endpoint, monitor } = visit()
    await settled(monitor, 'healthy')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    expect(endpoint.requests).toHaveLength(1)
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2))
  })

  it('a page that thaws is probed for', async () => {
    const { endpoint, monitor } = visit()
    await settled(monitor, 'healthy')
    document.dispatchEvent(new Event('freeze'))
    document.dispatchEvent(new Event('resume'))
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2))
  })

  it('focus on a fresh status sends nothing, and on a failed one sends a probe', async () => {
    const { endpoint, monitor } = visit()
    await settled(monitor, 'healthy')
    window.dispatchEvent(new Event('focus'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(endpoint.requests).toHaveLength(1)
    endpoint.answer({ kind: 'refuse' })
    void monitor.check()
    await settled(monitor, 'unhealthy')
    await vi.waitFor(() => {
      window.dispatchEvent(new Event('focus'))
      expect(endpoint.requests).toHaveLength(3)
    }, 4000)
  })

  it('nothing is heard after the stop', async () => {
    const { endpoint, monitor, stop } = visit()
    await settled(monitor, 'healthy')
    stop()
    window.dispatchEvent(new Event('online'))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    document.dispatchEvent(new Event('resume'))
    await monitor.check()
    expect(endpoint.requests).toHaveLength(2)
  })

  it('the page stays fit for the back-forward cache: neither unload nor beforeunload is listened to (R12)', async () => {
    const names: string[] = []
    const add = window.addEventListener.bind(window)
    const listening = vi
      .spyOn(window, 'addEventListener')
      .mockImplementation((name: string, listener: EventListenerOrEventListenerObject) => {
        names.push(name)
        add(name, listener)
      })
    const { monitor } = visit()
    await settled(monitor, 'healthy')
    listening.mockRestore()
    expect(names.toSorted()).toEqual(['focus', 'offline', 'online', 'pageshow'])
  })

  it('probes go out through whatever fetch the page has when they do', async () => {
    const original = globalThis.fetch
    const monitor = createApiStatus({ url: '/health/late' })
    const endpoint = fakeEndpoint()
    globalThis.fetch = endpoint.fetch
    try {
      expect((await monitor.check()).status).toBe('healthy')
    } finally {
      globalThis.fetch = original
    }
    expect(endpoint.requests).toHaveLength(1)
  })
})
