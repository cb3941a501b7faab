'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { StartupPending } from './startup.js'
import { useWait } from './StartupContext.js'

/** Props of {@link StartupFront}: those of a `div`, and `render`. */
export type StartupFrontProps = PartProps<'div', StartupPending>

/** Puts what is said and offered during the wait into the middle. */
export const StartupFront: Part<'div', StartupFrontProps> = definePart(function StartupFront() {
  return ['div', { 'data-api-status': 'startup-front' }, useWait('Front')]
})
