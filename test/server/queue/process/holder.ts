/** A process that has a file open, until it is killed; or says why it can't. */
import { fileQueueStore } from '../../../../src/server.js'

const store = fileQueueStore(process.argv[2] ?? '')
try {
  await store.add({ queue: 'emails', key: `${process.pid}`, orderBy: undefined, data: '1', delayMs: 0 })
  process.send?.({ pid: process.pid })
  setInterval(() => {}, 1000)
} catch (error) {
  process.send?.({ refused: String(error) })
  process.disconnect()
}
