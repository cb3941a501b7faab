import type { Claim, KeptLetter } from '../queueStore.js'
import type { BullJob, BullQueue } from './bullTypes.js'

/** The job is gone, is not locked, or not in this state, or somebody else's: `ErrorCode` of BullMQ. */
export const LOCK_LOST: number = -2
const NOT_HELD: readonly unknown[] = [-1, LOCK_LOST, -3, -6]
/** BullMQ takes neither an id of digits alone nor one with a colon. */
export const idOf = (key: string): string => `key-${encodeURIComponent(key)}`

/** The key and the data of a job; one that another tool added has its id for a key, and is all data. */
export function contentOf({ id = '', data }: BullJob): { readonly key: string; readonly data: string } {
  return typeof data?.added === 'string'
    ? { key: decodeURIComponent(id.slice('key-'.length)), data: JSON.stringify(data.data) }
    : { key: id, data: JSON.stringify(data ?? null) }
}

/** How many ids are asked for at once. */
const PAGE = 1000

/** `false` where the job was not held, or not in the state that was named. */
export async function isDone(work: PromiseLike<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (NOT_HELD.includes((error as { readonly code?: unknown } | undefined)?.code)) return false
    throw error
  }
}

/** When it is tried again, and whether, is the queue's to say: BullMQ is told anew with each failure. */
export function failed(
  job: BullJob,
  { token }: Claim,
  error: string,
  { attempts, delayMs }: { readonly attempts: number; readonly delayMs: number },
): PromiseLike<unknown> {
  job.opts.attempts = attempts
  job.opts.backoff = { type: 'fixed', delay: delayMs }
  return job.moveToFailed(new Error(error), token, false)
}

/** Where the dead letters after this one begin; from the start where it is there no more. */
export async function placeAfter(queue: BullQueue, id: string): Promise<number> {
  for (let start = 0; ; start += PAGE) {
    const ids = await queue.getRanges(['failed'], start, start + PAGE - 1, true)
    const place = ids.indexOf(id)
    if (place !== -1) return start + place + 1
    if (ids.length < PAGE) return 0
  }
}

export function letterOf(job: BullJob): KeptLetter {
  const { id = '', attemptsMade, failedReason, timestamp, finishedOn } = job
  return {
    id,
    ...contentOf(job),
    orderBy: undefined,
    attempts: attemptsMade,
    error: failedReason,
    addedAt: timestamp,
    diedAt: finishedOn ?? timestamp,
  }
}
