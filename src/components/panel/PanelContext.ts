'use client'

import { createContext } from 'react'
import type { Context } from 'react'
import type { Referable } from '../useReferable.js'

/** Holds what the title needs to name the panel; `undefined` outside of one. */
export const PanelContext: Context<Referable | undefined> = createContext<Referable | undefined>(undefined)
