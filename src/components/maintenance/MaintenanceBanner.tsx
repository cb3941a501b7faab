'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { MaintenanceCountdown } from './MaintenanceCountdown.js'
import { MaintenanceDismiss } from './MaintenanceDismiss.js'
import { MaintenanceMessage } from './MaintenanceMessage.js'
import { MaintenanceRoot } from './MaintenanceRoot.js'
import type { MaintenanceRootProps } from './MaintenanceRoot.js'

/** Props of {@link MaintenanceBanner}: those of `Maintenance.Root`. `children` follow the message. */
export type MaintenanceBannerProps = MaintenanceRootProps

/**
 * Tells of maintenance from a day before it begins to its end, by the windows in the report: when it is planned for,
 * which components it is about, a countdown, and that it takes longer than planned. It is announced when it is first
 * shown, and when it begins.
 *
 * One banner is up at a time: trouble with which people can't save goes before, and trouble of components that the
 * maintenance is not about; `DegradedBanner` about what is maintained comes after it, and about trouble that outlasts it.
 *
 * Throws a `RangeError` for a negative time.
 */
export const MaintenanceBanner: ForwardRefExoticComponent<
  MaintenanceBannerProps & RefAttributes<HTMLElement>
> = forwardRef<HTMLElement, MaintenanceBannerProps>(function MaintenanceBanner({ children, ...props }, ref) {
  return (
    <>
      <ConnectionAnnouncer />
      <MaintenanceRoot {...props} ref={ref}>
        <MaintenanceMessage />
        {children}
        <MaintenanceCountdown />
        <MaintenanceDismiss />
      </MaintenanceRoot>
    </>
  )
})
