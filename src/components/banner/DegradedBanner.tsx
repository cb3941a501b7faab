'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { BannerCountdown } from './BannerCountdown.js'
import { BannerDetails } from './BannerDetails.js'
import { BannerDismiss } from './BannerDismiss.js'
import { BannerMessage } from './BannerMessage.js'
import { BannerRetry } from './BannerRetry.js'
import { BannerRoot } from './BannerRoot.js'
import type { BannerRootProps } from './BannerRoot.js'

/** Props of {@link DegradedBanner}: those of `Banner.Root`. `children` follow the message. */
export type DegradedBannerProps = BannerRootProps

/**
 * The banner with everything on it: message, countdown, "Retry now", "Dismiss" where nothing is at risk, and all names
 * where many components are affected. Trouble and its end are announced to screen readers as well.
 *
 * Throws a `RangeError` for a duration that is none.
 */
export const DegradedBanner: ForwardRefExoticComponent<DegradedBannerProps & RefAttributes<HTMLElement>> =
  forwardRef<HTMLElement, DegradedBannerProps>(function DegradedBanner({ children, ...props }, ref) {
    return (
      <>
        <ConnectionAnnouncer />
        <BannerRoot {...props} ref={ref}>
          <BannerMessage />
          {children}
          <BannerCountdown />
          <BannerRetry />
          <BannerDismiss />
          <BannerDetails />
        </BannerRoot>
      </>
    )
  })
