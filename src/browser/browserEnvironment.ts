import type { Environment } from '../monitor/environment.js'
import { idbStorage } from '../storage/idbStorage.js'
import { systemClock } from '../time/clock.js'
import { systemRandom } from '../time/random.js'
import { connectivity } from './connectivity.js'
import { visibility } from './visibility.js'
import { webTabs } from './webTabs.js'

/** The browser as an environment. Making one touches nothing, so that it is safe on a server too. */
export function browserEnvironment(): Environment {
  return {
    clock: systemClock,
    random: systemRandom,
    // Looked up at each call: whoever instruments fetch does so after we are made.
    fetch: (input, init) => globalThis.fetch(input, init),
    connectivity,
    visibility,
    storage: idbStorage(),
    tabs: webTabs,
    baseUrl: () => (typeof document === 'undefined' ? undefined : document.baseURI),
    hasServiceWorker() {
      try {
        return typeof navigator !== 'undefined' && Boolean(navigator.serviceWorker?.controller)
      } catch {
        // To ask is an error in a sandboxed frame without an origin.
        return false
      }
    },
  }
}
