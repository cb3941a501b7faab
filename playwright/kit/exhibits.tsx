import type { ReactElement } from 'react'
import { Banner, DegradedBanner, OfflineGate, ReportAge, StatusIndicator, ConnectionAnnouncer } from '../../src/index.js'
import type { Headline } from '../../src/core.js'
import type { Situation } from './situations.js'

/** A widget as the page shows it. */
export interface Exhibit {
  /** The name of its export; what tells it from the others of the same widget follows after a space. */
  readonly name: string
  readonly element: ReactElement
  /** The trouble in which it has most to show. @default 'unreachable' */
  readonly trouble?: Situation
}

const always: readonly Headline[] = ['degraded', 'unhealthy', 'offline', 'unknown']

const children = (
  <label>
    A draft <input defaultValue="Two loaves" />
  </label>
)

/** Every widget of the kit, in the order in which the page shows them. */
export const EXHIBITS: readonly Exhibit[] = [
  { name: 'StatusIndicator', element: <StatusIndicator /> },
  { name: 'ReportAge', element: <ReportAge />, trouble: 'stale' },
  { name: 'DegradedBanner', element: <DegradedBanner /> },
  { name: 'DegradedBanner dismissible', element: <DegradedBanner />, trouble: 'component' },
  { name: 'DegradedBanner with names', element: <DegradedBanner />, trouble: 'many names' },
  {
    name: 'Banner of parts',
    element: (
      <Banner.Root>
        <Banner.Message />
        <a href="#status">Details</a>
        <Banner.Retry />
      </Banner.Root>
    ),
  },
  { name: 'OfflineGate', element: <OfflineGate when={always}>{children}</OfflineGate> },
  {
    name: 'OfflineGate with a fallback',
    element: (
      <OfflineGate when={always} fallback={<p>You are offline. Your drafts are kept.</p>}>
        {children}
      </OfflineGate>
    ),
  },
  { name: 'ConnectionAnnouncer', element: <ConnectionAnnouncer /> },
]
