import { macrotask } from './macrotask.js'
import { succeed } from './prepare.js'
import { median } from './samples.js'
import type { Subject } from './subject.js'

/** So many at a time, so often: what else comes and goes on the heap is a few bytes of each, or far from the median. */
const INSTANCES = 2000
const TIMES = 5

/** Bytes that an instance keeps after so many calls, buffers beside the heap included. Needs `--expose-gc`. */
export async function bytesOf(subject: Subject, calls = 1): Promise<number> {
  // The first few compile the code, and make what all share.
  dispose(subject, await make(subject, calls, INSTANCES / 10))
  const bytes: number[] = []
  for (let time = 0; time < TIMES; time++) bytes.push(await measure(subject, calls))
  return median(bytes)
}

/** Once. What it made is garbage when it returns, and not before. */
async function measure(subject: Subject, calls: number): Promise<number> {
  const before = await inUse()
  const instances = await make(subject, calls, INSTANCES)
  const bytes = (await inUse()) - before
  dispose(subject, instances)
  return bytes / INSTANCES
}

async function make(subject: Subject, calls: number, count: number): Promise<unknown[]> {
  const instances = Array.from({ length: count }, () => subject.make(succeed))
  for (const instance of instances) {
    for (let made = 0; made < calls; made++) await subject.call(instance, succeed)
  }
  return instances
}

function dispose(subject: Subject, instances: readonly unknown[]): void {
  for (const instance of instances) subject.dispose?.(instance)
}

async function inUse(): Promise<number> {
  if (!globalThis.gc)
    throw new Error('Bytes are counted after a garbage collection: run node with --expose-gc.')
  for (let turn = 0; turn < 3; turn++) {
    await macrotask()
    globalThis.gc()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
