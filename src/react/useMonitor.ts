'use client'

import { useContext } from 'react'
import type { Monitor } from '../monitor/monitor.js'
import { MonitorContext } from './MonitorContext.js'

/** The monitor of the nearest `ApiStatusProvider`. Throws outside of one. */
export function useMonitor(): Monitor {
  const monitor = useContext(MonitorContext)
  if (!monitor) {
    throw new Error(
      'react-api-status: no monitor here, so there is no status to read. ' +
        'Wrap the app, or this part of it, in <ApiStatusProvider url="/api/health">.',
    )
  }
  return monitor
}
