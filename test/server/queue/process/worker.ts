/**
 * A process that keeps jobs in a file and does them, until it is killed. It tells its parent which were kept; what was
 * done goes into a file, a line for each, as a mailbox would have it.
 */
import { appendFileSync } from 'node:fs'
import { createQueue, fileQueueStore } from '../../../../src/server.js'

const [path = '', mailbox = '', life = ''] = process.argv.slice(2)
const store = fileQueueStore(path)
const queue = createQueue<number>({
  name: 'emails',
  store,
  perform: ({ key }) => appendFileSync(mailbox, `${key}\n`),
  logger: { info: () => {}, warn: (line) => process.send?.({ line }) },
})
queue.start()
for (let i = 0; process.connected; i++) {
  const { key } = await queue.add(i, { key: `${life}-${i}` })
  process.send?.({ kept: key })
}
