import type { Clock, Timer } from '../time/clock.js'
import type { Connectivity, PageSignal, Visibility } from './environment.js'

/** What is done when something happens to the page or the network. */
export interface Pace {
  /** Whether somebody looks at the page may have changed. */
  reconsider(): void
  /** Somebody looks at the page, again or still. */
  goOn(): void
  /** The page is put aside: nothing that is under way will be what it seems. */
  leave(): void
  /** It is back. */
  join(): void
  /** The network came back: what failed before says little about now. */
  forgive(): void
  /** The device slept: neither does what fails next. */
  wake(): void
  /** A user came back, in one way or another: probes, at most once in a while however many ways there are. */
  greet(): void
  /** The network seems to be gone: probes, as it may only seem so. */
  doubt(): void
}

/** Timers of a page that was put aside rest with it; in one that was not after all, this one brings it back. In ms. */
const COME_BACK = 1000

/** When polling rests and when it goes on: hidden, visible, focus, freeze, resume, online, offline. Returns the undo. */
export function pauseAndResume(
  clock: Clock,
  visibility: Visibility,
  connectivity: Connectivity,
  pace: Pace,
): () => void {
  let putAside: Timer | null = null
  const takeUp = () => {
    if (putAside) clock.clearTimeout(putAside)
    putAside = null
    pace.wake()
    pace.join()
    pace.greet()
  }
  const onSignal = (signal: PageSignal) => {
    switch (signal) {
      case 'hidden':
        return pace.reconsider()
      case 'visible':
      case 'focus':
        if (putAside) takeUp()
        pace.reconsider()
        return pace.goOn()
      case 'freeze':
        if (putAside) return
        pace.leave()
        putAside = clock.setTimeout(takeUp, COME_BACK)
        return
      case 'resume':
      case 'restore':
        return takeUp()
    }
  }
  const onConnectivity = () => {
    if (connectivity.isOnline() === false) return pace.doubt()
    pace.forgive()
    pace.greet()
  }
  const undo = [visibility.subscribe(onSignal), connectivity.subscribe(onConnectivity)]
  return () => {
    if (putAside) clock.clearTimeout(putAside)
    for (const stop of undo) stop()
  }
}
