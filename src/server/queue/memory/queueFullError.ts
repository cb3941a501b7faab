/** A queue takes no more: nobody does its jobs, or they are added faster than they are done. */
export class QueueFullError extends Error {
  override name = 'QueueFullError' as const

  constructor(jobs: number, maxJobs: number, size: number, maxSize: number) {
    super(
      `The job was not kept: the queue's store holds ${jobs} jobs with ${size} characters of data, and takes ${maxJobs} ` +
        `with ${maxSize}. See why they are not done, and retry or discard the dead letters.`,
    )
  }
}
