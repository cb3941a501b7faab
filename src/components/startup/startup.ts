import type { Cause } from '../../health/headline.js'
import type { Snapshot } from '../incident/snapshot.js'
import type { ResolvedStartupTiming } from './timing.js'

/** How the start is going: the wait for the first answer of the back end since the page was loaded. */
export type StartupProgress = StartupOpen | StartupPending

/** It is over, for good. */
export interface StartupOpen {
  readonly phase: 'open'
  /** The back end has answered, or people went on without it. */
  readonly reason: 'answered' | 'skipped'
}

/** Nothing has answered yet. */
export interface StartupPending {
  /**
   * `quiet` while there is nothing to tell (what a server renders, and a browser first); then `connecting`, `waking`,
   * `slow`, `failed`; and `offline` while the device or its network is. From `slow` on, and offline, people have a
   * choice: to try again, or to go on without the back end.
   */
  readonly phase: 'quiet' | 'connecting' | 'waking' | 'slow' | 'failed' | 'offline'
  /** When the wait began, in epoch milliseconds; `null` on a server and in the first render of a browser. */
  readonly startedAt: number | null
  /** Goes on without the back end. Always the same function. */
  readonly skip: () => void
}

/** The causes with which the back end itself has not answered, or not yet to any purpose. */
const UNANSWERED: readonly (Cause | null)[] = [
  'not-ready',
  'unreachable',
  'timeout',
  'server-error',
  'device-offline',
  'captive-portal',
]

/** Whether the back end has answered. Trouble is an answer, too: there are banners to tell of it. */
export function hasAnswered({ status, cause }: Snapshot): boolean {
  return status !== 'checking' && !UNANSWERED.includes(cause)
}

/** What people are told after so many milliseconds. A choice that they were given before is not taken back. */
export function phaseAfter(
  waited: number,
  { quietFor, wakingAfter, slowAfter, giveUpAfter }: ResolvedStartupTiming,
  isOffline: boolean,
  hadChoice: boolean,
): StartupPending['phase'] {
  if (waited < quietFor) return 'quiet'
  if (isOffline) return 'offline'
  if (waited >= giveUpAfter) return 'failed'
  if (waited >= slowAfter || hadChoice) return 'slow'
  return waited >= wakingAfter ? 'waking' : 'connecting'
}

/** Whether people can try again, or go on without the back end. */
export function offersChoice({ phase }: StartupProgress): boolean {
  return phase === 'slow' || phase === 'failed' || phase === 'offline'
}
