import { median } from '../resilience/samples.js'
import type { Waits } from './hung.js'
import type { Held, Results } from './limits.js'
import { isHeld, table } from './limits.js'

/** Every figure, beside what it is measured by. */
export function printResults({ costs, waiting, memory, aggregation }: Results): void {
  console.log('\nProcessor time of the server per request, medians; "constant, again" is the control')
  print('', ['µs', 'constants'])
  for (const { name, micros, share } of table(costs)) print(name, [micros.toFixed(1), share.toFixed(2)])

  console.log('\nThe report at 1000 requests a second, one dependency hung for 30 s; ms, medians')
  print('', ['p50', 'p99', 'longest'])
  for (const [name, { p50, p99, longest }] of Object.entries(waiting) as [string, Waits][]) {
    print(name, [median(p50).toFixed(2), median(p99).toFixed(2), Math.max(...longest).toFixed(1)])
  }

  console.log('\nFrom a change to the bytes of the report')
  print('components', ['ms', 'µs each'])
  for (const [size, ms] of aggregation) print(String(size), [ms.toFixed(3), ((1000 * ms) / size).toFixed(2)])

  console.log('\nResident memory after so many requests')
  print('', ['MB'])
  for (const [requests, megabytes] of memory) print(String(requests), [megabytes.toFixed(1)])
}

/** What our service promises, and whether it is so. */
export function printHeld(all: readonly Held[]): void {
  console.log('\nWhat ours holds')
  print('', ['limit', 'measured', ''], 68)
  for (const held of all) {
    print(held.name, [String(held.limit), held.value.toFixed(2), isHeld(held) ? 'held' : 'NOT HELD'], 68)
  }
}

function print(name: string, cells: readonly string[], width = 46): void {
  console.log(name.padEnd(width) + cells.map((cell) => cell.padStart(11)).join(''))
}
