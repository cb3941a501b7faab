/** How calmly people are told of trouble, in milliseconds. */
export interface IncidentTiming {
  /** Trouble that is over sooner leaves no trace. @default 1500 */
  readonly showDelay?: number | undefined
  /** Trouble that is shown stays at least this long. @default 3000 */
  readonly minShow?: number | undefined
  /** How long the good news stays; longer while pointer or focus is on it. @default 4500 */
  readonly recoveryFor?: number | undefined
}

/** A timing without gaps. */
export type ResolvedTiming = Readonly<Record<keyof IncidentTiming, number>>

/** What holds where no banner says otherwise. */
export const DEFAULT_TIMING: ResolvedTiming = { showDelay: 1500, minShow: 3000, recoveryFor: 4500 }

/**
 * Trouble that returns so soon after its end has to last longer before it is told of again. What turns into other trouble
 * and back in that time is not announced again.
 */
export const RELAPSE_WINDOW = 30_000

/** How long a relapse has to last: a back end that flaps is one story, not ten. */
export const RELAPSE_DELAY = 5_000
