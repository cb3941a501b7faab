import type { Clock } from '../../../time/clock.js'
import { randomUuid } from '../../../time/uuid.js'
import type {
  Claim,
  ClaimedJob,
  ClaimRequest,
  KeptLetter,
  KeptUnderKey,
  NewJob,
  QueueCounts,
  Release,
} from '../queueStore.js'
import type { JobEntry } from './jobEntry.js'
import type { KeptJob, Standing } from './keptJob.js'
import { DUE } from './keptJob.js'
import { entriesOf, jobAfter } from './jobStory.js'
import { KeyMemory } from './keyMemory.js'
import { QueueFullError } from './queueFullError.js'
import { Shelf } from './shelf.js'
import type { StoreLimits } from './storeLimits.js'

/**
 * The jobs of all queues in memory, and the rules by which they come and go. What changes is noted as entries, from which
 * the same book can be made again; until `commit` has taken them, `rollback` undoes it all.
 */
export class JobBook {
  readonly #clock: Clock
  readonly #limits: Required<StoreLimits>
  readonly #jobs = new Map<string, KeptJob>()
  readonly #keys: KeyMemory
  readonly #shelves = new Map<string, Shelf>()
  readonly #tokens = randomUuid()
  #claims = 0
  #nextNumber = 1
  /** How long the data of all jobs is, in characters. */
  #size = 0
  #entries: JobEntry[] = []
  #undo: (() => void)[] = []

  constructor(clock: Clock, limits: Required<StoreLimits>) {
    this.#clock = clock
    this.#limits = limits
    this.#keys = new KeyMemory(clock, limits)
  }

  /** What has changed since the last commit; it is now settled. */
  commit(): void {
    this.#entries = []
    this.#undo = []
    this.#keys.forget()
  }

  /** As it was at the last commit. */
  rollback(): void {
    for (const undo of this.#undo.toReversed()) undo()
    this.commit()
  }

  /** What `commit` would settle. */
  get uncommitted(): readonly JobEntry[] {
    return this.#entries
  }

  add({ queue, key, orderBy, data, digest, delayMs }: NewJob): KeptUnderKey {
    const holder = this.#keys.holder(queue, key)
    if (holder)
      return { id: holder.id, isNew: false, ...(holder.digest !== undefined && { digest: holder.digest }) }
    const { maxJobs, maxSize } = this.#limits
    if (this.#jobs.size >= maxJobs || this.#size + data.length > maxSize) {
      throw new QueueFullError(this.#jobs.size, maxJobs, this.#size, maxSize)
    }
    const number = this.#nextNumber
    const now = this.#clock.wallNow()
    this.#note({
      kind: 'added',
      id: String(number),
      queue,
      key,
      orderBy,
      data,
      digest,
      place: number,
      attempts: 0,
      addedAt: now,
      dueAt: now + delayMs,
      delayMs,
    })
    return { id: String(number), isNew: true, digest }
  }

  claim({ queue, limit, leaseMs }: ClaimRequest): readonly ClaimedJob[] {
    const now = this.#clock.now()
    const shelf = this.#shelfOf(queue)
    for (let job = shelf.lapsed(now); job; job = shelf.lapsed(now)) {
      this.#replace(job, { ...job, interruptions: job.interruptions + 1, standing: DUE })
    }
    const claimed: ClaimedJob[] = []
    while (claimed.length < limit) {
      const job = shelf.takeDue(now)
      if (!job) break
      const token = `${this.#tokens}:${++this.#claims}`
      const { id, key, data, attempts, interruptions, addedAt } = job
      this.#entries.push({ kind: 'begun', id })
      this.#replace(job, { ...job, standing: { kind: 'claimed', token, until: now + leaseMs } })
      claimed.push({ queue, id, token, key, data, attempts, interruptions, addedAt })
    }
    return claimed
  }

  renew(claim: Claim, leaseMs: number): boolean {
    const job = this.#claimed(claim)
    if (!job) return false
    const standing: Standing = { kind: 'claimed', token: claim.token, until: this.#clock.now() + leaseMs }
    this.#replace(job, { ...job, standing })
    return true
  }

  complete(claim: Claim): boolean {
    const job = this.#claimed(claim)
    if (!job) return false
    const { id, queue, key, digest } = job
    this.#note({ kind: 'done', id, queue, key, digest, doneAt: this.#clock.wallNow() })
    return true
  }

  release(claim: Claim, { delayMs, error }: Release): boolean {
    const job = this.#claimed(claim)
    if (!job) return false
    const attempts = job.attempts + (error === undefined ? 0 : 1)
    const dueAt = this.#clock.wallNow() + delayMs
    this.#note({ kind: 'released', id: job.id, attempts, dueAt, delayMs })
    return true
  }

  bury(claim: Claim, error: string): boolean {
    const job = this.#claimed(claim)
    if (!job) return false
    const diedAt = this.#clock.wallNow()
    this.#note({ kind: 'died', id: job.id, attempts: job.attempts + 1, error, diedAt })
    return true
  }

  retry(queue: string, id: string): boolean {
    if (!this.#dead(queue, id)) return false
    this.#note({ kind: 'revived', id, place: this.#nextNumber })
    return true
  }

  discard(queue: string, id: string): boolean {
    if (!this.#dead(queue, id)) return false
    this.#note({ kind: 'discarded', id })
    return true
  }

  counts(queue: string): QueueCounts {
    const now = this.#clock.now()
    const counts = { waiting: 0, delayed: 0, active: 0, dead: 0, oldestMs: 0 }
    for (const job of this.#jobs.values()) {
      if (job.queue !== queue) continue
      const word = wordOf(job.standing, now)
      counts[word]++
      if (word !== 'dead') counts.oldestMs = Math.max(counts.oldestMs, now - job.keptSince)
    }
    return counts
  }

  deadLetters(
    queue: string,
    { limit, after = '0' }: { readonly limit: number; readonly after?: string },
  ): readonly KeptLetter[] {
    const letters: KeptLetter[] = []
    for (const job of this.#jobs.values()) {
      if (job.standing.kind !== 'dead' || job.queue !== queue || Number(job.id) <= Number(after)) continue
      const { id, key, orderBy, data, attempts, addedAt } = job
      const { error, diedAt } = job.standing
      letters.push({ id, key, orderBy, data, attempts, addedAt, error, diedAt })
    }
    return letters.toSorted((one, other) => Number(one.id) - Number(other.id)).slice(0, limit)
  }

  dueIn(queue: string): number | undefined {
    const at = this.#shelfOf(queue).nextAt()
    return at === undefined ? undefined : Math.max(0, at - this.#clock.now())
  }

  /** Takes over what an earlier book has noted. An entry about a job that is not known changes nothing: `false`. */
  apply(entry: JobEntry): boolean {
    const isKnown = entry.kind === 'added' || entry.kind === 'done' || this.#jobs.has(entry.id)
    if (isKnown) this.#enter(entry)
    this.commit()
    return isKnown
  }

  /** Entries of which the same book can be made. */
  *snapshot(): Iterable<JobEntry> {
    yield* this.#keys.remembered()
    for (const job of this.#jobs.values()) yield* entriesOf(job)
  }

  /** Numbers below this have been given; none is given twice. */
  get nextNumber(): number {
    return this.#nextNumber
  }

  set nextNumber(number: number) {
    this.#nextNumber = Math.max(this.#nextNumber, number)
  }

  #note(entry: JobEntry): void {
    this.#entries.push(entry)
    this.#enter(entry)
  }

  #enter(entry: JobEntry): void {
    const job = this.#jobs.get(entry.id)
    this.#replace(job, jobAfter(job, entry, this.#clock))
    switch (entry.kind) {
      case 'added':
        this.nextNumber = Math.max(entry.place, Number(entry.id)) + 1
        this.#undo.push(this.#keys.give(entry))
        return
      case 'revived':
        this.nextNumber = entry.place + 1
        return
      case 'discarded':
        if (job) this.#undo.push(this.#keys.free(job))
        return
      case 'done':
        this.nextNumber = Number(entry.id) + 1
        this.#undo.push(this.#keys.remember(entry))
        return
      default:
    }
  }

  #claimed({ queue, id, token }: Claim): KeptJob | undefined {
    const job = this.#jobs.get(id)
    return job?.queue === queue && job.standing.kind === 'claimed' && job.standing.token === token
      ? job
      : undefined
  }

  #dead(queue: string, id: string): boolean {
    const job = this.#jobs.get(id)
    return job?.queue === queue && job.standing.kind === 'dead'
  }

  #replace(before: KeptJob | undefined, after: KeptJob | undefined): void {
    this.#put(before, after)
    this.#undo.push(() => this.#put(after, before))
  }

  #put(before: KeptJob | undefined, after: KeptJob | undefined): void {
    if (after) this.#jobs.set(after.id, after)
    else if (before) this.#jobs.delete(before.id)
    this.#size += (after?.data.length ?? 0) - (before?.data.length ?? 0)
    const queue = (before ?? after)?.queue
    if (queue !== undefined) this.#shelfOf(queue).put(before, after)
  }

  #shelfOf(queue: string): Shelf {
    const shelf = this.#shelves.get(queue) ?? new Shelf(this.#jobs)
    this.#shelves.set(queue, shelf)
    return shelf
  }
}

function wordOf(standing: Standing, now: number): 'waiting' | 'delayed' | 'active' | 'dead' {
  switch (standing.kind) {
    case 'dead':
      return 'dead'
    case 'claimed':
      return standing.until > now ? 'active' : 'waiting'
    case 'waiting':
      return standing.dueAt > now ? 'delayed' : 'waiting'
  }
}
