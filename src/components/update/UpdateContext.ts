'use client'

import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'
import type { AvailableUpdate } from './useUpdate.js'

export const UpdateContext: PartContext<AvailableUpdate> = partContext('Update')

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useUpdateNews: PartContext<AvailableUpdate>['use'] = UpdateContext.use
