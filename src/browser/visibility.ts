import type { Visibility } from '../monitor/environment.js'
import { listen } from './listen.js'

/**
 * What happens to the page. Neither `unload` nor `beforeunload` is listened to: both keep a page out of the
 * back-forward cache. https://web.dev/articles/bfcache
 */
export const visibility: Visibility = {
  isVisible() {
    // A page that is being prerendered is hidden too.
    return typeof document === 'undefined' || document.visibilityState === 'visible'
  },
  subscribe(listener) {
    if (typeof document === 'undefined' || typeof window === 'undefined') return () => {}
    const undo = [
      listen(document, {
        visibilitychange: () => listener(visibility.isVisible() ? 'visible' : 'hidden'),
        freeze: () => listener('freeze'),
        resume: () => listener('resume'),
      }),
      listen(window, {
        focus: () => listener('focus'),
        pageshow: (event) => (event as PageTransitionEvent).persisted && listener('restore'),
      }),
    ]
    return () => undo.forEach((stop) => stop())
  },
}
