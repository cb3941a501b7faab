import { createHealthService } from '../../src/server.js'
import { systemClock } from '../../src/time/clock.js'
import { median } from '../resilience/samples.js'

const SIZES = [10, 30, 100, 300, 1000]
const WARM_UP = 200
const ROUNDS = 300

/** Milliseconds of processor time that a report of so many components takes from a change to its bytes. */
export type Aggregation = ReadonlyMap<number, number>

/**
 * Measures what one request pays after a change: the report is built, serialised and given its validator. Processor time
 * rather than time: nothing here waits, but others want the machine as well.
 */
export async function measureAggregation(): Promise<Aggregation> {
  const times = new Map<number, number>()
  for (const size of SIZES) times.set(size, await timeOf(size))
  return times
}

/** How the time grows: it is proportional to the size raised to this. 1 is linear. */
export function growth(times: Aggregation): number {
  const points = [...times].map(([size, time]) => ({ x: Math.log(size), y: Math.log(time) }))
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))]
  const along = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + (point.x - x) * of(point), 0)
  return along((point) => point.y - y) / along((point) => point.x - x)
}

async function timeOf(size: number): Promise<number> {
  // On a clock that stands still every outcome stays fresh, so that nothing but the aggregation is timed.
  const clock = { ...systemClock, now: () => 0 }
  const service = createHealthService({ clock, name: 'sweep', concurrency: size })
  for (let index = 0; index < size; index++) {
    service.register({ name: `component ${index}`, impact: [`feature ${index % 10}`], run() {} })
  }
  await service.checkAll()

  const times: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    service.register({ name: 'passing by', run() {} })
    await service.check('passing by')
    // The change: a component is gone, and none has to be asked.
    service.unregister('passing by')
    const before = process.cpuUsage()
    const answer = service.answer('GET', '/api/health', () => undefined)
    const { user, system } = process.cpuUsage(before)
    if (answer instanceof Promise)
      throw new Error('The answer waited for a check, so that its time says nothing.')
    if (round >= 0) times.push((user + system) / 1000)
  }
  return median(times)
}
