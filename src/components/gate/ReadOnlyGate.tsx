'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'
import { gateWords } from '../../words/en.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { GateFields } from './GateFields.js'
import { GateFront } from './GateFront.js'
import { GateNotice } from './GateNotice.js'
import { GateRoot } from './GateRoot.js'
import type { GateRootProps } from './GateRoot.js'
import { useLastReport } from './useLastReport.js'

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
export const ReadOnlyGate: ForwardRefExoticComponent<ReadOnlyGateProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, ReadOnlyGateProps>(function ReadOnlyGate({ fallback, children, ...props }, ref) {
    const isReadOnly = useLastReport(({ readOnly }) => readOnly)
    const { title, detail } = useWords('gate', gateWords).readOnly
    return (
      <GateRoot {...props} ref={ref} isClosed={isReadOnly === true}>
        <ConnectionAnnouncer />
        <GateFront>
          {fallback ?? (
            <GateNotice>
              <Sentences of={[title, detail]} />
            </GateNotice>
          )}
        </GateFront>
        <GateFields whenClosed={fallback === undefined ? 'disabled' : 'hidden'}>{children}</GateFields>
      </GateRoot>
    )
  })
