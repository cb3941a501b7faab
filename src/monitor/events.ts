import type { StorageMode } from '../storage/storage.js'
import type { BreakerStatus, Snapshot } from './snapshot.js'

/** A snapshot that became another one. */
export interface Transition {
  readonly snapshot: Snapshot
  readonly previous: Snapshot
}

/** What a monitor tells, by name. */
export interface MonitorEvents {
  /** Something in the snapshot changed. */
  readonly changed: Transition
  /** The headline became degraded or unhealthy, and was neither. */
  readonly degraded: Transition
  /**
   * The headline became healthy from degraded, unhealthy or offline, or degraded from unhealthy or offline; never
   * from checking, unknown or a restored state.
   */
  readonly recovered: Transition
  /** The headline became offline. */
  readonly offline: Transition
  /** The headline is offline no longer. */
  readonly online: Transition
  /** A breaker changed its state, or how long it stays open. `key` is the origin that it stands before, or what the key function gave. */
  readonly breaker: { readonly key: string; readonly status: BreakerStatus }
  /** This tab polls from now on, or no longer: another one does, or nobody looks. */
  readonly leader: { readonly isLeader: boolean }
  /** Storage turned out to be blocked, full or hung, or works after all. */
  readonly storage: { readonly mode: StorageMode }
}
