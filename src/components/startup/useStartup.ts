'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { useTiming } from '../useTiming.js'
import type { StartupProgress, StartupOpen } from './startup.js'
import { startupWatch } from './startupWatch.js'
import type { StartupTiming } from './timing.js'

/**
 * How the start is going: what to show while nothing has answered since the page was loaded. Open from the first answer
 * on (a report of trouble is one, a report restored from storage is none), or with the provider's `initialReport` at
 * once; it never goes back, not for another monitor either.
 *
 * The timing holds for all below the same provider, while its caller is mounted; where callers differ, the last one's.
 * Throws a `RangeError` for a duration that is none.
 *
 * @example
 * const startup = useStartup()
 * if (startup.phase === 'waking') return <p>The server is waking up.</p>
 */
export function useStartup({
  quietFor,
  wakingAfter,
  slowAfter,
  giveUpAfter,
}: StartupTiming = {}): StartupProgress {
  const watch = startupWatch(useMonitor())
  const [first] = useState(watch)
  // Before anyone looks: with another url, too, the button that people are on stays.
  watch.goOnWith(first.get())
  const timing = useMemo(
    () => ({ quietFor, wakingAfter, slowAfter, giveUpAfter }),
    [quietFor, wakingAfter, slowAfter, giveUpAfter],
  )
  useTiming(watch, timing)
  const startup = useSyncExternalStore(watch.subscribe, watch.get, watch.getInitial)
  // The app is not to be taken away again when the provider gets another url, at a login for instance.
  const open = startup.phase === 'open' ? startup : null
  // From the first render on: setting it there would keep React 18 from hydrating with what the server has rendered.
  const [opened, setOpened] = useState<StartupOpen | null>(open)
  if (open && !opened) setOpened(open)

  return opened ?? startup
}
