import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { resolveOptions } from '../../src/monitor/options.js'
import { createProbe } from '../../src/monitor/probe.js'

const MB = 1024 * 1024
const PROBES = 10_000

/** What is on the heap once everything that nobody holds is gone, in bytes. */
function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

const report = () => new Response('{"status":"healthy","components":{"db":{"status":"healthy"}}}')
const page = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
const refuse = () => {
  throw new TypeError('fetch failed')
}

describe('ten thousand probes', () => {
  it.each<[string, () => Response]>([
    ['reports', report],
    ['web pages, with a connectivity check each', page],
    ['nothing', refuse],
  ])(
    'that bring %s leave no listener on the signal of their caller, and a flat heap (R27)',
    async (_, give) => {
      const options = resolveOptions({
        url: 'http://backend.example/health',
        connectivityUrl: 'http://connectivity.example/204',
        fetch: async () => give(),
      })
      const probe = createProbe(bareEnvironment(), options)
      const { signal } = new AbortController()
      const probeTimes = async (times: number) => {
        for (let time = 0; time < times; time++) await probe({ hasReport: true, held: null, signal })
      }
      // What is made once, and code that is compiled on the way, is no leak.
      await probeTimes(PROBES / 10)
      const before = heap()
      await probeTimes(PROBES)
      // A listener alone would be a megabyte, a response many.
      expect(heap() - before).toBeLessThan(MB)
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    },
  )
})

describe('ten thousand calls of the app', () => {
  it('leave no listener on their signal, and a flat heap (R27)', async () => {
    const monitor = createMonitor(bareEnvironment(), {
      url: 'http://backend.example/health',
      fetch: async () => report(),
    })
    const { signal } = new AbortController()
    const callTimes = async (times: number) => {
      for (let time = 0; time < times; time++) {
        await monitor.fetch('http://backend.example/orders', { signal })
        await monitor.observe(Promise.resolve(report()))
      }
    }
    await callTimes(PROBES / 10)
    const before = heap()
    await callTimes(PROBES)
    expect(heap() - before).toBeLessThan(MB)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
