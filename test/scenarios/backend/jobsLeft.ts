import type { ServerResponse } from 'node:http'
import type { Queue } from '../../../src/server.js'
import { sendJson } from './jsonOverHttp.js'

type CountedQueue = Pick<Queue<unknown>, 'counts'>

/** Answers with how many jobs are not done, those that were given up among them; with 503 where that is not known. */
export async function tellJobsLeft(
  response: ServerResponse,
  ...queues: readonly CountedQueue[]
): Promise<void> {
  let left = 0
  try {
    // One after the other: where a job of the first makes one in the second, none is missed.
    for (const queue of queues) {
      for (const count of Object.values(await queue.counts())) left += count
    }
    sendJson(response, 200, { left })
  } catch (error) {
    sendJson(response, 503, { message: String(error) })
  }
}
