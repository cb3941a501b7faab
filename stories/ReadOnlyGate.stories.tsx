import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { ApiStatusProvider, ReadOnlyGate, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider, fakeMonitor } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { NoteForm } from './NoteForm.js'
import { stateNamed } from './states.js'
import type { NamedState } from './states.js'

const readOnly = stateNamed('read-only')
const states: readonly NamedState[] = [
  stateNamed('healthy'),
  readOnly,
  { ...readOnly, name: 'restored', snapshot: { ...readOnly.snapshot, source: 'restored', isStale: true } },
]

const meta = {
  component: ReadOnlyGate,
} satisfies Meta<typeof ReadOnlyGate>

export default meta

type Story = StoryObj<typeof meta>

/** Every state side by side: first disabled, then with a fallback. A restored report closes no gate. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={states}>
      {(name) => (
        <>
          <ReadOnlyGate {...args}>
            <NoteForm label={`Note, ${name}`} />
          </ReadOnlyGate>
          <ReadOnlyGate {...args} fallback={<p>Notes can be written again soon.</p>}>
            <NoteForm label={`Another note, ${name}`} />
          </ReadOnlyGate>
        </>
      )}
    </Gallery>
  ),
}

/** Nobody is thrown out of a field. Sending is prevented, with the reason; the field is disabled once it is left. */
export const WhileTyping: Story = {
  render: (args) => <Closing {...args} />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const note = canvas.getByLabelText('Note')
    await userEvent.clear(note)
    await userEvent.type(note, 'Three ')
    await waitFor(() => expect(canvas.getByRole('group')).toBeVisible())
    await userEvent.type(note, 'boxes{Enter}')
    await expect(note).toHaveFocus()
    await expect(note).toHaveValue('Three boxes')
    await expect(canvas.queryByText(/^Saved/)).toBeNull()
    await expect(canvas.getByRole('group')).toHaveAccessibleDescription(/Nothing can be saved right now/)
    await userEvent.click(canvas.getByRole('button', { name: 'Elsewhere' }))
    await expect(note).toBeDisabled()
    await expect(note).toHaveValue('Three boxes')
  },
}

/** In German. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <TestApiStatusProvider {...readOnly}>
        <ReadOnlyGate {...args}>
          <NoteForm label="Notiz" />
        </ReadOnlyGate>
      </TestApiStatusProvider>
    </WordsProvider>
  ),
}

/** The service takes no more writes from the first word on. */
function Closing(props: Partial<Story['args']>): ReactElement {
  const [monitor] = useState(() => fakeMonitor(stateNamed('healthy')))
  return (
    <ApiStatusProvider monitor={monitor}>
      <ReadOnlyGate {...props}>
        <NoteForm onTyped={(text) => text === 'Three ' && monitor.set(readOnly)} />
      </ReadOnlyGate>
      <button type="button">Elsewhere</button>
    </ApiStatusProvider>
  )
}
