'use client'

import type { ReactElement, ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { ApiStatusProvider } from '../react/ApiStatusProvider.js'
import type { FakeMonitorOptions } from './fakeMonitor.js'
import { fakeMonitor } from './fakeMonitor.js'

/** Props of {@link TestApiStatusProvider}. */
export interface TestApiStatusProviderProps extends FakeMonitorOptions {
  readonly children?: ReactNode
}

/**
 * Shows its children as they look in a given state. Nothing is sent. Props that change are put over the state as it is;
 * for one from scratch, change the `key`.
 *
 * @example
 * <TestApiStatusProvider snapshot={{ status: 'offline', cause: 'device-offline', source: 'live' }}>
 *   <StatusIndicator />
 * </TestApiStatusProvider>
 */
export function TestApiStatusProvider({ children, ...options }: TestApiStatusProviderProps): ReactElement {
  const { snapshot, timing, history } = options
  const [monitor] = useState(() => fakeMonitor(options))
  useEffect(
    function followProps() {
      monitor.set({ ...(snapshot && { snapshot }), ...(timing && { timing }), ...(history && { history }) })
    },
    [monitor, snapshot, timing, history],
  )
  return <ApiStatusProvider monitor={monitor}>{children}</ApiStatusProvider>
}
