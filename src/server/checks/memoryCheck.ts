import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { worstOf } from '../../health/status.js'
import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import type { Amount, Thresholds } from './thresholds.js'
import { expectAmounts, inBytes, statusAbove } from './thresholds.js'

/** Options of {@link memoryCheck}. */
export interface MemoryCheckOptions extends CheckOptions {
  /** @default 'memory' */
  readonly name?: string
  /** How much the whole process may hold: shares of `limit`, or bytes. @default { degraded: 0.85, unhealthy: 0.95 } */
  readonly rss?: Thresholds<Amount>
  /**
   * How much of its heap V8 may use: shares of V8's own limit (`--max-old-space-size`), or bytes.
   * @default { degraded: 0.85, unhealthy: 0.95 }
   */
  readonly heap?: Thresholds<Amount>
  /** What the process may hold at most, in bytes. @default the container's limit (cgroup), else the machine's memory */
  readonly limit?: number
}

const DEFAULT: Thresholds<Amount> = { degraded: 0.85, unhealthy: 0.95 }

/**
 * Checks what this process holds in memory: its resident set against the container's limit, beyond which the kernel
 * kills it, and V8's heap against the limit beyond which it aborts. Too much has the code `MEMORY_HIGH`.
 *
 * Throws a TypeError when an option is malformed.
 */
export function memoryCheck(options: MemoryCheckOptions = {}): Check {
  const { name = 'memory', rss = DEFAULT, heap = DEFAULT, limit, ...check } = options
  expectAmounts('memoryCheck rss', rss)
  expectAmounts('memoryCheck heap', heap)
  const isLimit = limit === undefined || (Number.isFinite(limit) && limit > 0)
  expect(isLimit, 'memoryCheck limit', 'a number of bytes above 0', limit)

  return {
    name,
    ...check,
    run() {
      const { used_heap_size: heapBytes, heap_size_limit: heapLimitBytes } = getHeapStatistics()
      const rssBytes = process.memoryUsage.rss()
      const limitBytes = limit ?? memoryLimit()
      const status = worstOf([
        statusAbove(rssBytes, inBytes(rss, limitBytes)),
        statusAbove(heapBytes, inBytes(heap, heapLimitBytes)),
      ])
      const details = { rssBytes, limitBytes, heapBytes, heapLimitBytes }
      if (status === 'healthy') return { status, details }
      const message =
        `The process holds ${rssBytes} of ${limitBytes} bytes, and V8 ${heapBytes} of ${heapLimitBytes}. Beyond ` +
        'either limit it is killed. Look for what it keeps, or give it more.'
      return { status, error: { code: 'MEMORY_HIGH', message }, details }
    },
  }
}

/**
 * Node reads both versions of cgroup. Where nothing is limited they say 0, or a figure that no machine has:
 * https://nodejs.org/api/process.html#processconstrainedmemory. Node 20 has it; other runtimes may not.
 */
function memoryLimit(): number {
  const constrained = process.constrainedMemory?.() ?? 0
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}
