'use client'

import type { ReactElement, ReactNode } from 'react'
import { useEffect } from 'react'
import type { ApiStatusOptions } from '../browser/createApiStatus.js'
import type { Monitor } from '../monitor/monitor.js'
import { MonitorContext } from './MonitorContext.js'
import { useOwnMonitor } from './useOwnMonitor.js'

/** Props of {@link ApiStatusProvider}: a monitor, or the options of one. */
export type ApiStatusProviderProps = WithMonitor | WithOptions

interface WithMonitor extends Partial<Record<keyof ApiStatusOptions, never>> {
  /** A monitor made elsewhere, to be used outside of React too. */
  readonly monitor: Monitor
  readonly children?: ReactNode
}

interface WithOptions extends ApiStatusOptions {
  readonly monitor?: never
  readonly children?: ReactNode
}

/**
 * Gives its children a monitor and runs it while it is mounted.
 *
 * With options it makes a monitor of its own: a changed `url` or `storageKey` is a new one, callbacks are read latest,
 * and any other option that changes is left alone (and warned about outside production). Throws a `TypeError` that names
 * the option when one is wrong.
 *
 * @example
 * <ApiStatusProvider url="/api/health"><App /></ApiStatusProvider>
 */
export function ApiStatusProvider(props: ApiStatusProviderProps): ReactElement {
  const { monitor: given, children, ...options } = props
  const own = useOwnMonitor(given ? null : options)
  const monitor = given ?? own
  useEffect(
    function runWhileMounted() {
      return monitor?.start()
    },
    [monitor],
  )
  return <MonitorContext.Provider value={monitor}>{children}</MonitorContext.Provider>
}
