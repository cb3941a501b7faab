import { JobHeap } from './jobHeap.js'
import type { KeptJob } from './keptJob.js'
import { Lane } from './lane.js'

/** The jobs of one queue, in the order in which they may be claimed. */
export class Shelf {
  /** By `orderBy`, those that are neither done nor dead; the first is the one whose turn it is. */
  readonly #lanes = new Map<string, Lane>()
  // What changes is taken out of a heap when it comes up: to look for it would cost more.
  readonly #due = new JobHeap<KeptJob>(({ place }) => place)
  readonly #later = new JobHeap<KeptJob>(dueAt)
  readonly #claimed = new JobHeap<KeptJob>(leasedUntil)
  readonly #jobs: ReadonlyMap<string, KeptJob>

  /** @param jobs All that there are now, by their ids. */
  constructor(jobs: ReadonlyMap<string, KeptJob>) {
    this.#jobs = jobs
  }

  put(before: KeptJob | undefined, after: KeptJob | undefined): void {
    const was = before && isOpen(before) ? before : undefined
    const is = after && isOpen(after) ? after : undefined
    const lane = this.#laneOf(was ?? is)
    if (lane && was && is && was.place === is.place) lane.replace(was, is)
    else if (lane) {
      if (was) lane.remove(was)
      if (is) lane.insert(is)
      const next = lane.first
      if (!next) this.#lanes.delete((was ?? is)!.orderBy!)
      else if (next !== is && was) this.#offer(next)
    }
    if (is) this.#offer(is)
  }

  /** Takes the oldest that is due, and whose turn it is. */
  takeDue(now: number): KeptJob | undefined {
    for (let next = this.#later.first; next && dueAt(next) <= now; next = this.#later.first) {
      this.#later.pop()
      if (this.#isCurrent(next)) this.#due.push(next)
    }
    for (let next = this.#due.pop(); next; next = this.#due.pop()) if (this.#isCurrent(next)) return next
    return undefined
  }

  /** One whose lease is over. */
  lapsed(now: number): KeptJob | undefined {
    const first = this.#current(this.#claimed)
    return first && leasedUntil(first) <= now ? first : undefined
  }

  /** When something may be due, monotonic. */
  nextAt(): number | undefined {
    if (this.#current(this.#due)) return 0
    const later = this.#current(this.#later)
    const claimed = this.#current(this.#claimed)
    if (!later && !claimed) return undefined
    return Math.min(later ? dueAt(later) : Infinity, claimed ? leasedUntil(claimed) : Infinity)
  }

  #offer(job: KeptJob): void {
    if (job.standing.kind === 'claimed') this.#claimed.push(job)
    else if (this.#isCurrent(job)) (isDueAtOnce(job) ? this.#due : this.#later).push(job)
  }

  #current(heap: JobHeap<KeptJob>): KeptJob | undefined {
    for (let first = heap.first; first; first = heap.first) {
      if (this.#isCurrent(first)) return first
      heap.pop()
    }
    return undefined
  }

  #isCurrent(job: KeptJob): boolean {
    if (this.#jobs.get(job.id) !== job) return false
    return job.orderBy === undefined || this.#lanes.get(job.orderBy)?.first === job
  }

  #laneOf(job: KeptJob | undefined): Lane | undefined {
    if (job?.orderBy === undefined) return undefined
    const lane = this.#lanes.get(job.orderBy) ?? new Lane()
    this.#lanes.set(job.orderBy, lane)
    return lane
  }
}

function isOpen({ standing }: KeptJob): boolean {
  return standing.kind !== 'dead'
}

function dueAt({ standing }: KeptJob): number {
  return standing.kind === 'waiting' ? standing.dueAt : Infinity
}

/** Many are, after a restart: to sort them by their times first would hold up the process. */
function isDueAtOnce({ standing }: KeptJob): boolean {
  return standing.kind === 'waiting' && standing.delayMs === 0
}

function leasedUntil({ standing }: KeptJob): number {
  return standing.kind === 'claimed' ? standing.until : Infinity
}
