import { explain } from './explain.js'
import type { Evidence } from './explain.js'
import type { Snapshot } from './snapshot.js'

/** What of the evidence says why; the rest is about this device and what comes next. */
const REASONS: readonly Evidence['about'][] = ['verdict', 'answer', 'components']

/** A service did not become healthy in the time that was given to it. */
export class NotHealthyError extends Error {
  override name = 'NotHealthyError' as const
  /** The health endpoint, absolute; `null` where a monitor was waited for. */
  readonly url: string | null
  /** How long it was waited for, in milliseconds. */
  readonly waitedMs: number
  /** How often it was asked. */
  readonly attempts: number
  /** What was known in the end: `snapshot.status` and `snapshot.cause` say why. */
  readonly snapshot: Snapshot

  constructor(url: string | null, waitedMs: number, attempts: number, snapshot: Snapshot) {
    const why = explain(snapshot).evidence.filter(({ about }) => REASONS.includes(about))
    super(
      `${url ?? 'The back end'} did not become healthy within ${Math.round(waitedMs)} ms, asked ` +
        `${attempts === 1 ? 'once' : `${attempts} times`}. ${why.map(({ says }) => says).join(' ')} ` +
        'See that it runs and that this is its health endpoint, or wait longer (`timeout`).',
    )
    this.url = url
    this.waitedMs = waitedMs
    this.attempts = attempts
    this.snapshot = snapshot
  }
}
