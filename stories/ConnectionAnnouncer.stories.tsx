import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { ApiStatusProvider, ConnectionAnnouncer, StatusIndicator, useAnnounce } from '../src/index.js'
import { fakeMonitor } from '../src/testing.js'
import type { FakeMonitor } from '../src/testing.js'
import { stateNamed } from './states.js'

const meta = { component: ConnectionAnnouncer } satisfies Meta<typeof ConnectionAnnouncer>

export default meta

type Story = StoryObj<typeof meta>

/**
 * It is heard, and never seen: below is what a screen reader was given to say, one thing in 5 s at most. Trouble is told
 * of once it has lasted 1.5 s.
 */
export const Heard: Story = {
  render: () => <Transcript />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    // As a server renders them, each of the two is the live region; then one is.
    await waitFor(() => expect(canvas.getAllByRole('status')).toHaveLength(1))
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement()
    await userEvent.click(canvas.getByRole('button', { name: 'Copy' }))
    await waitFor(() => expect(canvas.getByRole('list')).toHaveTextContent('Copied.'))
    await userEvent.click(canvas.getByRole('button', { name: 'Fail' }))
    await waitFor(() => expect(canvas.getByRole('list')).toHaveTextContent('We can’t reach the server.'), {
      timeout: 10_000,
    })
    await expect(canvas.getAllByRole('listitem')).toHaveLength(2)
    await expect(canvas.getAllByRole('status')).toHaveLength(1)
  },
}

function Transcript(): ReactElement {
  const [monitor] = useState(() => fakeMonitor(stateNamed('healthy')))
  const [heard, setHeard] = useState<readonly { readonly id: number; readonly text: string }[]>([])
  const stage = useRef<HTMLDivElement>(null)
  useEffect(function listen() {
    const region = stage.current?.querySelector('[role="status"]')
    if (!region) return undefined
    const observer = new MutationObserver(() => {
      const { textContent: text } = region
      if (text) setHeard((before) => [...before, { id: before.length, text }])
    })
    observer.observe(region, { childList: true, characterData: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  return (
    <ApiStatusProvider monitor={monitor}>
      <div ref={stage}>
        <ConnectionAnnouncer />
        <ConnectionAnnouncer />
      </div>
      <StatusIndicator />
      <p>
        <Buttons monitor={monitor} />
      </p>
      <ol>
        {heard.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ol>
    </ApiStatusProvider>
  )
}

function Buttons({ monitor }: { readonly monitor: FakeMonitor }): ReactElement {
  const announce = useAnnounce()
  return (
    <>
      <button type="button" onClick={() => monitor.set(stateNamed('unreachable'))}>
        Fail
      </button>{' '}
      <button type="button" onClick={() => monitor.set(stateNamed('healthy'))}>
        Recover
      </button>{' '}
      <button type="button" onClick={() => announce('Copied.')}>
        Copy
      </button>
    </>
  )
}
