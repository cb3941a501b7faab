/**
 * A process of its own that runs checks and prints what that left behind, as JSON. It ends by itself: a timer that was
 * left would keep it.
 *
 * Usage: node --expose-gc --import tsx manyRuns.ts
 */
import { createHealthService } from '../../../src/server.js'

const never = new Promise<never>(() => {})
const baseline = process.getActiveResourcesInfo()

/** A thousand checks that hang, all at once. */
const hanging = createHealthService({
  timeout: 100,
  concurrency: 1000,
  logger: { info: () => {}, warn: () => {} },
  checks: Array.from({ length: 1000 }, (_, index) => ({ name: `part ${index}`, run: () => never })),
})
const { components } = await hanging.checkAll()
const timedOut = Object.values(components).filter(({ error }) => error?.code === 'TIMEOUT').length
const left = process.getActiveResourcesInfo()

/** One check that runs again and again, with a deadline that is far off. */
const quick = createHealthService({
  timeout: 600_000,
  checks: [{ name: 'part', run: () => true }],
})
const runMany = async (runs: number) => {
  for (let run = 0; run < runs; run++) await quick.check('part', { force: true })
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
const before = await runMany(5000)
const after = await runMany(20_000)

/** What runs by itself does not keep the process. */
quick.start({ interval: 1000 })

console.log(JSON.stringify({ baseline, timedOut, left, heapGrowth: after - before }))
