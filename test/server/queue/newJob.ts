import type { NewJob } from '../../../src/server.js'
import { dataDigest } from '../../../src/server/queue/dataDigest.js'

/** A job as a queue hands it to its store. */
export function newJob({ data = '{}', ...more }: Partial<NewJob> & Pick<NewJob, 'key'>): NewJob {
  const digest = dataDigest(data)
  return { queue: 'emails', orderBy: undefined, data, digest, delayMs: 0, ...more }
}
