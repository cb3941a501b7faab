import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { OfflineGate } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { Gallery } from './Gallery.js'
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
            <Form label={`Note, ${name}`} />
          </OfflineGate>
          <OfflineGate>
            <Form label={`Another note, ${name}`} />
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
      <Form label="Note" />
    </OfflineGate>
  ),
}

/** What was typed outlives the outage. */
export const KeepsWhatWasTyped: Story = {
  render: (args) => <Switchable {...args} />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const note = canvas.getByLabelText('Note')
    await userEvent.type(note, 'Two boxes')
    await userEvent.click(canvas.getByRole('button', { name: 'Go offline' }))
    await waitFor(() => expect(note).not.toBeVisible())
    await expect(canvas.getByText(/needs a connection/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Go online' }))
    await waitFor(() => expect(note).toBeVisible())
    await expect(note).toHaveValue('Two boxes')
  },
}

function Switchable(props: Story['args']): ReactElement {
  const [isOffline, setOffline] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOffline(!isOffline)}>
        {isOffline ? 'Go online' : 'Go offline'}
      </button>
      <TestApiStatusProvider {...stateNamed(isOffline ? 'device-offline' : 'healthy')}>
        <OfflineGate {...props}>
          <Form label="Note" />
        </OfflineGate>
      </TestApiStatusProvider>
    </>
  )
}

function Form({ label }: { readonly label: string }): ReactElement {
  return (
    <label>
      {label} <input />
    </label>
  )
}
