import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { FileQueueStoreOptions, QueueStore } from '../../../src/server.js'
import { fileQueueStore } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

/** A place for a journal, deleted after the test. */
export async function journalPath(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'queue-'))
  cleanUps.push(() => rm(directory, { recursive: true, force: true }))
  return join(directory, 'queue.log')
}

/** A store in that file, closed after the test, with the log lines that it wrote. */
export function storeIn(
  path: string,
  options: FileQueueStoreOptions = {},
): { store: QueueStore; clock: FakeClock; log: string[] } {
  const clock = new FakeClock()
  const log: string[] = []
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(line) }
  const store = fileQueueStore(path, { clock, logger, ...options })
  cleanUps.push(() => store.close())
  return { store, clock, log }
}

/** A process that was started for the test ends with it. */
export function endedAfterTest(end: () => unknown): void {
  cleanUps.push(end)
}

/** Keys of the jobs that are due. */
export async function dueKeys(store: QueueStore): Promise<string[]> {
  const claimed = await store.claim({ queue: 'emails', limit: 1_000_000, leaseMs: 60_000 })
  return claimed.map(({ key }) => key)
}
