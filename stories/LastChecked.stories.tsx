import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { LastChecked, useApiStatus, useNow, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { stateNamed } from './states.js'
import type { NamedState } from './states.js'

const now = Date.now()
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const healthy = stateNamed('healthy').snapshot ?? {}
const states: readonly NamedState[] = [
  { name: 'not yet', snapshot: { status: 'checking', source: 'none' } },
  ...Object.entries({
    'just now': 0,
    'in this minute': 34 * SECOND,
    'some minutes ago': 12 * MINUTE,
    'before a night': 9 * HOUR,
    'before a holiday': 15 * 24 * HOUR,
  }).map(([name, age]) => ({ name, snapshot: healthy, timing: { lastChecked: now - age } })),
]

const meta = {
  component: LastChecked,
} satisfies Meta<typeof LastChecked>

export default meta

type Story = StoryObj<typeof meta>

/** From never to long ago. Seconds are told in steps of ten, so that the text stands still for most of the time. */
export const AllStates: Story = {
  render: (args) => <Gallery states={states}>{() => <LastChecked {...args} />}</Gallery>,
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText(/^Checked .*9/)).toHaveAttribute(
      'datetime',
      new Date(now - 9 * HOUR).toISOString(),
    )
  },
}

/** Goes through the scenario that the toolbar names. */
export const Playground: Story = {}

/** In German. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Gallery states={states}>{() => <LastChecked {...args} />}</Gallery>
    </WordsProvider>
  ),
}

/** The same from two hooks: when it was, and what time it is. */
export const WithHooksAlone: Story = {
  render: () => (
    <TestApiStatusProvider snapshot={healthy} timing={{ lastChecked: now - 90 * SECOND }}>
      <SecondsSince />
    </TestApiStatusProvider>
  ),
}

function SecondsSince() {
  const lastChecked = useApiStatus((api) => api.lastChecked)
  const timeNow = useNow()
  if (lastChecked === null || timeNow === null) return null
  return <span>{Math.max(0, Math.round((timeNow - lastChecked) / SECOND))} s</span>
}
