/** What can be broken. `disk` is the directory of the packing slips; the rest are processes. */
export const FAULT_TARGETS = ['api', 'database', 'cache', 'email', 'recommendations', 'disk'] as const
export type FaultTarget = (typeof FAULT_TARGETS)[number]

/** `slow`: every answer comes late. `down`: the process is killed, or a file stands where the directory was. */
export const FAULT_MODES = ['ok', 'slow', 'down'] as const
export type FaultMode = (typeof FAULT_MODES)[number]

/** What is wrong with one target. */
export type Fault =
  | { readonly mode: 'ok' }
  | { readonly mode: 'slow'; readonly latencyMs: number }
  | { readonly mode: 'down' }

/** A fault, and whether the process behind the target is alive; for the disk, the API that writes to it. */
export type FaultState = Fault & {
  readonly running: boolean
  /** Why there is nothing to break; left out where there is. */
  readonly absence?: string
}

/** What `GET /faults` answers. */
export type Faults = Readonly<Record<FaultTarget, FaultState>>
