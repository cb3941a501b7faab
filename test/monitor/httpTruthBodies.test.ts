import { describe, expect, it } from 'vitest'
import { memoryWatch } from './memoryWatch.js'
import { answer, bodyOf, gzipBomb } from './misbehaviour.js'
import type { Behaviour } from './misbehavingServer.js'
import { given, verdictOn } from './overHttp.js'

const MB = 1024 * 1024

describe('a body that is too much', () => {
  it.each<[string, Behaviour]>([
    ['five megabytes that say so', answer(200, Buffer.alloc(5 * MB, ' '))],
    ['five megabytes that do not', bodyOf(5 * MB)],
    ['without end', bodyOf(Infinity)],
    ['a gigabyte in one of gzip', gzipBomb()],
  ])('is left in bounded time and memory: %s', async (_, behaviour) => {
    const { server, look } = await given(behaviour)
    const memory = memoryWatch()
    const snapshot = await look()
    expect(memory.stop()).toBeLessThan(64 * MB)
    expect(snapshot).toMatchObject({ status: 'unknown', cause: 'invalid-response', report: null })
    expect(snapshot.took).toBeLessThan(2000)
    // What was read, and what lay in the buffers on the way.
    expect(server.bytesSent).toBeLessThan(20 * MB)
    await expect.poll(() => server.open.now).toBe(0)
  })

  it('is read where it is just not too much', async () => {
    const report = JSON.stringify({ status: 'degraded', components: { db: { status: 'healthy' } } })
    expect(await verdictOn(answer(200, report.padEnd(4 * MB - 1)))).toMatchObject({ status: 'degraded' })
  })
})
