import { randomUuid } from '../../time/uuid.js'
import { MAX_DELAY_MS } from '../../time/clock.js'
import { expect, expectWhole } from '../expect.js'
import { dataDigest } from './dataDigest.js'
import { KeyReusedError } from './keyReusedError.js'
import type { AddOptions, DeadLetter, Queue } from './queue.js'
import type { QueueOptions } from './queueOptions.js'
import { resolveQueueOptions } from './queueOptions.js'
import type { KeptLetter, NewJob } from './queueStore.js'
import { QueueWorker } from './queueWorker.js'
import { wakeAll } from './wakeUps.js'

/** A longer name of something is a mistake. */
const MOST_KEY = 512

/**
 * Makes a queue: work that is kept until it is done. Throws a TypeError when an option is malformed; starts nothing.
 *
 * @example
 * const emails = createQueue<{ to: string; orderId: string }>({
 *   name: 'emails',
 *   store: fileQueueStore('data/queue.log'),
 *   perform: ({ key, data, signal }) =>
 *     fetch('http://127.0.0.1:8025/send', { method: 'POST', headers: { 'idempotency-key': key }, body: data.to, signal }),
 * })
 * emails.start()
 * await emails.add({ to: 'ann@mail.example', orderId: '7' }, { key: 'order-7' })
 */
export function createQueue<Data, Transaction = never>(
  options: QueueOptions<Data, Transaction>,
): Queue<Data, Transaction> {
  const resolved = resolveQueueOptions(options)
  const { name, store, perform, maxBytes } = resolved
  const worker = perform && new QueueWorker({ ...resolved, perform })

  return {
    name,
    async add(data, addOptions = {}) {
      const job = newJob(name, data, addOptions, maxBytes)
      const { id, isNew, digest = job.digest } = await store.add(job, addOptions.within)
      if (digest !== job.digest) throw new KeyReusedError(name, job.key, id)
      wakeAll(store, name)
      return { id, key: job.key, isDuplicate: !isNew }
    },
    counts: () => store.counts(name),
    async deadLetters({ limit = 100, after } = {}) {
      expectWhole('deadLetters({ limit })', limit, 1)
      const letters = await store.deadLetters(name, { limit, ...(after !== undefined && { after }) })
      return letters.map((letter) => readLetter<Data>(letter))
    },
    async retry(id) {
      const isThere = await store.retry(name, id)
      wakeAll(store, name)
      return isThere
    },
    discard: (id) => store.discard(name, id),
    start() {
      expect(worker !== undefined, 'createQueue perform', 'a function, to start the queue', perform)
      return worker!.start()
    },
    async close({ patience = 10_000 } = {}) {
      await worker?.close(patience)
    },
  }
}

function newJob<Data>(
  queue: string,
  data: Data,
  { key = randomUuid(), orderBy, delay = 0 }: AddOptions<unknown>,
  maxBytes: number,
): NewJob {
  expect(isName(key), 'add({ key })', `a text of 1 to ${MOST_KEY} characters`, key)
  expect(
    orderBy === undefined || isName(orderBy),
    'add({ orderBy })',
    `a text of 1 to ${MOST_KEY} characters`,
    orderBy,
  )
  expect(
    delay >= 0 && delay <= MAX_DELAY_MS,
    'add({ delay })',
    `milliseconds from 0 to ${MAX_DELAY_MS}`,
    delay,
  )
  const json: string | undefined = JSON.stringify(data)
  expect(json !== undefined, 'add(data)', 'what JSON can hold', data)
  const bytes = new TextEncoder().encode(json).length
  expect(bytes <= maxBytes, 'add(data)', `at most ${maxBytes} bytes as JSON`, bytes)
  return { queue, key, orderBy, data: json, digest: dataDigest(json), delayMs: delay }
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= MOST_KEY
}

function readLetter<Data>(letter: KeptLetter): DeadLetter<Data> {
  const { id, key, data, attempts, error, addedAt, diedAt } = letter
  return { id, key, data: JSON.parse(data) as Data, attempts, error, addedAt, diedAt }
}
