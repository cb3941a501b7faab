import type { StatusStorage } from '../storage/storage.js'
import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { Tabs } from './tabs.js'

/**
 * Everything that the engine takes from outside, as one interface. The browser's is in `browser/`, a bare one for
 * Node in `monitor/bareEnvironment`, a hand-driven one in `react-api-status/testing`.
 */
export interface Environment {
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof globalThis.fetch
  readonly connectivity: Connectivity
  readonly visibility: Visibility
  /** Where the last report is kept; `null` where nothing survives a reload. */
  readonly storage: StatusStorage | null
  /** How this tab shares a poller with the others of its browser; `null` where each polls for itself. */
  readonly tabs: Tabs | null
  /** The address that relative urls are resolved against; `undefined` where there is none. */
  baseUrl(): string | undefined
  /** Whether a service worker answers this page's requests, and so could answer a probe from its cache. */
  hasServiceWorker(): boolean
}

/** What the platform believes of the network: a hint that triggers a probe, never a verdict. */
export interface Connectivity {
  /** `undefined` where the platform has no opinion. */
  isOnline(): boolean | undefined
  /** Calls `listener` when the opinion changes; returns the undo. */
  subscribe(listener: () => void): () => void
}

/** Whether someone may be looking, and what happens to the page. */
export interface Visibility {
  isVisible(): boolean
  /** Calls `listener` at each {@link PageSignal}; returns the undo. */
  subscribe(listener: (signal: PageSignal) => void): () => void
}

/**
 * What happened to the page. One return of a user often gives several of them at once.
 *
 * `visible`, `hidden`, `focus`: as their names say. `restore`: out of the back-forward cache. `resume` and `freeze`:
 * the page lifecycle (https://wicg.github.io/page-lifecycle/).
 */
export type PageSignal = 'visible' | 'hidden' | 'focus' | 'restore' | 'resume' | 'freeze'
