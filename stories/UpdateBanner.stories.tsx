import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { Update, UpdateBanner, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import type { NamedState } from './states.js'

const meta = {
  component: UpdateBanner,
  args: { buildId: '1', settleFor: 0, onReload: fn() },
} satisfies Meta<typeof UpdateBanner>

export default meta

type Story = StoryObj<typeof meta>

const ready: NamedState = {
  name: 'a new version',
  snapshot: {
    status: 'healthy',
    cause: null,
    source: 'live',
    report: { service: { buildId: '2' } },
  },
}

/** The back end reports another version than the one that runs. In English, and in German, which is longer. */
export const AllStates: Story = {
  render: (args) => (
    <>
      <Gallery states={[ready]}>{(name) => <UpdateBanner {...args} aria-label={name} />}</Gallery>
      <WordsProvider words={de}>
        <Gallery states={[{ ...ready, name: 'eine neue Version' }]}>
          {(name) => <UpdateBanner {...args} aria-label={name} />}
        </Gallery>
      </WordsProvider>
    </>
  ),
}

/** Once it is shown, people who listen hear of it; focus stays where it was. */
export const Announced: Story = {
  render: (args) => (
    <TestApiStatusProvider {...ready}>
      <UpdateBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('A new version is ready.'))
    await expect(canvas.getByRole('region')).not.toContainElement(document.activeElement as HTMLElement)
  },
}

/** "Reload" reloads the page, or does what it is told to. */
export const Reloaded: Story = {
  args: { buildId: '0' },
  render: (args) => (
    <TestApiStatusProvider {...ready}>
      <Update.Root buildId={args.buildId} settleFor={0}>
        <Update.Message />
        <Update.Reload
          onClick={(event) => {
            event.preventDefault()
            args.onReload?.('2')
          }}
        />
        <Update.Dismiss />
      </Update.Root>
    </TestApiStatusProvider>
  ),
  play: async ({ args, canvasElement, userEvent }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Reload' }))
    await expect(args.onReload).toHaveBeenCalledWith('2')
  },
}

/** "Later": not this version any more. */
export const Later: Story = {
  render: (args) => (
    <TestApiStatusProvider {...ready}>
      <UpdateBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('button', { name: 'Later' }))
    await expect(canvas.queryByRole('region')).toBeNull()
  },
}
