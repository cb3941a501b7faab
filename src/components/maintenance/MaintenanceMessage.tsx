'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { Sentences } from '../text/Sentences.js'
import type { CurrentMaintenance } from './maintenanceAt.js'
import { useMaintenanceNews } from './MaintenanceContext.js'
import { useMaintenanceSentences } from './useMaintenanceSentences.js'

/** Props of {@link MaintenanceMessage}: those of a `div`, and `render`. `children` replace the text. */
export type MaintenanceMessageProps = PartProps<'div', CurrentMaintenance>

/** What is planned or under way, what the back end calls it, what is kept meanwhile, and which components it is about. */
export const MaintenanceMessage: Part<'div', MaintenanceMessageProps> = definePart(
  function MaintenanceMessage() {
    const { maintenance } = useMaintenanceNews('Message')
    const children = <Sentences of={useMaintenanceSentences(maintenance)} />
    return ['div', { 'data-api-status': 'message', children }, maintenance]
  },
)
