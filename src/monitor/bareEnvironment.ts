import { systemClock } from '../time/clock.js'
import { systemRandom } from '../time/random.js'
import type { Environment } from './environment.js'

const nothingToUndo = () => {}

/** An environment without a browser: always visible, no opinion on the network, nothing kept. For Node. */
export function bareEnvironment(): Environment {
  return {
    clock: systemClock,
    random: systemRandom,
    fetch: (input, init) => globalThis.fetch(input, init),
    connectivity: { isOnline: () => undefined, subscribe: () => nothingToUndo },
    visibility: { isVisible: () => true, subscribe: () => nothingToUndo },
    storage: null,
    tabs: null,
    baseUrl: () => undefined,
    hasServiceWorker: () => false,
  }
}
