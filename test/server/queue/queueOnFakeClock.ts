import type { Job, Queue, QueueOptions, QueueStore } from '../../../src/server.js'
import { createQueue, memoryQueueStore } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'

/** A queue on a clock that the test drives, with the log lines that it wrote. Chance is at its end: backoffs are as long as they get. */
export function queueOnFakeClock<Data = unknown>(
  perform: ((job: Job<Data>) => unknown) | undefined,
  options: Partial<QueueOptions<Data>> = {},
  clock: FakeClock = new FakeClock(),
): { queue: Queue<Data>; store: QueueStore; clock: FakeClock; log: string[] } {
  const log: string[] = []
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(line) }
  const { store = memoryQueueStore({ clock }) } = options
  const queue = createQueue<Data>({
    name: 'emails',
    store,
    clock,
    random: () => 1,
    logger,
    ...(perform && { perform }),
    ...options,
  })
  return { queue, store, clock, log }
}

/** A promise that the test settles. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
