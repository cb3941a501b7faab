'use client'

import { useEffect, useRef } from 'react'
import type { MonitorEvents } from '../monitor/events.js'
import { useMonitor } from './useMonitor.js'

/**
 * Calls `handler` at each event of that name while the component is mounted. The newest handler is called; it need
 * not be stable.
 *
 * @example
 * useApiStatusEvent('recovered', () => toast('Back online'))
 */
export function useApiStatusEvent<Name extends keyof MonitorEvents>(
  name: Name,
  handler: (event: MonitorEvents[Name]) => unknown,
): void {
  const monitor = useMonitor()
  const latest = useRef(handler)
  useEffect(function keepLatestHandler() {
    latest.current = handler
  })
  useEffect(
    function subscribeToEvent() {
      return monitor.on(name, (event) => latest.current(event))
    },
    [monitor, name],
  )
}
