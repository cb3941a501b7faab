import type { Environment, PageSignal } from '../monitor/environment.js'
import type { Tabs } from '../monitor/tabs.js'
import { memoryStorage } from '../storage/memoryStorage.js'
import type { StatusStorage } from '../storage/storage.js'
import { FakeClock } from './fakeClock.js'
import type { FakeEndpoint } from './fakeEndpoint.js'
import { fakeEndpoint } from './fakeEndpoint.js'
import { seededRandom } from './seededRandom.js'

/** A world by hand: an environment with switches. */
export interface FakeEnvironment extends Environment {
  readonly clock: FakeClock
  readonly endpoint: FakeEndpoint
  /** How many listeners wait for signals of the page or the network. */
  readonly listeners: number
  /** What the browser says of the network; tells whoever listens. */
  setOnline(isOnline: boolean): void
  /** Shows or hides the page; tells whoever listens. */
  setVisible(isVisible: boolean): void
  /** Something happens to the page. */
  signal(signal: PageSignal): void
}

/** What is special about a world. */
export interface FakeEnvironmentOptions {
  readonly clock?: FakeClock
  readonly endpoint?: FakeEndpoint
  /** @default memory of its own; `null` for none */
  readonly storage?: StatusStorage | null
  /** @default none: each tab polls for itself */
  readonly tabs?: Tabs
  /** @default 1 */
  readonly seed?: number
  readonly isVisible?: boolean
  readonly isOnline?: boolean
  /** @default 'https://app.test/' */
  readonly baseUrl?: string
  readonly hasServiceWorker?: boolean
}

/** A visible page, online, with a healthy back end, a clock that stands still and chance that repeats itself. */
export function fakeEnvironment(options: FakeEnvironmentOptions = {}): FakeEnvironment {
  const { clock = new FakeClock(), endpoint = fakeEndpoint(), storage = memoryStorage(), seed = 1 } = options
  let isOnline = options.isOnline ?? true
  let isVisible = options.isVisible ?? true
  const onConnectivity = new Set<() => void>()
  const onPage = new Set<(signal: PageSignal) => void>()
  const subscribe =
    <Listener>(listeners: Set<Listener>) =>
    (listener: Listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  const signal = (name: PageSignal) => [...onPage].forEach((listener) => listener(name))

  return {
    clock,
    endpoint,
    random: seededRandom(seed),
    fetch: endpoint.fetch,
    connectivity: { isOnline: () => isOnline, subscribe: subscribe(onConnectivity) },
    visibility: { isVisible: () => isVisible, subscribe: subscribe(onPage) },
    storage,
    tabs: options.tabs ?? null,
    baseUrl: () => options.baseUrl ?? 'https://app.test/',
    hasServiceWorker: () => options.hasServiceWorker ?? false,
    get listeners() {
      return onConnectivity.size + onPage.size
    },
    setOnline(next) {
      isOnline = next
      for (const listener of [...onConnectivity]) listener()
    },
    setVisible(next) {
      isVisible = next
      signal(next ? 'visible' : 'hidden')
    },
    signal,
  }
}
