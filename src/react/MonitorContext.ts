'use client'

import { createContext } from 'react'
import type { Monitor } from '../monitor/monitor.js'

/** Holds the monitor that `ApiStatusProvider` carries; `null` outside of one. */
export const MonitorContext = createContext<Monitor | null>(null)
