import type { ReactElement } from 'react'
import {
  Banner,
  ComponentList,
  ConnectionAnnouncer,
  DegradedBanner,
  FeatureGate,
  LastChecked,
  LatencyLine,
  MaintenanceBanner,
  OfflineGate,
  ReadOnlyGate,
  ReportAge,
  StartupGate,
  StatusIndicator,
  StatusPanel,
  StatusTimeline,
  UpdateBanner,
} from '../../src/index.js'
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
  // First: whichever comes first speaks for all.
  { name: 'ConnectionAnnouncer', element: <ConnectionAnnouncer /> },
  { name: 'StatusIndicator', element: <StatusIndicator /> },
  { name: 'StatusIndicator as a pill', element: <StatusIndicator variant="pill" />, trouble: 'component' },
  { name: 'StatusIndicator as a dot', element: <StatusIndicator variant="dot" />, trouble: 'device-offline' },
  { name: 'LastChecked', element: <LastChecked /> },
  { name: 'ComponentList', element: <ComponentList />, trouble: 'component' },
  {
    name: 'ComponentList in groups',
    element: (
      <ComponentList groups={{ Shop: ['checkout', 'search'], Letters: ['mail'] }} labels={{ mail: 'Post' }} />
    ),
    trouble: 'read-only',
  },
  { name: 'ComponentList with long names', element: <ComponentList />, trouble: 'many names' },
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
  {
    name: 'FeatureGate',
    element: <FeatureGate needs="search">{children}</FeatureGate>,
    trouble: 'component',
  },
  { name: 'ReadOnlyGate', element: <ReadOnlyGate>{children}</ReadOnlyGate>, trouble: 'read-only' },
  { name: 'StartupGate', element: <StartupGate slowAfter={4000}>{children}</StartupGate> },
  { name: 'MaintenanceBanner', element: <MaintenanceBanner />, trouble: 'maintenance' },
  {
    name: 'UpdateBanner',
    element: <UpdateBanner buildId="a0" settleFor={0} onReload={() => {}} />,
    trouble: 'updated',
  },
  { name: 'StatusTimeline', element: <StatusTimeline /> },
  { name: 'LatencyLine', element: <LatencyLine /> },
  { name: 'StatusPanel', element: <StatusPanel />, trouble: 'many names' },
]
