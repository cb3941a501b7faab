import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { Banner, DegradedBanner, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import type { FakeMonitor } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { stateNamed, troubledStates } from './states.js'

const meta = {
  component: DegradedBanner,
  args: { showDelay: 0 },
} satisfies Meta<typeof DegradedBanner>

export default meta

type Story = StoryObj<typeof meta>

/** Every cause side by side. A page has one banner; here each has a name of its own. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={troubledStates}>{(name) => <DegradedBanner {...args} aria-label={name} />}</Gallery>
  ),
}

/** Goes through the scenario that the toolbar names. While all is well there is nothing to see. */
export const Playground: Story = { args: { showDelay: 1500 } }

/** "Retry now" finds the service well again: the banner says so, and leaves by itself. */
export const Recovery: Story = {
  args: { minShow: 0, recoveryFor: 600_000 },
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('unreachable')} onCheck={recover}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const retry = await canvas.findByRole('button', { name: 'Retry now' })
    await userEvent.click(retry)
    await waitFor(() => expect(canvas.getByRole('region')).toHaveTextContent('Everything works again.'))
    await expect(canvas.getByRole('region')).toHaveAttribute('data-status', 'healthy')
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

/** "Retry now" while its check runs: not to be used again, and still focused. */
export const Busy: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('unreachable')} onCheck={never}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const retry = await within(canvasElement).findByRole('button', { name: 'Retry now' })
    await userEvent.click(retry)
    await expect(retry).toHaveTextContent('Checking…')
    await expect(retry).toHaveAttribute('aria-disabled', 'true')
    await expect(retry).toHaveFocus()
  },
}

/** Dismissed, the banner is still there, hidden and empty. */
export const Dismissed: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('component')}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Dismiss' }))
    const banner = canvasElement.querySelector('[data-api-status="banner"]')
    await expect(banner).not.toBeVisible()
    await expect(banner).toBeEmptyDOMElement()
  },
}

/** A banner of one's own, from the parts. */
export const Composed: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('read-only')}>
      <Banner.Root {...args}>
        <Banner.Message />
        <a href="#details">Details</a>
        <Banner.Retry />
      </Banner.Root>
    </TestApiStatusProvider>
  ),
}

/** In German, which is longer. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Gallery states={troubledStates}>{(name) => <DegradedBanner {...args} aria-label={name} />}</Gallery>
    </WordsProvider>
  ),
}

function recover(monitor: FakeMonitor): void {
  monitor.set({ snapshot: { status: 'healthy', cause: null, report: {} } })
}

function never(): Promise<void> {
  return new Promise(() => {})
}
