import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Banner from '../../src/components/banner/parts.js'
import {
  healthy,
  offline,
  readOnly,
  searchDown,
  signedOut,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'
import { complaints, part, parts, renderKit } from './renderKit.js'

const SHOW_DELAY = 1500
const MIN_SHOW = 3000
const RECOVERY_FOR = 4500
const RELAPSE_DELAY = 5000

describe('a DegradedBanner', () => {
  it('is in the DOM from the start, empty and hidden', () => {
    renderKit(<DegradedBanner />, stagedMonitor())
    expect(part('banner').hidden).toBe(true)
    expect(part('banner').childNodes).toHaveLength(0)
    expect(part('banner').dataset.status).toBe('checking')
  })

  it('tells of trouble once it has lasted for the show delay', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY - 1)
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('banner').hidden).toBe(false)
    expect(part('banner').dataset.status).toBe('degraded')
    expect(part('banner').dataset.cause).toBe('component')
    expect(part('message').textContent).toContain('Affected: search.')
  })

  it('leaves no trace of a blip in the DOM', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    await monitor.pass(0)
    const mutations: MutationRecord[] = []
    const observer = new MutationObserver((records) => mutations.push(...records))
    observer.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true })
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY - 1)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect([...mutations, ...observer.takeRecords()]).toEqual([])
    observer.disconnect()
  })

  it('stays for the minimum show time, with what it told', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    monitor.show(healthy)
    await monitor.pass(MIN_SHOW - 1)
    expect(part('banner').dataset.status).toBe('degraded')
    expect(part('message').textContent).toContain('Affected: search.')
    await monitor.pass(1)
    expect(part('banner').dataset.status).toBe('healthy')
  })

  it('tells of the recovery, without countdown and retry, and leaves by itself', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    expect(part('message').textContent.trim()).toBe('Everything works again.')
    expect(parts('retry')).toEqual([])
    expect(parts('countdown')).toEqual([])
    await monitor.pass(RECOVERY_FOR - 1)
    expect(part('banner').hidden).toBe(false)
    await monitor.pass(1)
    expect(part('banner').hidden).toBe(true)
  })

  it('says "online" rather than "works" after the device was offline', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(offline)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    expect(part('message').textContent.trim()).toBe('You are back online.')
  })

  it('keeps the good news while the pointer is on it, and lets it go afterwards', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <p style={{ position: 'fixed', insetBlockEnd: 0 }}>Elsewhere</p>
      </>,
      monitor,
    )
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    await page.elementLocator(part('message')).hover()
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(false)
    await page.elementLocator(screen.getByText('Elsewhere')).hover()
    expect(part('banner').hidden).toBe(true)
  })

  it('takes good news back at once when it is no longer true, and tells of a relapse only when it lasts', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    await monitor.pass(1000)
    monitor.show(unreachable)
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(RELAPSE_DELAY - 1)
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('banner').hidden).toBe(false)
  })

  it('has no good news after trouble that was only restored, or that became something unknown', async () => {
    const monitor = stagedMonitor({ ...searchDown, source: 'restored', isStale: true })
    renderKit(<DegradedBanner />, monitor)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    expect(part('banner').hidden).toBe(false)
    monitor.show({ ...healthy, isStale: false })
    expect(part('banner').hidden).toBe(true)

    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    expect(part('banner').hidden).toBe(false)
    monitor.show(signedOut)
    expect(part('banner').hidden).toBe(true)
  })

  it('takes its timing from its props, and the announcer follows', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner showDelay={5000} minShow={0} recoveryFor={100} />, monitor)
    monitor.show(unreachable)
    await monitor.pass(4999)
    expect(part('banner').hidden).toBe(true)
    expect(part('announcer').textContent).toBe('')
    await monitor.pass(1)
    expect(part('banner').hidden).toBe(false)
    expect(part('announcer').textContent).not.toBe('')
    monitor.show(healthy)
    await monitor.pass(100)
    expect(part('banner').hidden).toBe(true)
  })

  it('goes on where the banner of the page before left off', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<DegradedBanner key="page 1" />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    rerender(<DegradedBanner key="page 2" />)
    expect(part('banner').hidden).toBe(false)
  })

  it('does not bring up trouble that ended while no banner was there', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    rerender(<p>A page without one.</p>)
    monitor.show(healthy)
    rerender(<DegradedBanner />)
    expect(part('banner').hidden).toBe(true)
  })

  it('leaves no timer behind, in StrictMode neither', async () => {
    const monitor = stagedMonitor(healthy)
    const { unmount } = renderKit(
      <StrictMode>
        <DegradedBanner />
      </StrictMode>,
      monitor,
    )
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    expect(part('banner').hidden).toBe(false)
    expect(monitor.clock.pendingTimers).toBeGreaterThan(0)
    unmount()
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('refuses a duration that is none', () => {
    const refused = complaints(() => renderKit(<DegradedBanner showDelay={-1} />, stagedMonitor()))
    expect(new Set(refused)).toEqual(
      new Set([expect.stringMatching(/expected `showDelay` in milliseconds, got -1/)]),
    )
  })
})

describe('the message of a banner', () => {
  it('names three components and counts the rest', async () => {
    const monitor = stagedMonitor({
      ...searchDown,
      affected: ['search', 'images', 'mail', 'export', 'import'],
    })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Affected: search, images, mail, and 2 more.')
  })

  it('says when maintenance ends', async () => {
    const monitor = stagedMonitor()
    const now = monitor.clock.wallNow()
    const endsAt = now + 45 * 60_000
    monitor.show({
      status: 'degraded',
      cause: 'maintenance',
      source: 'live',
      report: {
        maintenance: [
          { id: 'now', title: 'Now', startsAt: now - 60_000, endsAt, components: [] },
          {
            id: 'later',
            title: 'Later',
            startsAt: endsAt + 60_000,
            endsAt: endsAt + 120_000,
            components: [],
          },
        ],
      },
    })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const time = new Date(endsAt).toLocaleString('en', { timeStyle: 'short' })
    expect(part('message').textContent).toContain(`It should be over by ${time}.`)
  })

  it('has the age of a stale report, which grows', async () => {
    const monitor = stagedMonitor(
      { ...unreachable, isStale: true },
      { reportAt: Date.UTC(2025, 11, 31, 23, 58) },
    )
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    expect(part('age').textContent).toBe('Last report 2 minutes ago')
    expect(part('age').getAttribute('datetime')).toBe('2025-12-31T23:58:00.000Z')
    await monitor.pass(60_000)
    expect(part('age').textContent).toBe('Last report 3 minutes ago')
  })
})

describe('the countdown of a banner', () => {
  it('counts the seconds to the next check, and is not read aloud', async () => {
    const monitor = stagedMonitor(unreachable)
    monitor.poll({ nextCheckAt: monitor.clock.wallNow() + 12_000 })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const countdown = screen.getByRole('timer')
    expect(countdown.textContent).toBe('Next try in 12 sec')
    expect(countdown.getAttribute('aria-live')).toBe('off')
    await monitor.pass(5000)
    expect(countdown.textContent).toBe('Next try in 7 sec')
    await monitor.pass(7000)
    expect(countdown.textContent).toBe('Checking now…')
  })
})

describe('the retry button of a banner', () => {
  it('checks once, stays focused while busy, and can be used again', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const button = screen.getByRole('button', { name: 'Retry now' })
    await userEvent.click(button)
    await userEvent.click(button)
    expect(monitor.checks).toBe(1)
    expect(button.textContent).toBe('Checking…')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(button)
    await monitor.endCheck()
    expect(button.getAttribute('aria-disabled')).toBe('false')
    await userEvent.click(button)
    expect(monitor.checks).toBe(2)
  })

  it('hands its focus to the banner when the trouble is over, which then stays until focus leaves', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <button type="button">Next</button>
      </>,
      monitor,
    )
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    screen.getByRole('button', { name: 'Retry now' }).focus()
    monitor.show(healthy)
    expect(document.activeElement).toBe(part('banner'))
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(false)
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Next' }))
    expect(part('banner').hidden).toBe(true)
  })
})

describe('dismissing a banner', () => {
  async function showSearchDown() {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <input aria-label="Name" />
        <DegradedBanner />
      </>,
      monitor,
    )
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    return monitor
  }

  it('lasts over polls and changes that are no worse', async () => {
    const monitor = await showSearchDown()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(part('banner').hidden).toBe(true)
    monitor.poll({ lastChecked: 1 })
    monitor.show({ affected: ['images'] })
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(true)
  })

  it('ends when people can no longer save', async () => {
    const monitor = await showSearchDown()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    monitor.show(readOnly)
    expect(part('banner').hidden).toBe(false)
    expect(parts('dismiss')).toEqual([])
  })

  it('ends with the trouble: the next one is told', async () => {
    const monitor = await showSearchDown()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    monitor.show(healthy)
    await monitor.pass(60_000)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    expect(part('banner').hidden).toBe(false)
  })

  it('gives focus back to where it came from', async () => {
    await showSearchDown()
    screen.getByLabelText('Name').focus()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  it('works by Escape, but not where work is at risk', async () => {
    const monitor = await showSearchDown()
    screen.getByRole('button', { name: 'Dismiss' }).focus()
    await userEvent.keyboard('{Escape}')
    expect(part('banner').hidden).toBe(true)

    monitor.show(unreachable)
    screen.getByRole('button', { name: 'Retry now' }).focus()
    await userEvent.keyboard('{Escape}')
    expect(part('banner').hidden).toBe(false)
  })
})

describe('a part of a banner outside of one', () => {
  it('says where it belongs', () => {
    expect(() => renderKit(<Banner.Retry />, stagedMonitor())).toThrow('Put it inside <Banner.Root>.')
  })
})
