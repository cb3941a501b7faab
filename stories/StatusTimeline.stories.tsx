import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { StatusTimeline, Timeline, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { dayHistories, fullHistory } from './histories.js'
import { Gallery } from './Gallery.js'

const meta = {
  component: StatusTimeline,
} satisfies Meta<typeof StatusTimeline>

export default meta

type Story = StoryObj<typeof meta>

/** A history with every status, a new one, and none. */
export const AllStates: Story = {
  render: (args) => <Gallery states={dayHistories}>{() => <StatusTimeline {...args} />}</Gallery>,
}

/** Fewer days, for less room. */
export const ThirtyDays: Story = {
  args: { days: 30 },
  render: (args) => (
    <TestApiStatusProvider history={fullHistory}>
      <StatusTimeline {...args} />
    </TestApiStatusProvider>
  ),
}

/** One stop of the Tab key; arrow keys, Home and End lead from day to day, as these are drawn. */
export const ByKeyboard: Story = {
  ...ThirtyDays,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const bars = await canvas.findAllByRole('option')
    const isMirrored = canvasElement.ownerDocument.dir === 'rtl'
    await userEvent.tab()
    await expect(bars.at(-1)).toHaveFocus()
    await userEvent.keyboard(
      isMirrored ? '{ArrowRight}{ArrowRight}{ArrowRight}' : '{ArrowLeft}{ArrowLeft}{ArrowLeft}',
    )
    await expect(bars.at(-4)).toHaveFocus()
    const detail = canvasElement.querySelector('[data-api-status="timeline-detail"]')
    await expect(detail).toHaveTextContent(bars.at(-4)?.getAttribute('aria-label') ?? '')
    await userEvent.keyboard('{Home}')
    await expect(bars[0]).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect(bars.at(-1)).toHaveFocus()
  },
}

/** The same as a table, which opens on demand. */
export const AsTable: Story = {
  ...ThirtyDays,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvasElement.querySelector('summary') as HTMLElement)
    await waitFor(() => expect(canvas.getByRole('table')).toBeVisible())
    await expect(canvas.getAllByRole('row')).toHaveLength(31)
  },
}

/** A timeline of one's own, from the parts. */
export const Composed: Story = {
  render: (args) => (
    <TestApiStatusProvider history={fullHistory}>
      <Timeline.Root {...args}>
        <Timeline.Detail />
        <Timeline.Bars />
        <Timeline.Summary />
      </Timeline.Root>
    </TestApiStatusProvider>
  ),
}

/** In German, which is longer. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Gallery states={dayHistories}>{() => <StatusTimeline {...args} />}</Gallery>
    </WordsProvider>
  ),
}
