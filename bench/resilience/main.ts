import { seededRandom } from '../../src/testing/seededRandom.js'
import { bundleAll } from './bundles.js'
import { bytesOf } from './heap.js'
import * as ours from './ours.js'
import { printBundles, printInstances, printRows, printVerdicts } from './print.js'
import { KEPT } from './rows.js'
import { timeTables } from './tables.js'
import type { IdleTimers } from './timers.js'
import { idleTimersOf } from './timers.js'
import { isHeld, judge } from './verdicts.js'

// `npm run bench:resilience`: what a call costs through our breakers and policies, through cockatiel's and opossum's,
// and bare. All in one process, in turn with one another; medians of rounds. Nanoseconds are this machine's; ratios and
// shares travel better. Fails where ours do not hold what they promise. It is bundled before it runs, as an app is:
// tsx, which runs the other scripts, defines the name of each closure anew whenever it is made.

/** Twice around a window of {@link ours.timeFull}. */
const FULL = 200

console.log(`Node ${process.version}`)
const tables = await timeTables(seededRandom())
printRows('Closed, the call goes well', tables.closed)
printRows('Closed, the state is shared', tables.sharing)
printRows('Open', tables.open)
for (const [fill, rows] of tables.failing) {
  printRows(`Closed, the call fails, ${fill} calls in the window`, rows)
}

const heap = new Map<string, number>()
for (const subject of KEPT) heap.set(subject.name, await bytesOf(subject))
heap.set(ours.timeFull.name, await bytesOf(ours.timeFull, FULL))
// Last, as it slows down every promise.
const timers = new Map<string, IdleTimers>()
for (const subject of KEPT) timers.set(subject.name, await idleTimersOf(subject))
printInstances(heap, timers)

printBundles(await bundleAll())

const verdicts = judge({ tables, heap, timers })
printVerdicts(verdicts)
if (!verdicts.every(isHeld)) process.exitCode = 1
