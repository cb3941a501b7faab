import { sharedTabs } from '../monitor/sharedTabs.js'
import type { Tabs } from '../monitor/tabs.js'

/**
 * One poller for all tabs of this browser, by Web Locks and a BroadcastChannel. Where one of them is missing (plain
 * http, an opaque origin, an old browser), each tab polls for itself.
 */
export const webTabs: Tabs = sharedTabs({
  locks: () => (typeof navigator === 'undefined' ? undefined : navigator.locks),
  channel: (name) => {
    try {
      return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)
    } catch {
      return undefined
    }
  },
})
