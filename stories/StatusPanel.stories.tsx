import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import {
  ComponentList,
  Indicator,
  LastChecked,
  Panel,
  StatusPanel,
  useApiStatus,
  useHistory,
  useRetry,
  WordsProvider,
} from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import type { FakeMonitor, ReportSketch, SnapshotSketch } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { sampleHistory } from './sampleHistory.js'
import type { NamedState } from './states.js'
import './StatusPanel.css'

const now = Date.now()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const history = sampleHistory(now)
const timing = { lastChecked: now - 24_000, reportAt: now - 24_000, latencyMs: 84 }

const labels = {
  checkout: 'Checkout',
  payments: 'Payments',
  search: 'Search',
  images: 'Product images',
  database: 'Database',
  mail: 'Mail',
}
const components: ReportSketch['components'] = {
  checkout: 'healthy',
  payments: 'healthy',
  search: { status: 'unhealthy', critical: false, impact: ['search'] },
  images: { status: 'degraded', critical: false },
  database: 'healthy',
  mail: { status: 'healthy', critical: false },
}
const maintenance = [
  {
    id: 'm1',
    title: 'Move to a larger database',
    startsAt: now + 26 * HOUR,
    endsAt: now + 28 * HOUR,
    components: ['database'],
  },
]
const searchDown: SnapshotSketch = {
  status: 'degraded',
  cause: 'component',
  source: 'live',
  report: { components, maintenance },
}
const allWell: SnapshotSketch = {
  status: 'healthy',
  cause: null,
  source: 'live',
  report: { components: Object.fromEntries(Object.keys(labels).map((name) => [name, 'healthy'] as const)) },
}

/** For what is said after what was said before it, in milliseconds. */
const PATIENT = { timeout: 8000 }

const meta = {
  component: StatusPanel,
  args: { labels },
  decorators: [
    (Story) => (
      <div className="panel-story">
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof StatusPanel>

export default meta

type Story = StoryObj<typeof meta>

const states: readonly NamedState[] = [
  { name: 'component', snapshot: searchDown, timing, history },
  { name: 'healthy', snapshot: allWell, timing, history },
  {
    name: 'unreachable, stale',
    snapshot: { ...searchDown, status: 'unhealthy', cause: 'unreachable', isStale: true },
    timing: { ...timing, reportAt: now - 12 * MINUTE },
    history,
  },
  { name: 'checking', snapshot: { status: 'checking', source: 'none' } },
]

/** From search being down, with the database to be moved tomorrow, to nothing known yet. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={states}>{(name) => <StatusPanel {...args} aria-label={name} />}</Gallery>
  ),
}

/** Search is down, and the database moves tomorrow. */
export const SearchIsDown: Story = {
  render: (args) => (
    <TestApiStatusProvider snapshot={searchDown} timing={timing} history={history}>
      <StatusPanel {...args} />
    </TestApiStatusProvider>
  ),
}

/** Goes through the scenario that the toolbar names. */
export const Playground: Story = { args: { labels: {} } }

/** Components in groups. Each group is as well as the worst of its components. */
export const Grouped: Story = {
  args: { groups: { Shop: ['checkout', 'payments'], Catalogue: ['search', 'images'] } },
  render: SearchIsDown.render!,
}

/** "Check now" finds the service well again, and says so. The button keeps the focus throughout. */
export const CheckNow: Story = {
  render: (args) => (
    <TestApiStatusProvider snapshot={searchDown} timing={timing} onCheck={recover}>
      <StatusPanel {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const button = canvas.getByRole('button', { name: 'Check now' })
    await userEvent.click(button)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Everything works'), PATIENT)
    await expect(button).toHaveFocus()
    await expect(canvas.getByRole('region')).toHaveAttribute('data-status', 'healthy')
  },
}

/** In German, which is longer. */
export const InGerman: Story = {
  args: { labels: { ...labels, search: 'Volltextsuche', images: 'Produktabbildungsauslieferung' } },
  render: (args, context) => <WordsProvider words={de}>{SearchIsDown.render!(args, context)}</WordsProvider>,
}

/** A small one of one's own, from the parts, under a heading of another level. */
export const Composed: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={searchDown} timing={timing}>
      <Panel.Root>
        <Panel.Head>
          <Panel.Summary>
            <Panel.Title headingLevel={3}>The shop’s API</Panel.Title>
            <Indicator.Root>
              <Indicator.Label />
            </Indicator.Root>
            <LastChecked />
          </Panel.Summary>
          <Panel.Retry />
        </Panel.Head>
        <ComponentList labels={labels} headingLevel={4} />
      </Panel.Root>
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('region')).toHaveAccessibleName('The shop’s API')
  },
}

/** No part, no words and no stylesheet of the kit: the same from what the hooks give. */
export const WithHooksAlone: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={searchDown} timing={timing} history={history}>
      <OwnPanel />
    </TestApiStatusProvider>
  ),
}

function OwnPanel() {
  const { status, lastChecked } = useApiStatus()
  const reported = useApiStatus((api) => api.components)
  const { days, latencies } = useHistory()
  const { isBusy, retry } = useRetry()
  return (
    <section aria-labelledby="own-panel" className="own-panel">
      <h2 id="own-panel">Status: {status}</h2>
      {lastChecked !== null && <p>Checked at {new Date(lastChecked).toLocaleTimeString()}</p>}
      <button type="button" aria-disabled={isBusy} onClick={() => void retry()}>
        {isBusy ? 'Checking' : 'Check'}
      </button>
      <ul>
        {Object.entries(reported).map(([name, component]) => (
          <li key={name}>
            {name}: {component.status}
          </li>
        ))}
      </ul>
      <p>
        {days.length} days and {latencies.length} response times have been recorded.
      </p>
    </section>
  )
}

function recover(monitor: FakeMonitor): void {
  monitor.set({ snapshot: allWell })
}
