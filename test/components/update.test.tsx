import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Update from '../../src/components/update/parts.js'
import { UpdateBanner } from '../../src/components/update/UpdateBanner.js'
import { useUpdate } from '../../src/components/update/useUpdate.js'
import { complaints, part, renderKit } from './renderKit.js'
import { healthy, stagedMonitor, unreachable } from './stagedMonitor.js'

const SETTLE_FOR = 60_000

const version = (buildId: string) => ({ ...healthy, report: { service: { buildId } } })

beforeEach(() => sessionStorage.clear())
afterEach(() => sessionStorage.clear())

describe('an UpdateBanner', () => {
  it('is in the DOM from the start, empty and hidden, and is so while the version stays', async () => {
    const monitor = stagedMonitor()
    renderKit(<UpdateBanner />, monitor)
    expect(part('update').hidden).toBe(true)
    monitor.show(version('1'))
    await monitor.pass(10 * SETTLE_FOR)
    expect(part('update').hidden).toBe(true)
    expect(part('update').childNodes).toHaveLength(0)
  })

  it('tells of a version that the back end has settled on, and announces it once', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(<UpdateBanner />, monitor)
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR - 1)
    expect(part('update').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('update').hidden).toBe(false)
    expect(part('message').textContent).toContain('A new version is ready.')
    expect(part('announcer').textContent).toContain('A new version is ready.')
  })

  it('does not flicker while old and new instances answer in turn, and stays once they have settled', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(<UpdateBanner />, monitor)
    for (let poll = 0; poll < 20; poll++) {
      monitor.show(version(poll % 2 === 0 ? '2' : '1'))
      await monitor.pass(SETTLE_FOR / 2)
      expect(part('update').hidden).toBe(true)
    }
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(false)
    monitor.show(version('1'))
    await monitor.pass(SETTLE_FOR - 1)
    expect(part('update').hidden).toBe(false)
  })

  it('takes back what the back end has gone back from', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(<UpdateBanner />, monitor)
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    monitor.show(version('1'))
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(true)
  })

  it('stays while the pointer is on it although the back end has gone back, and leaves afterwards (U9)', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(
      <>
        <UpdateBanner />
        <p style={{ position: 'fixed', insetBlockEnd: 0 }}>Elsewhere</p>
      </>,
      monitor,
    )
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    await page.elementLocator(part('message')).hover()
    monitor.show(version('1'))
    await monitor.pass(10 * SETTLE_FOR)
    expect(part('update').hidden).toBe(false)
    expect(part('message').textContent).toContain('A new version is ready.')
    expect(screen.getByRole('button', { name: 'Reload' })).toBeTruthy()
    await page.elementLocator(screen.getByText('Elsewhere')).hover()
    expect(part('update').hidden).toBe(true)
  })

  it('waits as long as it says while it is there, and as long as usual after that', async () => {
    const monitor = stagedMonitor(version('1'))
    const { rerender } = renderKit(<UpdateBanner settleFor={0} />, monitor)
    rerender(<UpdateBanner />)
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR - 1)
    expect(part('update').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('update').hidden).toBe(false)
  })

  it('takes the version of the app that runs from its prop', async () => {
    const monitor = stagedMonitor(version('2'))
    renderKit(<UpdateBanner buildId="1" />, monitor)
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(false)
  })

  it('compares with a version that is known only after the first report', async () => {
    const monitor = stagedMonitor(version('2'))
    const { rerender } = renderKit(<UpdateBanner />, monitor)
    await monitor.pass(SETTLE_FOR)
    rerender(<UpdateBanner buildId="1" />)
    await monitor.pass(SETTLE_FOR - 1)
    expect(part('update').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('update').hidden).toBe(false)
  })

  it('goes by what was reported since the page was loaded, not by what is remembered', async () => {
    const monitor = stagedMonitor({ ...version('1'), source: 'restored', isStale: true })
    renderKit(<UpdateBanner />, monitor)
    monitor.show({ ...unreachable, isStale: true })
    await monitor.pass(SETTLE_FOR)
    monitor.show({ ...version('2'), isStale: false })
    await monitor.pass(10 * SETTLE_FOR)
    expect(part('update').hidden).toBe(true)
  })

  it('is not there during trouble, dismissed or not, and comes when that is over', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(
      <>
        <UpdateBanner />
        <DegradedBanner />
      </>,
      monitor,
    )
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(false)
    monitor.show({ status: 'degraded', cause: 'reported' })
    await monitor.pass(10_000)
    expect(part('update').hidden).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(part('update').hidden).toBe(true)
    monitor.show(version('2'))
    await monitor.pass(60_000)
    expect(part('update').hidden).toBe(false)
  })

  it('is dismissed by "Later" or Escape, for that version, on the next page too', async () => {
    const monitor = stagedMonitor(version('1'))
    const { rerender } = renderKit(<UpdateBanner key="page 1" />, monitor)
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    await userEvent.click(screen.getByRole('button', { name: 'Later' }))
    expect(part('update').hidden).toBe(true)
    rerender(<UpdateBanner key="page 2" />)
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(true)
    monitor.show(version('3'))
    await monitor.pass(SETTLE_FOR)
    expect(part('update').hidden).toBe(false)
    screen.getByRole('button', { name: 'Later' }).focus()
    await userEvent.keyboard('{Escape}')
    expect(part('update').hidden).toBe(true)
  })

  it('keeps what it has found on the next page', async () => {
    const monitor = stagedMonitor(version('1'))
    const { rerender } = renderKit(<UpdateBanner key="page 1" />, monitor)
    monitor.show(version('2'))
    await monitor.pass(SETTLE_FOR)
    rerender(<UpdateBanner key="page 2" />)
    expect(part('update').hidden).toBe(false)
  })

  it('reloads by what it is given, with the version, and asks for the same one no second time', async () => {
    const onReload = vi.fn()
    const monitor = stagedMonitor(version('2'))
    const { unmount } = renderKit(<UpdateBanner buildId="1" settleFor={0} onReload={onReload} />, monitor)
    await monitor.pass(0)
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }))
    expect(onReload).toHaveBeenCalledExactlyOnceWith('2')
    unmount()

    // The page loaded anew, and it is the old one still.
    const again = stagedMonitor(version('2'))
    renderKit(<UpdateBanner buildId="1" settleFor={0} onReload={onReload} />, again)
    await again.pass(0)
    expect(part('update').hidden).toBe(true)
    again.show(version('3'))
    await again.pass(0)
    expect(part('update').hidden).toBe(false)
  })

  it('still offers, on the next page of the app, a version whose reload was called off', async () => {
    const monitor = stagedMonitor(version('2'))
    const ui = (route: string) => <UpdateBanner key={route} buildId="1" settleFor={0} onReload={() => {}} />
    const { rerender } = renderKit(ui('page 1'), monitor)
    await monitor.pass(0)
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }))
    rerender(ui('page 2'))
    expect(part('update').hidden).toBe(false)
  })

  it('reloads the page that it is on', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    const inside = frame.contentDocument as Document
    const container = inside.body.appendChild(inside.createElement('div'))
    const monitor = stagedMonitor(version('2'))
    renderKit(<UpdateBanner buildId="1" settleFor={0} />, monitor, { container })
    await monitor.pass(0)
    const reloaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    inside.querySelector<HTMLElement>('[data-api-status="reload"]')?.click()
    await reloaded
    expect(frame.contentDocument).not.toBe(inside)
    frame.remove()
  })

  it('leaves no timer behind', async () => {
    const monitor = stagedMonitor(version('1'))
    const { unmount } = renderKit(<UpdateBanner />, monitor)
    monitor.show(version('2'))
    expect(monitor.clock.pendingTimers).toBe(1)
    unmount()
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('refuses a duration that is none', () => {
    const refused = complaints(() => renderKit(<UpdateBanner settleFor={Infinity} />, stagedMonitor()))
    expect(new Set(refused)).toEqual(
      new Set([expect.stringMatching(/expected `settleFor` in milliseconds, got Infinity/)]),
    )
  })
})

describe('useUpdate', () => {
  function Probe() {
    const { buildId, dismiss } = useUpdate({ settleFor: 0 })
    return (
      <button type="button" onClick={dismiss}>
        {buildId ?? 'none'}
      </button>
    )
  }

  it('gives the new version until it is dismissed', async () => {
    const monitor = stagedMonitor(version('1'))
    renderKit(<Probe />, monitor)
    monitor.show(version('2'))
    await monitor.pass(0)
    const button = screen.getByRole('button', { name: '2' })
    await userEvent.click(button)
    expect(button.textContent).toBe('none')
  })
})

describe('a part of an update banner outside of one', () => {
  it('says where it belongs', () => {
    expect(() => renderKit(<Update.Reload />, stagedMonitor())).toThrow(
      'react-api-status: <Update.Reload> has nothing to go by here. Put it inside <Update.Root>.',
    )
  })
})
