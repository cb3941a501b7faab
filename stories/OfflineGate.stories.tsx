import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { FeatureGate, Gate, OfflineGate, ReadOnlyGate } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { Gallery } from './Gallery.js'
import { NoteForm } from './NoteForm.js'
import { calmStates, stateNamed, troubledStates } from './states.js'

const fallback = <p>This page needs a connection. It comes back by itself.</p>

const meta = {
  component: OfflineGate,
  args: { fallback },
} satisfies Meta<typeof OfflineGate>

export default meta

type Story = StoryObj<typeof meta>

/** Every state side by side: first with a fallback, then with the notice alone. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={[...calmStates, ...troubledStates]}>
      {(name) => (
        <>
          <OfflineGate {...args}>
            <NoteForm label={`Note, ${name}`} />
          </OfflineGate>
          <OfflineGate>
            <NoteForm label={`Another note, ${name}`} />
          </OfflineGate>
        </>
      )}
    </Gallery>
  ),
}

/** Goes through the scenario that the toolbar names: try "Offline". */
export const Playground: Story = {
  render: (args) => (
    <OfflineGate {...args}>
      <NoteForm />
    </OfflineGate>
  ),
}

/** What was typed outlives the outage. */
export const KeepsWhatWasTyped: Story = {
  render: (args) => <Switchable {...args} />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const note = canvas.getByLabelText('Note')
    await userEvent.clear(note)
    await userEvent.type(note, 'Three boxes')
    await userEvent.click(canvas.getByRole('button', { name: 'Go offline' }))
    await waitFor(() => expect(note).not.toBeVisible(), { timeout: 3000 })
    await expect(canvas.getByText(/needs a connection/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Go online' }))
    await waitFor(() => expect(note).toBeVisible())
    await expect(note).toHaveValue('Three boxes')
  },
}

/** Without a fallback people type on, under a notice. */
export const WithNotice: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('device-offline')}>
      <OfflineGate>
        <NoteForm />
      </OfflineGate>
    </TestApiStatusProvider>
  ),
}

/** Gates inside each other: each closes for its own reason, and what is inside outlives all of them. */
export const Nested: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('read-only')}>
      <FeatureGate needs="checkout">
        <ReadOnlyGate>
          <OfflineGate {...args}>
            <NoteForm />
          </OfflineGate>
        </ReadOnlyGate>
      </FeatureGate>
    </TestApiStatusProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const note = await canvas.findByLabelText('Note')
    await expect(note).toBeVisible()
    await waitFor(() => expect(note).toBeDisabled())
  },
}

/** A gate of one's own, from the parts. */
export const Composed: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('unreachable')}>
      <Gate.Root isClosed>
        <Gate.Front>
          <Gate.Notice>
            <strong>Prices are from this morning.</strong> Ordering is possible again soon.
          </Gate.Notice>
        </Gate.Front>
        <Gate.Fields>
          <NoteForm />
        </Gate.Fields>
      </Gate.Root>
    </TestApiStatusProvider>
  ),
}

function Switchable(props: Story['args']): ReactElement {
  const [isOffline, setOffline] = useState(false)
  return (
    <>
      <p>
        <button type="button" onClick={() => setOffline(!isOffline)}>
          {isOffline ? 'Go online' : 'Go offline'}
        </button>
      </p>
      <TestApiStatusProvider {...stateNamed(isOffline ? 'device-offline' : 'healthy')}>
        <OfflineGate {...props}>
          <NoteForm />
        </OfflineGate>
      </TestApiStatusProvider>
    </>
  )
}
