import { measureCosts } from './costs.js'
import { measureWaiting } from './hung.js'
import { isHeld, judge } from './limits.js'
import { measureMemory } from './memory.js'
import { printHeld, printResults } from './print.js'
import { measureAggregation } from './sweep.js'

// `npm run bench:server`: what the health service costs, beside a server that answers the same bytes from a constant,
// and beside @nestjs/terminus, @godaddy/terminus and @fastify/under-pressure, each asking five dependencies. Servers run
// in processes of their own on loopback, one of them at a time; medians of rounds. Microseconds are this machine's;
// ratios travel better. Fails where ours does not hold what it promises. It is bundled before it runs, as a service is
// that ships: tsx, which runs the other scripts, defines the name of each closure anew whenever it is made.

console.log(`Node ${process.version}`)
const aggregation = await measureAggregation()
const costs = await measureCosts()
const waiting = await measureWaiting()
const memory = await measureMemory()

const results = { costs, waiting, memory, aggregation }
printResults(results)
const held = judge(results)
printHeld(held)
if (!held.every(isHeld)) process.exitCode = 1
