'use client'

import type { Context } from 'react'
import { createContext } from 'react'
import type { Monitor } from '../monitor/monitor.js'

/** Holds the monitor that `ApiStatusProvider` carries; `null` outside of one. */
export const MonitorContext: Context<Monitor | null> = createContext<Monitor | null>(null)
