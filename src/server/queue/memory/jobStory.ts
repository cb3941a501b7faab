import type { Clock } from '../../../time/clock.js'
import type { AddedEntry, JobEntry } from './jobEntry.js'
import type { KeptJob, Standing } from './keptJob.js'
import { DUE } from './keptJob.js'

/** What an entry makes of its job: `undefined` where it is kept no more, or never was. */
export function jobAfter(job: KeptJob | undefined, entry: JobEntry, clock: Clock): KeptJob | undefined {
  if (entry.kind === 'added') return keptJob(entry, clock)
  if (!job) return undefined
  switch (entry.kind) {
    case 'begun':
      return { ...job, interruptions: job.interruptions + 1 }
    case 'released':
      return { ...job, attempts: entry.attempts, interruptions: 0, standing: waiting(entry, clock) }
    case 'died': {
      const { attempts, error, diedAt } = entry
      return { ...job, attempts, standing: { kind: 'dead', error, diedAt } }
    }
    case 'revived':
      return { ...job, attempts: 0, interruptions: 0, place: entry.place, standing: DUE }
    case 'discarded':
    case 'done':
      return undefined
  }
}

/** Entries that make the same job again; what was claimed was begun, and is due. */
export function* entriesOf(job: KeptJob): Iterable<JobEntry> {
  const { standing, keptSince: _, ...rest } = job
  const interruptions = job.interruptions + (standing.kind === 'claimed' ? 1 : 0)
  const { wallDueAt: dueAt, delayMs } = standing.kind === 'waiting' ? standing : { wallDueAt: 0, delayMs: 0 }
  yield { kind: 'added', ...rest, interruptions, dueAt, delayMs }
  if (standing.kind !== 'dead') return
  const { error, diedAt } = standing
  yield { kind: 'died', id: job.id, attempts: job.attempts, error, diedAt }
}

function keptJob(entry: AddedEntry, clock: Clock): KeptJob {
  const { kind: _, dueAt, delayMs, ...rest } = entry
  const age = Math.max(0, clock.wallNow() - entry.addedAt)
  return {
    ...rest,
    orderBy: entry.orderBy,
    interruptions: entry.interruptions ?? 0,
    keptSince: clock.now() - age,
    standing: waiting({ dueAt, delayMs }, clock),
  }
}

/** The wall clock may have been set since: nothing waits longer than it was to. */
function waiting(
  { dueAt, delayMs }: { readonly dueAt: number; readonly delayMs: number },
  clock: Clock,
): Standing {
  const leftMs = Math.min(Math.max(dueAt - clock.wallNow(), 0), delayMs)
  if (leftMs === 0) return DUE
  return { kind: 'waiting', dueAt: clock.now() + leftMs, wallDueAt: dueAt, delayMs }
}
