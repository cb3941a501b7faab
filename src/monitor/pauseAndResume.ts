import type { Connectivity, PageSignal, Visibility } from './environment.js'

/** What can be asked of a poller when something happens to the page or the network. */
export interface Pace {
  /** Nobody can see the page. */
  rest(): void
  /** Somebody looks at the page, again or still. */
  goOn(): void
  /** What is under way says nothing: the page was frozen meanwhile. */
  discard(): void
  /** The device came back: what failed before says little about now. */
  wake(): void
  /** A user came back, in one way or another: probes, at most once in a while however many ways there are. */
  greet(): void
}

/** When polling rests and when it goes on: hidden, visible, focus, freeze, resume, online, offline. Returns the undo. */
export function pauseAndResume(visibility: Visibility, connectivity: Connectivity, pace: Pace): () => void {
  const onSignal = (signal: PageSignal) => {
    switch (signal) {
      case 'hidden':
        return pace.rest()
      case 'visible':
      case 'focus':
        return pace.goOn()
      case 'freeze':
        return pace.discard()
      case 'resume':
      case 'restore':
        pace.wake()
        return pace.greet()
    }
  }
  const onConnectivity = () => {
    if (connectivity.isOnline() !== false) pace.wake()
    pace.greet()
  }
  const undo = [visibility.subscribe(onSignal), connectivity.subscribe(onConnectivity)]
  return () => undo.forEach((stop) => stop())
}
