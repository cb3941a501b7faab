import type { Connectivity } from '../monitor/environment.js'
import { listen } from './listen.js'

/**
 * The browser's own opinion of the network. `true` means that some interface is up, be it a virtual one; `false` is
 * usually right, and wrong behind some VPNs. https://developer.mozilla.org/docs/Web/API/Navigator/onLine
 */
export const connectivity: Connectivity = {
  isOnline() {
    // Node has a navigator without this property.
    return typeof navigator === 'undefined' ? undefined : navigator.onLine
  },
  subscribe(listener) {
    if (typeof window === 'undefined') return () => {}
    return listen(window, { online: listener, offline: listener })
  },
}
