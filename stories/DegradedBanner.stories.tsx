import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import {
  ApiStatusProvider,
  Banner,
  DegradedBanner,
  MaintenanceBanner,
  UpdateBanner,
  WordsProvider,
} from '../src/index.js'
import type { DegradedBannerProps } from '../src/index.js'
import { fakeMonitor, TestApiStatusProvider } from '../src/testing.js'
import type { FakeMonitor, SnapshotSketch } from '../src/testing.js'
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

/** "Retry now" finds nothing new: the button is free again, and people who listen hear so. */
export const RetryWithoutChange: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('unreachable')} onCheck={nothing}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const retry = await canvas.findByRole('button', { name: 'Retry now' })
    await userEvent.click(retry)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('nothing has changed'), PATIENT)
    await expect(retry).toHaveAttribute('aria-disabled', 'false')
    await expect(retry).toHaveFocus()
  },
}

/** Trouble is announced once, however many banners there are, and its end once; one banner is to be seen. */
export const AnnouncedOnce: Story = {
  args: { minShow: 0, recoveryFor: 600_000 },
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('device-offline')} onCheck={recover}>
      <DegradedBanner {...args} />
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('You are offline.'))
    await expect(canvas.getAllByRole('region')).toHaveLength(1)
    await userEvent.click(canvas.getByRole('button', { name: 'Retry now' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('You are back online.'), PATIENT)
  },
}

/** More components than a sentence should name: the rest is a press away. */
export const ManyComponents: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('component, long names')}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByText('All that is affected'))
    await expect(canvas.getAllByRole('listitem')).toHaveLength(5)
  },
}

/** Escape dismisses too, and focus goes back to where it came from. */
export const Escape: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('component')}>
      <button type="button">Before</button>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await canvas.findByRole('button', { name: 'Dismiss' })
    canvas.getByRole('button', { name: 'Before' }).focus()
    await userEvent.tab()
    await userEvent.keyboard('{Escape}')
    await expect(canvas.queryByRole('region')).toBeNull()
    await expect(canvas.getByRole('button', { name: 'Before' })).toHaveFocus()
  },
}

/** Focus in a part that leaves stays in the banner, which stays with it. */
export const FocusKept: Story = {
  args: { minShow: 0, recoveryFor: 0 },
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('unreachable')} onCheck={recover}>
      <DegradedBanner {...args} />
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await canvas.findByRole('button', { name: 'Retry now' })
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByRole('region')).toHaveTextContent('Everything works again.'))
    await expect(canvas.getByRole('region')).toHaveFocus()
  },
}

/**
 * Of all banners one is up: what keeps people from saving, maintenance under way, other trouble, planned maintenance, a
 * new version. Press the buttons in any order.
 */
export const OneAtATime: Story = {
  args: { minShow: 0, recoveryFor: 0 },
  render: (args) => <OneStage {...args} />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const expectBanner = async (press: string, text: string) => {
      await userEvent.click(canvas.getByRole('button', { name: press }))
      await waitFor(() => expect(canvas.getByRole('region')).toHaveTextContent(text))
    }
    await expectBanner('A new version', 'A new version is ready.')
    await expectBanner('Maintenance is planned', 'Maintenance is planned for')
    await expectBanner('Search is down', 'Some things aren’t working')
    await expectBanner('Maintenance begins', 'Maintenance is under way.')
    await expectBanner('Nothing can be saved', 'Changes can’t be saved')
    await expectBanner('All is well', 'A new version is ready.')
  },
}

/** Over the foot of the page rather than in it, so that nothing moves when it comes. Two lines of CSS. */
export const Overlay: Story = {
  // On a docs page it has a window of its own to stand in.
  parameters: { docs: { story: { inline: false, height: '16rem' } } },
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('unreachable')}>
      <DegradedBanner {...args} style={{ position: 'fixed', inset: 'auto 1rem 1rem' }} />
      <p style={{ margin: 0 }}>The page stays where it is.</p>
    </TestApiStatusProvider>
  ),
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

/** An announcement waits until the one before it has had its time. */
const PATIENT = { timeout: 8000 }

const later = (minutes: number) => Date.now() + minutes * 60_000
const windowFrom = (startsIn: number) => ({
  id: `from ${startsIn}`,
  title: 'Moving house',
  startsAt: later(startsIn),
  endsAt: later(startsIn + 90),
  components: [],
})

const service = { buildId: '2' }
const situations: Readonly<Record<string, SnapshotSketch>> = {
  'A new version': { status: 'healthy', cause: null, source: 'live', report: { service } },
  'Maintenance is planned': { report: { service, maintenance: [windowFrom(45)] } },
  'Search is down': {
    status: 'degraded',
    cause: 'component',
    report: {
      service,
      maintenance: [windowFrom(45)],
      components: { search: { status: 'unhealthy', critical: false } },
    },
  },
  'Maintenance begins': { cause: 'maintenance', report: { service, maintenance: [windowFrom(-15)] } },
  'Nothing can be saved': {
    cause: 'read-only',
    report: { service, readOnly: true, maintenance: [windowFrom(-15)] },
  },
  'All is well': { status: 'healthy', cause: null, report: { service } },
}

function OneStage(props: DegradedBannerProps): ReactElement {
  const [monitor] = useState(() =>
    fakeMonitor({ snapshot: { status: 'healthy', cause: null, source: 'live', report: {} } }),
  )
  return (
    <ApiStatusProvider monitor={monitor}>
      <DegradedBanner {...props} />
      <MaintenanceBanner />
      <UpdateBanner buildId="1" settleFor={0} />
      <p>
        {Object.entries(situations).map(([name, snapshot]) => (
          <button key={name} type="button" onClick={() => monitor.set({ snapshot })}>
            {name}
          </button>
        ))}
      </p>
    </ApiStatusProvider>
  )
}

function nothing(): void {}

function recover(monitor: FakeMonitor): void {
  monitor.set({ snapshot: { status: 'healthy', cause: null, report: {} } })
}

function never(): Promise<void> {
  return new Promise(() => {})
}
