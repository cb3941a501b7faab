import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement, ReactNode } from 'react'
import {
  ComponentList,
  DegradedBanner,
  FeatureGate,
  LatencyLine,
  MaintenanceBanner,
  OfflineGate,
  ReadOnlyGate,
  StartupGate,
  StatusIndicator,
  StatusTimeline,
  UpdateBanner,
} from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import type { SnapshotSketch } from '../src/testing.js'
import { NoteForm } from './NoteForm.js'
import './Pictures.css'
import { sampleHistory } from './sampleHistory.js'
import { stateNamed } from './states.js'

// Small selections for the documentation (`npm run gallery`); the sidebar has the whole.
const meta = {
  title: 'Pictures',
  tags: ['!autodocs', '!dev'],
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

const now = Date.now()
const paymentsDown: SnapshotSketch = {
  status: 'unhealthy',
  cause: 'component',
  source: 'live',
  report: { components: { payments: { status: 'unhealthy', impact: ['checkout'] } } },
}
const live = { status: 'healthy', cause: null, source: 'live' } as const
const telling = ['healthy', 'component', 'unreachable', 'device-offline', 'needs-auth', 'checking'] as const

/** Each status, in each variant. */
export const Indicators: Story = {
  render: () => (
    <div className="picture-grid">
      {(['text', 'pill', 'dot'] as const).map((variant) => (
        <div key={variant}>
          {telling.map((name) => (
            <State key={name} name={name}>
              <StatusIndicator variant={variant} />
            </State>
          ))}
        </div>
      ))}
    </div>
  ),
}

/** Four kinds of trouble, each with what still works and what is kept. */
export const Banners: Story = {
  render: () => (
    <div className="picture-stack">
      {(['component', 'read-only', 'unreachable', 'device-offline'] as const).map((name) => (
        <State key={name} name={name}>
          <DegradedBanner showDelay={0} aria-label={name} />
        </State>
      ))}
    </div>
  ),
}

/** A window under way, one that is planned, and a new version of the app. */
export const Notices: Story = {
  render: () => (
    <div className="picture-stack">
      {[maintenance(-15, 40), maintenance(120, 180)].map((report) => (
        <TestApiStatusProvider key={report.maintenance[0]?.id} snapshot={{ ...live, report }}>
          <MaintenanceBanner aria-label={report.maintenance[0]?.id} />
        </TestApiStatusProvider>
      ))}
      <TestApiStatusProvider snapshot={{ ...live, report: { service: { buildId: '2' } } }}>
        <UpdateBanner buildId="1" settleFor={0} />
      </TestApiStatusProvider>
    </div>
  ),
}

/** A broken part beside one that works, a form that waits until saving works again, and a page without a network. */
export const Gates: Story = {
  render: () => (
    <div className="picture-stack">
      <TestApiStatusProvider snapshot={paymentsDown}>
        <FeatureGate needs="checkout">
          <NoteForm label="Order" />
        </FeatureGate>
      </TestApiStatusProvider>
      <State name="read-only">
        <ReadOnlyGate>
          <NoteForm />
        </ReadOnlyGate>
      </State>
      <State name="device-offline">
        <OfflineGate
          fallback={<p className="picture-fallback">The map needs a connection. It comes back by itself.</p>}
        >
          <p>The map</p>
        </OfflineGate>
      </State>
    </div>
  ),
}

/** The first seconds of a cold start, as they go on. */
export const Start: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={{ status: 'checking', source: 'none' }}>
      <StartupGate className="picture-start" quietFor={0} wakingAfter={0} />
    </TestApiStatusProvider>
  ),
}

/** Components in groups, each group as well as the worst of it. */
export const Parts: Story = {
  render: () => (
    <TestApiStatusProvider
      snapshot={{
        status: 'degraded',
        cause: 'component',
        source: 'live',
        report: {
          components: {
            checkout: 'healthy',
            payments: 'healthy',
            search: { status: 'unhealthy', critical: false },
            images: { status: 'degraded', critical: false },
          },
        },
      }}
    >
      <ComponentList
        groups={{ Shop: ['checkout', 'payments'], Catalogue: ['search', 'images'] }}
        labels={{ checkout: 'Checkout', payments: 'Payments', search: 'Search', images: 'Product images' }}
      />
    </TestApiStatusProvider>
  ),
}

/** Ninety days, as one browser has seen them. */
export const History: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('healthy')} history={sampleHistory(now)}>
      <StatusTimeline />
    </TestApiStatusProvider>
  ),
}

/** The last sixty answers. */
export const Latency: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('healthy')} history={sampleHistory(now)}>
      <LatencyLine />
    </TestApiStatusProvider>
  ),
}

/** A report with one window, in minutes from now. */
function maintenance(startsIn: number, endsIn: number) {
  const window = {
    id: `in ${startsIn} minutes`,
    title: 'Moving to larger servers',
    startsAt: now + startsIn * 60_000,
    endsAt: now + endsIn * 60_000,
    components: [],
  }
  return { maintenance: [window] }
}

function State({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return <TestApiStatusProvider {...stateNamed(name)}>{children}</TestApiStatusProvider>
}
