'use client'

import { maintenanceWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import type { CurrentMaintenance } from './maintenanceAt.js'
import { useMaintenanceNews } from './MaintenanceContext.js'

/** Props of {@link MaintenanceDismiss}: those of a `button`, and `render`. `children` replace the text. */
export type MaintenanceDismissProps = PartProps<'button', CurrentMaintenance>

/** Hides what is planned until it begins, and what is under way for good. */
export const MaintenanceDismiss: Part<'button', MaintenanceDismissProps> = definePart(
  function MaintenanceDismiss() {
    const { maintenance, dismiss } = useMaintenanceNews('Dismiss')
    const words = useWords('maintenance', maintenanceWords)
    const own = { 'data-api-status': 'dismiss', type: 'button', onClick: dismiss, children: words.dismiss }
    return ['button', own, maintenance]
  },
)
