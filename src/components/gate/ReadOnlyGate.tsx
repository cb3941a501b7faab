'use client'

import type { ReactNode } from 'react'
import { gateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part } from '../part.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { GateFields } from './GateFields.js'
import type { GateRootProps } from './GateRoot.js'
import { useLastReport } from './useLastReport.js'
import { useReadyGate } from './useReadyGate.js'

/** Props of {@link ReadOnlyGate}: those of a `div`, and `render`. */
export type ReadOnlyGateProps = Omit<GateRootProps, 'isClosed'> & {
  /** What stands in place of the children while the gate is closed. Without it they are disabled, under a notice. */
  readonly fallback?: ReactNode
}

/**
 * Around what writes: its controls are disabled, with the reason, while the last report that a probe of this browser has
 * reached says that writes are refused. Nobody is thrown out of a field: who is in one can go on, and only sending is
 * prevented, until they are elsewhere. What was typed survives. `Gate.Fields` says what counts as sending.
 */
export const ReadOnlyGate: Part<'div', ReadOnlyGateProps> = definePart(function ReadOnlyGate(
  user: ReadOnlyGateProps,
) {
  const isReadOnly = useLastReport(({ readOnly }) => readOnly)
  const { title, detail } = useWords('gate', gateWords).readOnly
  return useReadyGate(isReadOnly === true, <Sentences of={[title, detail]} />, GateFields, 'disabled', user)
})
