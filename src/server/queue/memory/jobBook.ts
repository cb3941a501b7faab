import type { Clock } from '../../../time/clock.js'
import { randomUuid } from '../../../time/uuid.js'
import type {
  Claim,
  ClaimedJob,
  ClaimRequest,
  KeptLetter,
  NewJob,
  QueueCounts,
  Release,
} from '../queueStore.js'
import type { AddedEntry, DoneEntry, JobEntry } from './jobEntry.js'
import type { KeptJob, Standing } from './keptJob.js'
import { DUE } from './keptJob.js'
import { QueueFullError } from './queueFullError.js'
import { Shelf } from './shelf.js'
import type { StoreLimits } from './storeLimits.js'

interface DoneJob {
  readonly id: string
  readonly queue: string
  readonly key: string
  readonly doneAt: number
  readonly forgetAt: number
}

/**
 * The jobs of all queues in memory, and the rules by which they come and go. What changes is noted as entries, from which
 * the same book can be made again; until `commit` has taken them, `rollback` undoes it all.
 */
export class JobBook {
  readonly #clock: Clock
  readonly #limits: Required<StoreLimits>
  readonly #jobs = new Map<string, KeptJob>()
  /** Ids by queue and key, of jobs that are kept and of those that are done. */
  readonly #ids = new Map<string, string>()
  readonly #done = new Map<string, DoneJob>()
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
  }

  /** What has changed since the last commit; it is now settled. */
  commit(): void {
    this.#entries = []
    this.#undo = []
    this.#forget()
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

  add({ queue, key, orderBy, data, delayMs }: NewJob): { readonly id: string; readonly isNew: boolean } {
    const known = this.#known(queue, key)
    if (known !== undefined) return { id: known, isNew: false }
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
      place: number,
      attempts: 0,
      addedAt: now,
      dueAt: now + delayMs,
      delayMs,
    })
    return { id: String(number), isNew: true }
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
    const { id, queue, key } = job
    this.#note({ kind: 'done', id, queue, key, doneAt: this.#clock.wallNow() })
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
    for (const { standing, queue: itsQueue, ...job } of this.#jobs.values()) {
      if (standing.kind !== 'dead' || itsQueue !== queue || Number(job.id) <= Number(after)) continue
      const { id, key, orderBy, data, attempts, addedAt } = job
      letters.push({
        id,
        key,
        orderBy,
        data,
        attempts,
        addedAt,
        error: standing.error,
        diedAt: standing.diedAt,
      })
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
    for (const { id, queue, key, doneAt } of this.#done.values())
      yield { kind: 'done', id, queue, key, doneAt }
    for (const job of this.#jobs.values()) {
      const { id, queue, key, orderBy, data, place, attempts, addedAt, standing } = job
      const interruptions = job.interruptions + (standing.kind === 'claimed' ? 1 : 0)
      const { wallDueAt, delayMs } = standing.kind === 'waiting' ? standing : { wallDueAt: 0, delayMs: 0 }
      const times = { addedAt, dueAt: wallDueAt, delayMs }
      yield { kind: 'added', id, queue, key, orderBy, data, place, attempts, interruptions, ...times }
      if (standing.kind !== 'dead') continue
      yield { kind: 'died', id, attempts, error: standing.error, diedAt: standing.diedAt }
    }
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
    switch (entry.kind) {
      case 'added':
        this.#replace(job, this.#kept(entry))
        this.nextNumber = Math.max(entry.place, Number(entry.id)) + 1
        return this.#nameId(entry.queue, entry.key, entry.id)
      case 'begun':
        return this.#replace(job, job && { ...job, interruptions: job.interruptions + 1 })
      case 'released': {
        const { attempts } = entry
        const standing = this.#waiting(entry)
        return this.#replace(job, job && { ...job, attempts, interruptions: 0, standing })
      }
      case 'died': {
        const { attempts, error, diedAt } = entry
        return this.#replace(job, job && { ...job, attempts, standing: { kind: 'dead', error, diedAt } })
      }
      case 'revived':
        this.nextNumber = entry.place + 1
        return this.#replace(
          job,
          job && { ...job, attempts: 0, interruptions: 0, place: entry.place, standing: DUE },
        )
      case 'discarded':
        if (job) this.#unnameId(job)
        return this.#replace(job, undefined)
      case 'done':
        this.#replace(job, undefined)
        this.nextNumber = Number(entry.id) + 1
        return this.#remember(entry)
    }
  }

  #kept(entry: AddedEntry): KeptJob {
    const { id, queue, key, orderBy, data, place, attempts, interruptions = 0, addedAt } = entry
    const age = Math.max(0, this.#clock.wallNow() - addedAt)
    const keptSince = this.#clock.now() - age
    return {
      id,
      queue,
      key,
      orderBy,
      data,
      place,
      attempts,
      interruptions,
      addedAt,
      keptSince,
      standing: this.#waiting(entry),
    }
  }

  /** The wall clock may have been set since: nothing waits longer than it was to. */
  #waiting({ dueAt, delayMs }: { readonly dueAt: number; readonly delayMs: number }): Standing {
    const leftMs = Math.min(Math.max(dueAt - this.#clock.wallNow(), 0), delayMs)
    return { kind: 'waiting', dueAt: this.#clock.now() + leftMs, wallDueAt: dueAt, delayMs }
  }

  #remember({ id, queue, key, doneAt }: DoneEntry): void {
    const age = Math.max(0, this.#clock.wallNow() - doneAt)
    const forgetAt = this.#clock.now() + this.#limits.keepKeys - age
    this.#done.set(id, { id, queue, key, doneAt, forgetAt })
    this.#undo.push(() => this.#done.delete(id))
    this.#nameId(queue, key, id)
  }

  /** The id of what has this key, unless that was done too long ago. */
  #known(queue: string, key: string): string | undefined {
    const id = this.#ids.get(nameOf(queue, key))
    const done = id === undefined ? undefined : this.#done.get(id)
    return done && done.forgetAt <= this.#clock.now() ? undefined : id
  }

  #forget(): void {
    const now = this.#clock.now()
    for (const done of this.#done.values()) {
      if (done.forgetAt > now && this.#done.size <= this.#limits.maxKeys) return
      this.#done.delete(done.id)
      const name = nameOf(done.queue, done.key)
      // The key may be another job's by now.
      if (this.#ids.get(name) === done.id) this.#ids.delete(name)
    }
  }

  #nameId(queue: string, key: string, id: string): void {
    const name = nameOf(queue, key)
    const before = this.#ids.get(name)
    this.#ids.set(name, id)
    this.#undo.push(() => (before === undefined ? this.#ids.delete(name) : this.#ids.set(name, before)))
  }

  #unnameId({ queue, key, id }: { readonly queue: string; readonly key: string; readonly id: string }): void {
    const name = nameOf(queue, key)
    if (this.#ids.get(name) !== id) return
    this.#ids.delete(name)
    this.#undo.push(() => this.#ids.set(name, id))
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

function nameOf(queue: string, key: string): string {
  return JSON.stringify([queue, key])
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
