import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { ComponentList, Components, useApiStatus, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import type { ReportSketch, SnapshotSketch } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import type { NamedState } from './states.js'

const now = Date.now()
const timing = { lastChecked: now, reportAt: now - 2 * 60_000 }

const components: ReportSketch['components'] = {
  checkout: { status: 'healthy', impact: ['checkout'] },
  payments: { status: 'unhealthy', impact: ['checkout'] },
  search: { status: 'degraded', critical: false },
  images: { status: 'unknown', critical: false },
  database: 'healthy',
  mail: { status: 'healthy', critical: false },
}
const groups = { Shop: ['checkout', 'payments'], Catalogue: ['search', 'images'] }
const labels = {
  checkout: 'Checkout',
  payments: 'Payments',
  search: 'Search',
  images: 'Product images',
  database: 'Database',
  mail: 'Mail',
}
const reported: SnapshotSketch = {
  status: 'unhealthy',
  cause: 'component',
  source: 'live',
  report: { components },
}

const states: readonly NamedState[] = [
  { name: 'checking', snapshot: { status: 'checking', source: 'none' } },
  {
    name: 'healthy',
    snapshot: {
      status: 'healthy',
      cause: null,
      source: 'live',
      report: {
        components: Object.fromEntries(Object.keys(labels).map((name) => [name, 'healthy'] as const)),
      },
    },
    timing,
  },
  { name: 'component', snapshot: reported, timing },
  {
    name: 'unreachable, stale',
    snapshot: { ...reported, cause: 'unreachable', isStale: true },
    timing,
  },
]

const meta = {
  component: ComponentList,
  args: { groups, labels },
} satisfies Meta<typeof ComponentList>

export default meta

type Story = StoryObj<typeof meta>

/** Every status, in groups that are as well as the worst of their components. */
export const AllStates: Story = {
  render: (args) => <Gallery states={states}>{() => <ComponentList {...args} />}</Gallery>,
}

/** Goes through the scenario that the toolbar names. */
export const Playground: Story = { args: { groups: {} } }

/** Without groups it is one list, sorted by label. */
export const OneList: Story = {
  args: { groups: {} },
  render: (args) => (
    <TestApiStatusProvider snapshot={reported} timing={timing}>
      <ComponentList {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await expect(canvas.getByRole('list')).toHaveAccessibleName('Components')
    await expect(canvas.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Checkout Working',
      'Database Working',
      'Mail Working',
      'Payments Not working',
      'Product images Unknown',
      'Search Some problems',
    ])
  },
}

/** Nobody has reported a component: it says so. */
export const None: Story = {
  args: { groups: {} },
  render: (args) => (
    <TestApiStatusProvider>
      <ComponentList {...args} />
    </TestApiStatusProvider>
  ),
}

/** Sixty of them take the columns that there is room for. */
export const Sixty: Story = {
  args: { groups: {} },
  render: (args) => (
    <TestApiStatusProvider
      snapshot={{
        ...reported,
        status: 'degraded',
        report: {
          components: Object.fromEntries(
            Array.from({ length: 60 }, (_, index) => {
              const status = index % 23 === 4 ? 'degraded' : 'healthy'
              return [`node-${index + 1}`, { status, critical: false }] as const
            }),
          ),
        },
      }}
      timing={timing}
    >
      <ComponentList {...args} />
    </TestApiStatusProvider>
  ),
}

/** Long names, in German, break where they must. */
export const LongNames: Story = {
  args: { groups: { Bestellungen: ['tax', 'orders'] } },
  render: (args) => (
    <WordsProvider words={de}>
      <TestApiStatusProvider
        snapshot={{
          ...reported,
          report: { components: { tax: 'unhealthy', orders: 'healthy', delivery: 'degraded' } },
        }}
        timing={timing}
      >
        <ComponentList
          {...args}
          labels={{
            tax: 'Umsatzsteueridentifikationsnummernprüfung',
            orders: 'Bestellannahme und Auftragsbestätigung',
            delivery: 'customer-notification-delivery-pipeline-eu-central-1',
          }}
        />
      </TestApiStatusProvider>
    </WordsProvider>
  ),
}

/** Put together from the parts: a heading, and just the components that matter here. */
export const Composed: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={reported} timing={timing}>
      <Components.Root>
        <Components.Group label="Before you pay" names={['checkout', 'payments']}>
          <Components.Head render={({ children, ...props }) => <h3 {...props}>{children}</h3>} />
          <Components.List>
            <Components.Item name="checkout" label="Checkout" />
            <Components.Item name="payments" label="Payments">
              <Components.Name /> <a href="#incidents">Incidents</a> <Components.Status />
            </Components.Item>
          </Components.List>
        </Components.Group>
      </Components.Root>
    </TestApiStatusProvider>
  ),
}

/** No part at all: a table out of what a hook gives. */
export const WithHooksAlone: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={reported} timing={timing}>
      <ComponentTable />
    </TestApiStatusProvider>
  ),
}

function ComponentTable() {
  const reportedNow = useApiStatus((api) => api.components)
  return (
    <table>
      <caption>Components</caption>
      <tbody>
        {Object.entries(reportedNow).map(([name, { status }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
