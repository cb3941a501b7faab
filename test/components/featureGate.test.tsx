import { screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { FeatureGate } from '../../src/components/gate/FeatureGate.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { de } from '../../src/words/de.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, searchDown, SHOW_DELAY, stagedMonitor, unreachable } from './stagedMonitor.js'

/** The payment provider, which carries the checkout, is in this state; everything else is well. */
function payments(status: 'healthy' | 'degraded' | 'unhealthy' | 'unknown'): SnapshotSketch {
  return {
    ...(status === 'healthy' ? healthy : searchDown),
    report: {
      components: { payments: { status, critical: false, impact: ['checkout'] }, search: 'healthy' },
    },
  }
}

const isClosed = () => part('gate').hasAttribute('data-closed')

describe('a FeatureGate', () => {
  it('closes when a component that carries the feature is unhealthy, and leaves other features alone (U12)', async () => {
    const monitor = stagedMonitor(payments('healthy'))
    renderKit(
      <>
        <FeatureGate needs={['checkout']} id="checkout" fallback="No orders now.">
          <button type="button">Order</button>
        </FeatureGate>
        <FeatureGate needs="search" id="search" fallback="No search now.">
          <input aria-label="Search" />
        </FeatureGate>
      </>,
      monitor,
    )
    expect(screen.queryByText('No orders now.')).toBeNull()
    monitor.show(payments('unhealthy'))
    await monitor.pass(SHOW_DELAY)
    expect(screen.getByText('No orders now.')).toBeTruthy()
    expect(screen.getByText('Order').checkVisibility()).toBe(false)
    expect(screen.getByLabelText('Search').checkVisibility()).toBe(true)
    monitor.show(payments('healthy'))
    expect(screen.getByText('Order').checkVisibility()).toBe(true)
  })

  it('keeps what was typed (U16)', async () => {
    const monitor = stagedMonitor(payments('healthy'))
    renderKit(
      <FeatureGate needs="checkout" fallback="No orders now.">
        <input aria-label="Address" />
      </FeatureGate>,
      monitor,
    )
    const address = screen.getByLabelText<HTMLInputElement>('Address')
    await page.elementLocator(address).fill('5 Elm Road')
    monitor.show(payments('unhealthy'))
    await monitor.pass(SHOW_DELAY)
    expect(document.activeElement).toBe(part('gate-front'))
    monitor.show(payments('healthy'))
    expect(address.value).toBe('5 Elm Road')
    expect(document.activeElement).toBe(address)
  })

  it('without a fallback leaves its children usable, under a notice in the words at hand', () => {
    const monitor = stagedMonitor(payments('unhealthy'))
    renderKit(
      <WordsProvider words={de}>
        <FeatureGate needs="checkout">
          <button type="button">Order</button>
        </FeatureGate>
      </WordsProvider>,
      monitor,
    )
    expect(part('gate-notice').textContent).toContain(de.gate.feature.title)
    expect(screen.getByText('Order').checkVisibility()).toBe(true)
  })

  it('closes on the statuses that it is told to', () => {
    const monitor = stagedMonitor(payments('degraded'))
    renderKit(
      <FeatureGate needs="checkout" when={['degraded', 'unhealthy', 'unknown']}>
        Order
      </FeatureGate>,
      monitor,
    )
    expect(isClosed()).toBe(true)
    monitor.show(payments('unknown'))
    expect(isClosed()).toBe(true)
    monitor.show(payments('healthy'))
    expect(isClosed()).toBe(false)
  })

  it('is open while nothing is known of what it needs (U14)', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <FeatureGate needs={['shipping']} when={['unhealthy', 'degraded']}>
        Ship
      </FeatureGate>,
      monitor,
    )
    for (const state of [{}, payments('unhealthy'), healthy, unreachable]) {
      monitor.show(state)
      await monitor.pass(SHOW_DELAY)
      expect(isClosed()).toBe(false)
    }
  })

  it('never closes on a report that was only restored, not even when a failure follows it', async () => {
    const monitor = stagedMonitor()
    renderKit(<FeatureGate needs="checkout">Order</FeatureGate>, monitor)
    monitor.show({ ...payments('unhealthy'), source: 'restored', isStale: true })
    await monitor.pass(SHOW_DELAY)
    expect(isClosed()).toBe(false)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    expect(isClosed()).toBe(false)
    monitor.show({ ...payments('unhealthy'), source: 'shared' })
    await monitor.pass(SHOW_DELAY)
    expect(isClosed()).toBe(true)
  })

  it('stays as the last report left it while the back end can’t be reached', () => {
    const monitor = stagedMonitor(payments('unhealthy'))
    renderKit(<FeatureGate needs="checkout">Order</FeatureGate>, monitor)
    monitor.show(unreachable)
    expect(isClosed()).toBe(true)
    monitor.show(payments('healthy'))
    monitor.show({ ...unreachable, isStale: true })
    expect(isClosed()).toBe(false)
  })

  it('agrees with one that was there before, also for other needs', () => {
    const monitor = stagedMonitor(payments('unhealthy'))
    const gates = (first: string, second?: string) => (
      <>
        <FeatureGate needs={first} />
        {second && <FeatureGate needs={second} />}
      </>
    )
    const { rerender } = renderKit(gates('checkout'), monitor)
    monitor.show(unreachable)
    const areClosed = () => parts('gate').map((gate) => gate.hasAttribute('data-closed'))
    rerender(gates('checkout', 'checkout'))
    expect(areClosed()).toEqual([true, true])
    rerender(gates('search', 'payments'))
    expect(areClosed()).toEqual([false, true])
  })

  it('forgets what it knew with the monitor', async () => {
    const monitor = stagedMonitor(payments('unhealthy'))
    renderKit(<FeatureGate needs="checkout">Order</FeatureGate>, monitor)
    await monitor.forget()
    monitor.show(unreachable)
    expect(isClosed()).toBe(false)
  })

  it('is open in HTML from a server, even with a report that names trouble (U26)', () => {
    const html = renderToString(
      <ApiStatusProvider monitor={stagedMonitor({ ...payments('unhealthy'), source: 'restored' })}>
        <FeatureGate needs="checkout" fallback="No orders now.">
          Order
        </FeatureGate>
      </ApiStatusProvider>,
    )
    expect(html).toContain('Order')
    expect(html).not.toContain('No orders now.')
    expect(html).not.toMatch(/data-closed|\sstyle=/)
    expect(parts('gate')).toEqual([])
  })
})
