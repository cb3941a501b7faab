'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'
import { useApiStatus } from '../../react/useApiStatus.js'
import { gateWords } from '../../words/en.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { GateFields } from './GateFields.js'
import { GateFront } from './GateFront.js'
import { GateNotice } from './GateNotice.js'
import { GateRoot } from './GateRoot.js'
import type { GateRootProps } from './GateRoot.js'
import { useLastReported } from './useLastReported.js'

/** Props of {@link ReadOnlyGate}: those of a `div`, and `render`. */
export type ReadOnlyGateProps = Omit<GateRootProps, 'isClosed'> & {
  /** What stands in place of the children while the gate is closed. Without it they are disabled, under a notice. */
  readonly fallback?: ReactNode
}

/**
 * Around what writes: its controls are disabled, with the reason, while the last report that a probe of this browser has
 * reached says that writes are refused. Nobody is thrown out of a field: while focus is inside, people type on and only
 * sending is prevented. What was typed survives.
 */
export const ReadOnlyGate: ForwardRefExoticComponent<ReadOnlyGateProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, ReadOnlyGateProps>(function ReadOnlyGate({ fallback, children, ...props }, ref) {
    const isReadOnly = useLastReported(useApiStatus((api) => api.isReadOnly))
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
