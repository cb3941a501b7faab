import type { HealthReport } from '../../health/report.js'
import type { Environment } from '../environment.js'
import type { ResolvedOptions } from '../options.js'
import type { ReportOutcome } from '../outcome.js'

/** How the tab that leads listens to the back end between its probes. `eventStream()` does so by server-sent events. */
export type Stream = (ports: StreamPorts) => Feed

/** What a back end tells by itself. It is opened when a probe has found a report, and never tells of a failure. */
export interface Feed {
  /**
   * A probe found a report, which is held now, or this tab leads on: listens, unless it does already or has reason to
   * wait. What has been silent for too long, or says something else than probes find, is given up for a new connection.
   */
  open(): void
  /** Ends the connection, if there is one: it is another tab's turn, or no time to listen. */
  rest(): void
  /** The network came back, or the monitor was started: what was refused before may be granted now. */
  forgive(): void
  /** Milliseconds after which a silent connection is dead; `null` while there is none. */
  readonly patience: number | null
}

/** What a feed is made of. */
export interface StreamPorts {
  readonly environment: Environment
  readonly options: ResolvedOptions
  /** What was last confirmed, by its validator. */
  held(): { readonly report: HealthReport; readonly etag: string | null } | null
  /** A report, or the last one again, as it still holds. `isNews`: the back end says that something changed. */
  onOutcome(outcome: ReportOutcome, isNews: boolean): void
  /** The connection is lost, which is no verdict. `isSudden`: it had held, so that a probe is called for. */
  onLost(isSudden: boolean): void
}
