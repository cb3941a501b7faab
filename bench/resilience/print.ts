import type { Bundle } from './bundles.js'
import { added, median, ratio } from './samples.js'
import type { Rows } from './tables.js'
import type { Results, Verdict } from './verdicts.js'
import { isHeld } from './verdicts.js'

/** What each row takes, how many bare calls that is, and what it adds to one. */
export function printRows(title: string, rows: Rows): void {
  const bare = rows.get('bare') ?? []
  console.log(`\n${title}`)
  print('', ['ns', 'bare calls', 'ns added'])
  for (const [name, row] of rows) {
    const time = median(row)
    const digits = time < 1000 ? 1 : 0
    print(name, [time.toFixed(digits), ratio(row, bare).toFixed(2), added(row, bare).toFixed(digits)])
  }
}

/** What an instance keeps when its calls are over: bytes, timers, and those that keep the process alive. */
export function printInstances(heap: Results['heap'], timers: Results['timers']): void {
  console.log('\nAn idle instance, after a call')
  print('', ['bytes', 'timers', 'handles'])
  for (const [name, bytes] of heap) {
    const idle = timers.get(name)
    print(name, [bytes.toFixed(0), ...(idle ? [String(idle.running), String(idle.held)] : [])])
  }
}

/** What an app downloads. */
export function printBundles(bundles: readonly Bundle[]): void {
  console.log('\nBundled for browsers')
  print('', ['bytes', 'gzip'])
  for (const { name, minified, gzipped } of bundles) print(name, [String(minified), String(gzipped)])
}

/** What ours promise, and whether it is so. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  console.log('\nWhat ours hold')
  print('', ['limit', 'measured', ''], 78)
  for (const verdict of verdicts) {
    const { name, limit, value } = verdict
    print(name, [String(limit), value.toFixed(limit < 10 ? 3 : 0), isHeld(verdict) ? 'held' : 'NOT HELD'], 78)
  }
}

function print(name: string, cells: readonly string[], width = 44): void {
  console.log(name.padEnd(width) + cells.map((cell) => cell.padStart(11)).join(''))
}
