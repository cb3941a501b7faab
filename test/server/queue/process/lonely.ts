/** A process that has nothing to do but a job that works the second time. */
import { constant } from '../../../../src/core.js'
import { createQueue, fileQueueStore } from '../../../../src/server.js'

const queue = createQueue({
  name: 'emails',
  store: fileQueueStore(process.argv[2] ?? ''),
  backoff: constant(300),
  perform: ({ attempt }) => {
    if (attempt === 1) throw new Error('not yet')
    process.stdout.write('done')
  },
})
queue.start()
await queue.add(1)
