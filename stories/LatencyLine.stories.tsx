import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Latency, LatencyLine, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { fullHistory, latencyHistories } from './histories.js'
import { Gallery } from './Gallery.js'

const meta = {
  component: LatencyLine,
} satisfies Meta<typeof LatencyLine>

export default meta

type Story = StoryObj<typeof meta>

/** Usual answers, outliers that don't flatten the rest, slower ones, one, and none. */
export const AllStates: Story = {
  render: (args) => <Gallery states={latencyHistories}>{() => <LatencyLine {...args} />}</Gallery>,
}

/** What stands out is marked, and said. */
export const Outliers: Story = {
  render: (args) => (
    <TestApiStatusProvider history={latencyHistories[1]?.history ?? fullHistory}>
      <LatencyLine {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    const summary = canvasElement.querySelector('[data-api-status="latency-summary"]') as HTMLElement
    await expect(within(summary).getByText(/400/)).toBeVisible()
  },
}

/** The chart alone, for a table or a card. Beside it stands what it shows, in words of one's own. */
export const Composed: Story = {
  render: (args) => (
    <TestApiStatusProvider history={fullHistory}>
      <Latency.Root {...args}>
        <Latency.Chart />
      </Latency.Root>
    </TestApiStatusProvider>
  ),
}

/** In German, which is longer. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Gallery states={latencyHistories}>{() => <LatencyLine {...args} />}</Gallery>
    </WordsProvider>
  ),
}
