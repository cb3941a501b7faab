import { screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, offline, stagedMonitor, unreachable } from './stagedMonitor.js'

const form = (
  <form>
    <input aria-label="Note" />
    <input aria-label="Amount" />
  </form>
)

describe('an OfflineGate with a fallback', () => {
  it('is open while the app is checking, healthy or in another trouble', () => {
    const monitor = stagedMonitor()
    renderKit(<OfflineGate fallback="Offline.">{form}</OfflineGate>, monitor)
    for (const state of [{}, healthy, unreachable]) {
      monitor.show(state)
      expect(part('gate').hasAttribute('data-closed')).toBe(false)
      expect(screen.queryByText('Offline.')).toBeNull()
      expect(part('gate-content').hidden).toBe(false)
    }
  })

  it('keeps what was typed, hidden and inert behind the fallback', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <StrictMode>
        <OfflineGate fallback="Offline.">{form}</OfflineGate>
      </StrictMode>,
      monitor,
    )
    const note = screen.getByLabelText<HTMLInputElement>('Note')
    await page.elementLocator(note).fill('Two boxes')
    monitor.show(offline)
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    expect(part('gate').dataset.status).toBe('offline')
    expect(screen.getByText('Offline.')).toBeTruthy()
    expect(part('gate-content').hidden).toBe(true)
    expect(part('gate-content').inert).toBe(true)

    monitor.show(healthy)
    expect(part('gate-content').hidden).toBe(false)
    expect(part('gate-content').inert).toBe(false)
    expect(screen.getByLabelText('Note')).toBe(note)
    expect(note.value).toBe('Two boxes')
  })

  it('takes focus along to the fallback, and back to where it was', () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate fallback="Offline.">{form}</OfflineGate>, monitor)
    screen.getByLabelText('Amount').focus()
    monitor.show(offline)
    expect(document.activeElement).toBe(part('gate-front'))
    monitor.show(healthy)
    expect(document.activeElement).toBe(screen.getByLabelText('Amount'))
  })

  it('leaves focus alone that is elsewhere', () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <button type="button">Menu</button>
        <OfflineGate fallback="Offline.">{form}</OfflineGate>
      </>,
      monitor,
    )
    const menu = screen.getByRole('button', { name: 'Menu' })
    menu.focus()
    monitor.show(offline)
    expect(document.activeElement).toBe(menu)
    monitor.show(healthy)
    expect(document.activeElement).toBe(menu)

    screen.getByLabelText('Note').focus()
    monitor.show(offline)
    menu.focus()
    monitor.show(healthy)
    expect(document.activeElement).toBe(menu)
  })

  it('never closes on a state that was only restored, and does on one that another tab found', () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(
      <OfflineGate when={['unhealthy']} fallback="Closed.">
        {form}
      </OfflineGate>,
      monitor,
    )
    monitor.show({ ...unreachable, source: 'restored' })
    expect(part('gate').hasAttribute('data-closed')).toBe(false)
    monitor.show({ ...unreachable, source: 'shared' })
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    monitor.show({ ...unreachable, source: 'live', isStale: true })
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
  })
})

describe('an OfflineGate without a fallback', () => {
  it('leaves its children usable, under a notice', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate>{form}</OfflineGate>, monitor)
    const note = screen.getByLabelText<HTMLInputElement>('Note')
    note.focus()
    monitor.show(offline)
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    expect(part('gate-notice').textContent).toContain('You are offline.')
    expect(document.activeElement).toBe(note)
    await page.elementLocator(note).fill('Still here')
    expect(note.value).toBe('Still here')
    monitor.show(healthy)
    expect(parts('gate-notice')).toEqual([])
  })
})
