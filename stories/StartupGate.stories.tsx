import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { ApiStatusProvider, Startup, StartupGate, WordsProvider } from '../src/index.js'
import { FakeClock, fakeMonitor } from '../src/testing.js'
import type { FakeMonitor } from '../src/testing.js'
import { de } from '../src/words/de.js'
import './Gallery.css'
import { NoteForm } from './NoteForm.js'
import { stateNamed } from './states.js'

const meta = {
  component: StartupGate,
  args: { children: <NoteForm /> },
} satisfies Meta<typeof StartupGate>

export default meta

type Story = StoryObj<typeof meta>

/** What people see after 1 s, 5 s, 30 s and 2 minutes (before 400 ms it is nothing); without a network; behind a sign-in page. */
export const AllStates: Story = {
  render: (args) => (
    <dl className="gallery">
      {waits.map(({ name, ...wait }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Waited {...wait}>
              <StartupGate {...args} />
            </Waited>
          </dd>
        </div>
      ))}
    </dl>
  ),
}

/** An answer after 420 ms: the app is there at once, however short the spinner was. */
export const OpensAtOnce: Story = {
  render: (args) => (
    <Waited ms={420} state="checking" answersAfter={0}>
      <StartupGate {...args} />
    </Waited>
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByLabelText('Note')).toBeVisible())
    await expect(canvasElement.querySelector('[aria-busy]')).toBeNull()
  },
}

/** A cold start, step by step, without waiting for it. */
export const Thresholds: Story = {
  render: (args) => (
    <WithClock>
      {(clock) => (
        <>
          {[0.5, 3, 30, 60].map((seconds) => (
            <button key={seconds} type="button" onClick={() => void clock.sleep(seconds * 1000)}>
              {`Wait ${seconds} s`}
            </button>
          ))}
          <StartupGate {...args} />
        </>
      )}
    </WithClock>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const message = () => canvasElement.querySelector('[data-api-status="startup-message"]')
    await expect(message()).toHaveAttribute('data-phase', 'quiet')
    await userEvent.click(canvas.getByText('Wait 0.5 s'))
    await waitFor(() => expect(message()).toHaveTextContent('Connecting…'))
    await userEvent.click(canvas.getByText('Wait 3 s'))
    await waitFor(() => expect(message()).toHaveTextContent('The server is waking up.'))
    await userEvent.click(canvas.getByText('Wait 30 s'))
    await waitFor(() => expect(canvas.getByRole('timer')).toHaveTextContent(/^Waiting for 3\d sec$/))
    await userEvent.click(canvas.getByText('Wait 60 s'))
    await waitFor(() => expect(message()).toHaveTextContent('The server isn’t ready.'))
  },
}

/** "Try again" by keyboard: busy it keeps the focus; the answer opens the gate, and focus goes along. */
export const TryAgain: Story = {
  render: (args) => (
    <Waited ms={30_000} state="unreachable" onCheck={recover}>
      <StartupGate {...args} />
    </Waited>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const retry = await canvas.findByRole('button', { name: 'Try again' })
    await userEvent.tab()
    await expect(retry).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByLabelText('Note')).toBeVisible())
    await expect(canvasElement.querySelector('[data-api-status="startup"]')).toHaveFocus()
    await userEvent.tab()
    await expect(canvas.getByLabelText('Note')).toHaveFocus()
  },
}

/** "Try again" while its check runs. */
export const Busy: Story = {
  render: (args) => (
    <Waited ms={30_000} state="unreachable" onCheck={never}>
      <StartupGate {...args} />
    </Waited>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const retry = await within(canvasElement).findByRole('button', { name: 'Try again' })
    await userEvent.click(retry)
    await expect(retry).toHaveTextContent('Trying…')
    await expect(retry).toHaveAttribute('aria-disabled', 'true')
    await expect(retry).toHaveFocus()
  },
}

/** "Go on without it" by keyboard: the app is there, and focus is on it. */
export const GoesOnWithoutIt: Story = {
  render: (args) => (
    <Waited ms={30_000} state="unreachable">
      <StartupGate {...args} />
    </Waited>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const skip = await canvas.findByRole('button', { name: 'Go on without it' })
    await userEvent.tab()
    await userEvent.tab()
    await expect(skip).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(canvas.getByLabelText('Note')).toBeVisible()
    await expect(canvasElement.querySelector('[data-api-status="startup"]')).toHaveFocus()
  },
}

/** A wait of one's own, from the parts. */
export const Composed: Story = {
  render: ({ children }) => (
    <Waited ms={30_000} state="checking">
      <Startup.Root
        fallback={
          <Startup.Front>
            <Startup.Message>
              <strong>Warming up the ovens…</strong> Orders open in a moment.
            </Startup.Message>
            <Startup.Skip>See the menu meanwhile</Startup.Skip>
          </Startup.Front>
        }
      >
        {children}
      </Startup.Root>
    </Waited>
  ),
}

/** In German, which is longer. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <Waited ms={120_000} state="unreachable">
        <StartupGate {...args} />
      </Waited>
    </WordsProvider>
  ),
}

interface WaitedProps {
  /** So long ago the wait began. */
  readonly ms: number
  /** In which state, by its name. */
  readonly state: string
  /** The server answers so much later. @default never */
  readonly answersAfter?: number
  readonly onCheck?: (monitor: FakeMonitor) => void | Promise<void>
  readonly children?: ReactNode
}

const waits: readonly (WaitedProps & { readonly name: string })[] = [
  { name: 'after 1 s', ms: 1000, state: 'checking' },
  { name: 'after 5 s', ms: 5000, state: 'unreachable' },
  { name: 'after 30 s', ms: 30_000, state: 'unreachable' },
  { name: 'after 2 minutes', ms: 120_000, state: 'unreachable' },
  { name: 'offline', ms: 1000, state: 'device-offline' },
  { name: 'behind a sign-in page', ms: 1000, state: 'captive-portal' },
  { name: 'answered', ms: 1000, state: 'healthy' },
]

/** What is shown after a wait that nobody has to wait for. */
function Waited({ ms, state, answersAfter = Infinity, onCheck, children }: WaitedProps): ReactElement {
  const [clock] = useState(() => new FakeClock(Date.now() - ms))
  const [monitor] = useState(() => fakeMonitor({ clock, ...(onCheck && { onCheck }) }))
  useEffect(
    function wait() {
      monitor.set(stateNamed(state))
      clock.setTimeout(() => monitor.set(stateNamed('healthy')), ms + answersAfter)
      void clock.sleep(ms)
    },
    [clock, monitor, ms, state, answersAfter],
  )
  return <ApiStatusProvider monitor={monitor}>{children}</ApiStatusProvider>
}

function WithClock({ children }: { readonly children: (clock: FakeClock) => ReactNode }): ReactElement {
  const [clock] = useState(() => new FakeClock())
  const [monitor] = useState(() => fakeMonitor({ clock }))
  return <ApiStatusProvider monitor={monitor}>{children(clock)}</ApiStatusProvider>
}

function recover(monitor: FakeMonitor): void {
  monitor.set(stateNamed('healthy'))
}

function never(): Promise<void> {
  return new Promise(() => {})
}
