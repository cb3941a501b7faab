/** A process that has a file open, until it is killed; or says why it can't. */
import { fileQueueStore } from '../../../../src/server.js'
import { newJob } from '../newJob.js'

const store = fileQueueStore(process.argv[2] ?? '')
try {
  await store.add(newJob({ key: `${process.pid}` }))
  process.send?.({ pid: process.pid })
  setInterval(() => {}, 1000)
} catch (error) {
  process.send?.({ refused: String(error) })
  process.disconnect()
}
