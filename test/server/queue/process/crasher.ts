/**
 * A process that does jobs from a file, among which is one that ends it at once, without a word. The others take a while,
 * so that they are under way then. It tells its parent when all are done.
 */
import { appendFileSync } from 'node:fs'
import { createQueue, fileQueueStore } from '../../../../src/server.js'

const [path = '', mailbox = ''] = process.argv.slice(2)
const queue = createQueue<unknown>({
  name: 'emails',
  store: fileQueueStore(path),
  maxInterruptions: 4,
  async perform({ key }) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (key === 'bad') process.kill(process.pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
    appendFileSync(mailbox, `${key}\n`)
  },
  logger: { info: () => {}, warn: () => {} },
})
queue.start()
for (let left = 1; left > 0;) {
  const { waiting, delayed, active } = await queue.counts()
  left = waiting + delayed + active
  if (left === 0) process.send?.({ left })
  await new Promise((resolve) => setTimeout(resolve, 20))
}
