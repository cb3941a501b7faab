'use client'

import { partContext } from '../stage/partContext.js'
import type { PartContext } from '../stage/partContext.js'
import type { AvailableUpdate } from './useUpdate.js'

const banner: PartContext<AvailableUpdate> = partContext('Update')

export const UpdateContext: PartContext<AvailableUpdate>[0] = banner[0]

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useUpdateNews: PartContext<AvailableUpdate>[1] = banner[1]
