/** A process whose files may not grow beyond some size, which the system tells as it tells of a full disk. */
import { fileQueueStore } from '../../../../src/server.js'
import { newJob } from '../newJob.js'

// The signal that comes with it would end the process.
process.on('SIGXFSZ', () => {})
const store = fileQueueStore(process.argv[2] ?? '', { logger: { info: () => {}, warn: () => {} } })
const add = (key: string, data: string) =>
  store.add(newJob({ key, data })).then(
    () => 'kept',
    (error: NodeJS.ErrnoException) => error.code ?? String(error),
  )
const large = JSON.stringify('x'.repeat(10_000))
const outcomes: string[] = []
for (let i = 0; i < 10; i++) outcomes.push(await add(`large-${i}`, large))
const small = await add('small', '1')
const [first] = await store.claim({ queue: 'emails', limit: 1, leaseMs: 1000 })
const completed = await store.complete(first!)
process.stdout.write(JSON.stringify({ outcomes, small, completed, counts: await store.counts('emails') }))
await store.close()
