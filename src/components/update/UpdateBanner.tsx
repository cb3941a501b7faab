'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { UpdateDismiss } from './UpdateDismiss.js'
import { UpdateMessage } from './UpdateMessage.js'
import { UpdateReload } from './UpdateReload.js'
import type { UpdateReloadProps } from './UpdateReload.js'
import { UpdateRoot } from './UpdateRoot.js'
import type { UpdateRootProps } from './UpdateRoot.js'

/** Props of {@link UpdateBanner}: those of `Update.Root`, and `onReload` of `Update.Reload`. `children` follow the message. */
export type UpdateBannerProps = UpdateRootProps & Pick<UpdateReloadProps, 'onReload'>

/**
 * Says that a new version of the app is live, and offers to reload the page: never by itself, never during trouble, and
 * once for each version. It is announced when it is first shown.
 *
 * A version is new when `service.buildId` in the reports is another than at first, or than the prop `buildId`, and has
 * been for a minute.
 *
 * Throws a `RangeError` for a duration that is none.
 */
export const UpdateBanner: ForwardRefExoticComponent<UpdateBannerProps & RefAttributes<HTMLElement>> =
  forwardRef<HTMLElement, UpdateBannerProps>(function UpdateBanner({ onReload, children, ...props }, ref) {
    return (
      <>
        <ConnectionAnnouncer />
        <UpdateRoot {...props} ref={ref}>
          <UpdateMessage />
          {children}
          <UpdateReload onReload={onReload} />
          <UpdateDismiss />
        </UpdateRoot>
      </>
    )
  })
