import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { Maintenance, MaintenanceBanner, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import type { NamedState } from './states.js'

const meta = { component: MaintenanceBanner } satisfies Meta<typeof MaintenanceBanner>

export default meta

type Story = StoryObj<typeof meta>

const now = Date.now()

/** One window, in minutes from now. */
function maintenance(
  name: string,
  [startsIn, endsIn]: readonly [number, number?],
  components: readonly string[] = [],
): NamedState {
  const window = {
    id: name,
    title: 'Moving house',
    startsAt: now + startsIn * 60_000,
    endsAt: endsIn === undefined ? undefined : now + endsIn * 60_000,
    components,
  }
  const isUnderWay = startsIn <= 0
  const isLate = endsIn !== undefined && endsIn <= 0
  return {
    name,
    snapshot: {
      status: isUnderWay ? 'degraded' : 'healthy',
      cause: !isUnderWay ? null : isLate ? 'reported' : 'maintenance',
      since: now + Math.min(startsIn, 0) * 60_000,
      source: 'live',
      report: { maintenance: [window] },
    },
  }
}

const soon = maintenance('planned, in minutes', [25, 70])
const underWay = maintenance('under way', [-15, 40])
const states: readonly NamedState[] = [
  soon,
  maintenance('planned, in hours', [7 * 60, 8 * 60]),
  maintenance('planned, for some components', [25, 70], ['search', 'images']),
  underWay,
  maintenance(
    'under way, for some components',
    [-15, 40],
    [
      'customer-notification-delivery-pipeline-eu-central-1',
      'search_index_replication',
      'Rindfleischetikettierungsüberwachungsaufgabenübertragungsdienst',
    ],
  ),
  maintenance('under way, no end known', [-15]),
  maintenance('overdue', [-60, -5]),
]

/** Planned, under way, overdue. A page has one such banner; here each has a name of its own. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={states}>{(name) => <MaintenanceBanner {...args} aria-label={name} />}</Gallery>
  ),
}

/** Goes through the scenario that the toolbar names. While no maintenance is near there is nothing to see. */
export const Playground: Story = {}

/** When it is first shown, people who listen hear of it. */
export const Announced: Story = {
  render: (args) => (
    <TestApiStatusProvider {...underWay}>
      <MaintenanceBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Maintenance is under way.'))
    await expect(canvas.getByRole('timer')).toHaveTextContent('Over in 40 min')
  },
}

/** Dismissed, by button or Escape, until it begins. */
export const Dismissed: Story = {
  render: (args) => (
    <TestApiStatusProvider {...soon}>
      <MaintenanceBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const dismiss = await canvas.findByRole('button', { name: 'Dismiss' })
    dismiss.focus()
    await userEvent.keyboard('{Escape}')
    await expect(canvas.queryByRole('region')).toBeNull()
  },
}

/** A banner of one’s own, from the parts, with a link to what is known of that window. */
export const Composed: Story = {
  render: (args) => (
    <TestApiStatusProvider {...underWay}>
      <Maintenance.Root {...args}>
        <Maintenance.Message
          render={(props, { id }) => (
            <div {...props}>
              {props.children} <a href={`#${id}`}>What we do</a>
            </div>
          )}
        />
        <Maintenance.Countdown />
      </Maintenance.Root>
    </TestApiStatusProvider>
  ),
}

/** In German, which is longer. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Gallery states={states}>{(name) => <MaintenanceBanner {...args} aria-label={name} />}</Gallery>
    </WordsProvider>
  ),
}
