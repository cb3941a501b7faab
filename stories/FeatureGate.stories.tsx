import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { ApiStatusProvider, FeatureGate, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider, fakeMonitor } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { NoteForm } from './NoteForm.js'
import type { NamedState } from './states.js'

/** The payment provider, which carries the checkout, is in this state. */
function payments(status: 'healthy' | 'degraded' | 'unhealthy' | 'unknown'): NamedState {
  const components = { payments: { status, critical: false, impact: ['checkout'] } }
  return {
    name: `payments: ${status}`,
    snapshot: {
      ...(status === 'healthy'
        ? ({ status: 'healthy', cause: null } as const)
        : ({ status: 'degraded', cause: 'component' } as const)),
      source: 'live',
      report: { components },
    },
  }
}

const unhealthy = payments('unhealthy')
const states: readonly NamedState[] = [
  payments('healthy'),
  payments('unknown'),
  payments('degraded'),
  unhealthy,
  { ...unhealthy, name: 'restored', snapshot: { ...unhealthy.snapshot, source: 'restored', isStale: true } },
]

const meta = {
  component: FeatureGate,
  args: { needs: ['checkout'] },
} satisfies Meta<typeof FeatureGate>

export default meta

type Story = StoryObj<typeof meta>

/** Every state side by side: first with the notice, then with a fallback. A restored report closes no gate. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={states}>
      {(name) => (
        <>
          <FeatureGate {...args}>
            <NoteForm label={`Order, ${name}`} />
          </FeatureGate>
          <FeatureGate {...args} fallback={<p>Ordering is out of order. Your basket is kept.</p>}>
            <NoteForm label={`Another order, ${name}`} />
          </FeatureGate>
        </>
      )}
    </Gallery>
  ),
}

/** Goes through the scenario that the toolbar names: try one in which a component is down. */
export const Playground: Story = {
  args: { needs: ['search'] },
  render: (args) => (
    <FeatureGate {...args}>
      <NoteForm label="Search" />
    </FeatureGate>
  ),
}

/** Focus goes to what stands in front, and back to the field; what was typed is there again. */
export const KeepsFocusAndText: Story = {
  render: (args) => <Breaking {...args} fallback={<p>Ordering is out of order. Your basket is kept.</p>} />,
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    const order = canvas.getByLabelText('Order')
    await userEvent.clear(order)
    await userEvent.type(order, 'Three boxes')
    await waitFor(() => expect(order).not.toBeVisible(), { timeout: 3000 })
    const front = canvasElement.querySelector('[data-api-status="gate-front"]')
    await expect(front).toHaveFocus()
    await waitFor(() => expect(order).toHaveFocus(), { timeout: 5000 })
    await expect(order).toHaveValue('Three boxes')
  },
}

/** In German. */
export const InGerman: Story = {
  render: (args) => (
    <WordsProvider words={de}>
      <TestApiStatusProvider {...unhealthy}>
        <FeatureGate {...args}>
          <NoteForm label="Bestellung" />
        </FeatureGate>
      </TestApiStatusProvider>
    </WordsProvider>
  ),
}

/** Breaks for a moment as soon as an order is complete. */
function Breaking(props: Partial<Story['args']>): ReactElement {
  const [monitor] = useState(() => fakeMonitor(payments('healthy')))

  function breakForAMoment(order: string): void {
    if (order !== 'Three boxes') return
    monitor.set(unhealthy)
    setTimeout(() => monitor.set(payments('healthy')), 3000)
  }

  return (
    <ApiStatusProvider monitor={monitor}>
      <FeatureGate needs={['checkout']} {...props}>
        <NoteForm label="Order" onTyped={breakForAMoment} />
      </FeatureGate>
    </ApiStatusProvider>
  )
}
