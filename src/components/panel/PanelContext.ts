'use client'

import { createContext } from 'react'
import type { Context } from 'react'

/** Holds the `id` of the title that names the panel; `undefined` outside of one. */
export const PanelContext: Context<string | undefined> = createContext<string | undefined>(undefined)
