'use client'

import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { incidentWatch } from '../incident/incidentWatch.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { StartupContext } from './StartupContext.js'
import { offersChoice } from './startup.js'
import type { StartupProgress } from './startup.js'
import type { StartupTiming } from './timing.js'
import { useFirstLook } from './useFirstLook.js'
import { useFocusAfterStart } from './useFocusAfterStart.js'
import { useStartup } from './useStartup.js'
import { useStartupNews } from './useStartupNews.js'

/** The state of a {@link StartupRoot}. */
export interface StartupState extends StatusState {
  readonly phase: StartupProgress['phase']
}

/** Props of {@link StartupRoot}: those of a `div`, `render`, the timing, and what is shown during the wait. */
export type StartupRootProps = PartProps<'div', StartupState> &
  StartupTiming & {
    /** What stands there until the back end has answered. @default nothing */
    readonly fallback?: ReactNode
  }

/**
 * Keeps its children back until the back end has answered for the first time since the page was loaded; from then on
 * they are there for good. As long as it waits, banners and announcers below the same provider are silent: one message
 * for one failure.
 *
 * Throws a `RangeError` for a duration that is none.
 */
export const StartupRoot: Part<'div', StartupRootProps> = definePart(function StartupRoot({
  quietFor,
  wakingAfter,
  slowAfter,
  giveUpAfter,
  fallback,
  children,
  ...user
}: StartupRootProps) {
  const monitor = useMonitor()
  const status = useStatusState()
  const startup = useStartup({ quietFor, wakingAfter, slowAfter, giveUpAfter })
  const isOpen = startup.phase === 'open'
  const focus = useFocusAfterStart(isOpen)
  useFirstLook(focus.ref)
  useStartupNews(startup)

  useEffect(
    function takeTheWord() {
      return isOpen ? undefined : incidentWatch(monitor).hush()
    },
    [isOpen, monitor],
  )

  const own = {
    ...statusAttributes('startup', status),
    ...focus,
    'data-phase': startup.phase,
    // Screen readers may leave out what is busy, so it no longer is when there is something to press.
    'aria-busy': !isOpen && !offersChoice(startup) ? true : undefined,
    children: isOpen ? (
      children
    ) : (
      <StartupContext.Provider value={startup}>{fallback}</StartupContext.Provider>
    ),
  }
  return ['div', own, { ...status, phase: startup.phase }, user]
})
