import { totalmem } from 'node:os'
import { describe, expect, test } from 'vitest'
import { memoryCheck } from '../../../src/server.js'
import { lookAt, looking } from './lookAt.js'

const MB = 1024 * 1024

interface Details {
  rssBytes: number
  limitBytes: number
  heapBytes: number
  heapLimitBytes: number
}

describe('memory', () => {
  test('far from its limits is healthy, and the details give the figures', async () => {
    const component = await lookAt(memoryCheck({ rss: { degraded: 1 }, heap: { degraded: 1 } }))
    expect(component).toMatchObject({ status: 'healthy' })
    const { rssBytes, limitBytes, heapBytes, heapLimitBytes } = component.details as unknown as Details
    expect(rssBytes).toBeGreaterThan(10 * MB)
    expect(heapBytes).toBeGreaterThan(MB)
    expect(heapBytes).toBeLessThan(heapLimitBytes)
    // The container's or the machine's: a container without a limit says a figure that no machine has.
    expect(limitBytes).toBeGreaterThan(rssBytes)
    expect(limitBytes).toBeLessThanOrEqual(totalmem())
  })

  test.each([
    ['close to the limit of the process', { limit: 60 * MB, rss: { degraded: 0.1 } }, 'degraded'],
    ['beyond the limit of the process', { limit: MB }, 'unhealthy'],
    ['above so many bytes', { rss: { degraded: { bytes: 1 } } }, 'degraded'],
    ['close to the limit of V8', { heap: { degraded: 0.000_01 } }, 'degraded'],
    ['above so many bytes of heap', { heap: { unhealthy: { bytes: 1 } } }, 'unhealthy'],
  ])('%s is %o: %s', async (_, options, status) => {
    expect(await lookAt(memoryCheck(options))).toMatchObject({ status, error: { code: 'MEMORY_HIGH' } })
  })

  test('that is really taken shows', async () => {
    const look = looking(memoryCheck())
    const rss = async () => (await look()).details?.rssBytes as number
    const before = await rss()
    const taken = Buffer.alloc(128 * MB, 1)
    expect(await rss()).toBeGreaterThan(before + 64 * MB)
    expect(taken.length).toBe(128 * MB)
  })

  test.each([
    ['limit', { limit: 0 }, 'memoryCheck limit: expected a number of bytes above 0, got 0'],
    ['share', { heap: { degraded: 85 } }, 'memoryCheck heap.degraded: expected a share from 0 to 1'],
  ])('with a malformed %s is refused at the door', (_, options, message) => {
    expect(() => memoryCheck(options)).toThrow(message)
  })
})
