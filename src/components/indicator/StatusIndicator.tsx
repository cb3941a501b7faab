'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { ReportAge } from '../age/ReportAge.js'
import { IndicatorLabel } from './IndicatorLabel.js'
import { IndicatorRoot } from './IndicatorRoot.js'
import type { IndicatorRootProps } from './IndicatorRoot.js'

/** Props of {@link StatusIndicator}: those of `Indicator.Root`. `children` replace the text and the age. */
export type StatusIndicatorProps = IndicatorRootProps

const textAndAge = (
  <>
    <IndicatorLabel /> <ReportAge />
  </>
)

/**
 * The status in a shape, a colour and a few words, and how old that knowledge is when it is stale. Quiet: it is no
 * live region.
 */
export const StatusIndicator: ForwardRefExoticComponent<
  StatusIndicatorProps & RefAttributes<HTMLSpanElement>
> = forwardRef<HTMLSpanElement, StatusIndicatorProps>(function StatusIndicator(
  { children = textAndAge, ...props },
  ref,
) {
  return (
    <IndicatorRoot {...props} ref={ref}>
      {children}
    </IndicatorRoot>
  )
})
