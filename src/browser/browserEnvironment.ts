import type { Environment } from '../monitor/environment.js'
import { idbStorage } from '../storage/idbStorage.js'
import { systemClock } from '../time/clock.js'
import { systemRandom } from '../time/random.js'
import { connectivity } from './connectivity.js'
import { visibility } from './visibility.js'

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
    baseUrl: () => (typeof document === 'undefined' ? undefined : document.baseURI),
    hasServiceWorker: () => typeof navigator !== 'undefined' && Boolean(navigator.serviceWorker?.controller),
  }
}
