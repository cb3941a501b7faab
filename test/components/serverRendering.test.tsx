import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { part, parts } from './renderKit.js'
import { offline, stagedMonitor } from './stagedMonitor.js'
import type { StagedMonitor } from './stagedMonitor.js'

const app = (monitor: StagedMonitor) => (
  <ApiStatusProvider monitor={monitor}>
    <DegradedBanner />
    <StatusIndicator />
    <OfflineGate fallback="Offline.">
      <input defaultValue="A draft" />
    </OfflineGate>
  </ApiStatusProvider>
)

afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('the kit in HTML from a server', () => {
  it('is checking: the live region is there and empty, the banner hidden, the gate open (U5) (U26)', () => {
    document.body.innerHTML = renderToString(app(stagedMonitor()))
    expect(part('indicator').dataset.status).toBe('checking')
    expect(part('banner').hidden).toBe(true)
    expect(part('gate').hasAttribute('data-closed')).toBe(false)
    expect(part('gate-content').hidden).toBe(false)
    for (const region of parts('announcer')) expect(region.textContent).toBe('')
    expect(parts('announcer')).not.toEqual([])
  })

  it('has no style attribute and no style element, which a strict security policy refuses (U25)', () => {
    expect(renderToString(app(stagedMonitor()))).not.toMatch(/\sstyle=|<style/)
  })

  it('hydrates without a word, also where the browser knows more by then (R36) (U26)', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn()
    document.body.innerHTML = `<div id="root">${renderToString(app(stagedMonitor()))}</div>`
    const input = document.querySelector('input')
    const monitor = stagedMonitor()
    monitor.show(offline)
    const root = await act(() =>
      hydrateRoot(document.querySelector('#root') as HTMLElement, app(monitor), { onRecoverableError }),
    )
    expect(part('gate').hasAttribute('data-closed')).toBe(false)
    expect(document.querySelector('input')).toBe(input)
    await monitor.pass(1500)
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    expect(part('banner').hidden).toBe(false)
    expect(parts('announcer')).toHaveLength(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(consoleError).not.toHaveBeenCalled()
    act(() => root.unmount())
  })
})
