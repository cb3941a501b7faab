import { act, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import type { ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent as trusted } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Banner from '../../src/components/banner/parts.js'
import { useIncident } from '../../src/components/incident/useIncident.js'
import { useRetry } from '../../src/react/useRetry.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import {
  healthy,
  MIN_SHOW,
  offline,
  readOnly,
  RECOVERY_FOR,
  searchDown,
  SHOW_DELAY,
  signedOut,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'
import { movePointerAside } from './pointer.js'
import { complaints, part, parts, renderKit } from './renderKit.js'

const RELAPSE_DELAY = 5000

/** Notes what changes in a part of the page from now on, until it is called and gives that. */
function changesIn(node: Node): () => MutationRecord[] {
  const changes: MutationRecord[] = []
  const observer = new MutationObserver((records) => changes.push(...records))
  observer.observe(node, { attributes: true, characterData: true, childList: true, subtree: true })
  return () => {
    changes.push(...observer.takeRecords())
    observer.disconnect()
    return changes
  }
}

describe('a DegradedBanner', () => {
  it('is in the DOM from the start, empty and hidden', () => {
    renderKit(<DegradedBanner />, stagedMonitor())
    expect(part('banner').hidden).toBe(true)
    expect(part('banner').childNodes).toHaveLength(0)
    expect(part('banner').dataset.status).toBe('checking')
  })

  it('tells of trouble once it has lasted for the show delay (U11)', async () => {
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

  it('leaves no trace of a blip in the DOM (U6)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    await monitor.pass(0)
    const changes = changesIn(document.body)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY - 1)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(changes()).toEqual([])
  })

  it('stays for the minimum show time, with what it told (U11)', async () => {
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

  it('keeps the good news while the pointer is on it, and lets it go afterwards (U9)', async () => {
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

  it('stays while focus is in it also where trouble ends in something unknown (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <button type="button">Next</button>
      </>,
      monitor,
    )
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    screen.getByRole('button', { name: 'Retry now' }).focus()
    monitor.show(signedOut)
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(false)
    // What is unclear may be dismissed, so there is a button more.
    await userEvent.tab()
    expect(document.activeElement).toBe(part('dismiss'))
    await userEvent.tab()
    expect(part('banner').hidden).toBe(true)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Next' }))
  })

  it('takes no focus when it comes (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <input aria-label="Name" />
      </>,
      monitor,
    )
    screen.getByLabelText('Name').focus()
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  it('touches neither the title of the page nor its icon (U31)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const changes = changesIn(document.head)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(changes()).toEqual([])
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

  it('takes its timing from its props, and the announcer follows (U11)', async () => {
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
  it('names three components and counts the rest (U15)', async () => {
    const monitor = stagedMonitor({
      ...searchDown,
      affected: ['search', 'images', 'mail', 'export', 'import'],
    })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Affected: search, images, mail, and 2 more.')
  })

  it('has other words for each kind of trouble: what happened, what works, and what is kept (U12)', async () => {
    const kinds: readonly (readonly [SnapshotSketch, detail: RegExp])[] = [
      [offline, /typed stays on this page\. It goes on by itself/],
      [unreachable, /typed stays on this page; saving may fail/],
      [{ ...searchDown, cause: 'reported' }, /may be slow or fail/],
      [searchDown, /Whatever doesn’t need them keeps working/],
      [readOnly, /still read everything\. What you have typed stays/],
      [{ status: 'unhealthy', cause: 'not-ready', source: 'live' }, /less than a minute\..* typed stays/],
      [{ status: 'degraded', cause: 'maintenance', source: 'live' }, /until it is over\..* typed stays/],
    ]
    const titles = new Set<string | undefined>()
    for (const [kind, detail] of kinds) {
      const monitor = stagedMonitor(kind)
      const { unmount } = renderKit(<DegradedBanner showDelay={0} />, monitor)
      await monitor.pass(0)
      titles.add(part('message').querySelector('strong')?.textContent)
      expect(part('message').textContent).toMatch(detail)
      unmount()
    }
    expect(titles.size).toBe(kinds.length)
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

  it('has the age of a stale report, which grows (U13)', async () => {
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

describe('the details of a banner', () => {
  const five = ['search', 'images', 'mail', 'export', 'import']

  it('open to the names of all that is affected, when the message names only some (U15)', async () => {
    const monitor = stagedMonitor({ ...searchDown, affected: five.slice(0, 4) })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Affected: search, images, mail, and export.')
    expect(parts('details')).toEqual([])
    monitor.show({ affected: five })
    expect(screen.getByText('import').checkVisibility()).toBe(false)
    await userEvent.click(screen.getByText('All that is affected'))
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(five)
  })

  it('are reached and opened by keyboard, and hand their focus to the banner when they leave (U9) (U22)', async () => {
    const monitor = stagedMonitor({ ...searchDown, affected: five })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const reached: (string | null)[] = []
    for (let press = 0; press < 3; press++) {
      await userEvent.tab()
      reached.push(document.activeElement?.textContent ?? null)
    }
    expect(reached).toEqual(['Retry now', 'Dismiss', 'All that is affected'])
    monitor.show({ affected: ['search'] })
    expect(parts('details')).toEqual([])
    expect(document.activeElement).toBe(part('banner'))
  })
})

describe('the countdown of a banner', () => {
  it('counts the seconds to the next check, and is not read aloud (U8)', async () => {
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
  it('checks once, stays focused while busy, and can be used again (U10)', async () => {
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

  it('hands its focus to the banner when the trouble is over, which then stays until focus leaves (U9)', async () => {
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

describe('what a retry found', () => {
  async function retryWhile(change: (monitor: ReturnType<typeof stagedMonitor>) => void) {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(60_000)
    expect(part('announcer').textContent).toBe('')
    await userEvent.click(screen.getByRole('button', { name: 'Retry now' }))
    await monitor.pass(10_000)
    expect(part('announcer').textContent).toBe('')
    expect(part('retry').getAttribute('aria-disabled')).toBe('true')
    change(monitor)
    await monitor.endCheck()
    return part('announcer').textContent
  }

  it('is announced when nothing has changed (U10)', async () => {
    expect(await retryWhile(() => {})).toBe('Checked: nothing has changed.')
  })

  it('is announced when it is other trouble, though no worse (U10)', async () => {
    expect(await retryWhile((monitor) => monitor.show({ cause: 'timeout' }))).toContain(
      'The server takes too long to answer.',
    )
  })

  it('is announced once when all is well again (U7) (U10)', async () => {
    expect(await retryWhile((monitor) => monitor.show(healthy))).toBe('Everything works again.')
  })

  it('is shown and announced when nobody can tell any more, to who is on the button (U10) (U12)', async () => {
    const spoken = await retryWhile((monitor) => monitor.show(signedOut))
    expect(spoken).toContain('We can’t tell how the service is doing. Signing in again may help.')
    expect(part('message').textContent).toContain(spoken)
    expect(document.activeElement).toBe(part('retry'))
  })

  it('is announced when other components are at fault (U10)', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    await monitor.pass(60_000)
    await userEvent.click(part('retry'))
    monitor.show({
      ...searchDown,
      report: { components: { payments: { status: 'unhealthy', critical: false } } },
    })
    await monitor.endCheck()
    expect(part('announcer').textContent).toContain('Affected: payments.')
  })

  it('is told when trouble that was only remembered is over (U10)', async () => {
    const monitor = stagedMonitor({ ...searchDown, source: 'restored', isStale: true })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    await monitor.pass(60_000)
    await userEvent.click(part('retry'))
    monitor.show({ ...healthy, isStale: false })
    await monitor.endCheck()
    expect(part('message').textContent.trim()).toBe('Everything works again.')
    expect(part('announcer').textContent).toBe('Everything works again.')
  })
})

/** From now on focus is to be seen: of a mouse, even one of a test before, browsers think that nobody needs to. */
const takeToKeyboard = () => trusted.keyboard('{Escape}')

describe('the focus of a banner', () => {
  it('is not had by a click on its text, which would hold the message (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    onTestFinished(movePointerAside)
    await page.elementLocator(part('message')).click()
    expect(document.activeElement).toBe(document.body)
  })

  it('is still minded after people have looked at another window (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    const retry = screen.getByRole('button', { name: 'Retry now' })
    retry.focus()
    // As a window does that loses focus: its active element stays the same.
    act(() => void retry.dispatchEvent(new FocusEvent('focusout', { bubbles: true })))
    monitor.show(healthy)
    expect(document.activeElement).toBe(part('banner'))
  })

  it('keeps no good news where a mouse has left it, and gone (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    await page.elementLocator(screen.getByRole('button', { name: 'Retry now' })).click()
    await movePointerAside()
    monitor.show(healthy)
    await monitor.endCheck()
    expect(document.activeElement).toBe(part('banner'))
    await monitor.pass(RECOVERY_FOR)
    expect(part('banner').hidden).toBe(true)
  })

  it('keeps no good news where a finger was, which goes on to hover for the browser (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show(healthy)
    await page.elementLocator(part('message')).hover()
    fireEvent.pointerEnter(part('banner'), { pointerType: 'touch' })
    await monitor.pass(RECOVERY_FOR)
    expect(part('banner').hidden).toBe(true)
    await movePointerAside()
  })

  it('is minded in a shadow, too: it goes on to what follows there (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    const inside = (
      <>
        <DegradedBanner />
        <input />
      </>
    )
    renderKit(createPortal(inside, shadow), monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await takeToKeyboard()
    const dismiss = shadow.querySelector<HTMLElement>('[data-api-status="dismiss"]')
    act(() => dismiss?.focus())
    // As a window does that loses focus, and gets it back.
    act(() => void dismiss?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true })))
    act(() => dismiss?.click())
    expect(shadow.querySelector('section')?.hidden).toBe(true)
    expect(shadow.activeElement).toBe(shadow.querySelector('input'))
    shadow.host.remove()
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

  it('lasts over polls and changes that are no worse (U15)', async () => {
    const monitor = await showSearchDown()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(part('banner').hidden).toBe(true)
    monitor.poll({ lastChecked: 1 })
    monitor.show({ affected: ['images'] })
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(true)
  })

  it('ends when people can no longer save (U15)', async () => {
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

  it('gives focus back to where it came from (U9)', async () => {
    await showSearchDown()
    screen.getByLabelText('Name').focus()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  it('hands focus on to what follows where it came from nowhere (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <button type="button" disabled>
          Not this one
        </button>
        <input aria-label="Name" />
      </>,
      monitor,
    )
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await takeToKeyboard()
    await userEvent.tab()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    expect(part('banner').hidden).toBe(true)
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  it('sends nobody who has pressed it with a mouse to the next field (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <input aria-label="Name" />
      </>,
      monitor,
    )
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await page.elementLocator(screen.getByRole('button', { name: 'Dismiss' })).click()
    expect(part('banner').hidden).toBe(true)
    expect(document.activeElement).toBe(document.body)
    await movePointerAside()
  })

  it('works by Escape, but not where work is at risk (U22)', async () => {
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

describe('Escape in a banner', () => {
  async function press(child: ReactElement, key?: KeyboardEventInit) {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner>{child}</DegradedBanner>, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    return fireEvent.keyDown(screen.getByLabelText('Field'), { key: 'Escape', ...key })
  }

  it('is used up by dismissing it: a dialog around it stays', async () => {
    expect(await press(<input aria-label="Field" />)).toBe(false)
    expect(part('banner').hidden).toBe(true)
  })

  it('dismisses nothing that a menu in it has used up', async () => {
    await press(<input aria-label="Field" onKeyDown={(event) => event.preventDefault()} />)
    expect(part('banner').hidden).toBe(false)
  })

  it('dismisses nothing while it ends the input of a character', async () => {
    await press(<input aria-label="Field" />, { isComposing: true })
    expect(part('banner').hidden).toBe(false)
  })

  it('dismisses nothing in a dialog that was opened from it', async () => {
    await press(<>{createPortal(<input aria-label="Field" />, document.body)}</>)
    expect(part('banner').hidden).toBe(false)
  })
})

describe('a part of a banner outside of one', () => {
  it('says where it belongs', () => {
    expect(() => renderKit(<Banner.Retry />, stagedMonitor())).toThrow(
      'react-api-status: <Banner.Retry> has nothing to go by here. Put it inside <Banner.Root>.',
    )
  })
})

describe('useRetry', () => {
  function Again() {
    const { isBusy, retry } = useRetry()
    const [found, setFound] = useState('')
    const check = async () => {
      const [changed] = await Promise.all([retry(), retry()])
      setFound(changed ? 'something new' : 'nothing new')
    }
    return (
      <button type="button" aria-disabled={isBusy} onClick={() => void check()}>
        {isBusy ? 'Busy' : `Again: ${found}`}
      </button>
    )
  }

  it('checks one at a time, says so until the answer is there, and whether that is something new', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(<Again />, monitor)
    await userEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button').textContent).toBe('Busy')
    expect(monitor.checks).toBe(1)
    await monitor.endCheck()
    expect(screen.getByRole('button').textContent).toBe('Again: nothing new')
    await userEvent.click(screen.getByRole('button'))
    expect(monitor.checks).toBe(2)
    monitor.show(healthy)
    await monitor.endCheck()
    expect(screen.getByRole('button').textContent).toBe('Again: something new')
  })
})

describe('useIncident', () => {
  function MyBanner() {
    const { incident, canDismiss, dismiss } = useIncident()
    if (incident.phase === 'calm' || incident.isDismissed) return <p>{canDismiss ? 'may go' : 'calm'}</p>
    return (
      <button type="button" onClick={dismiss}>
        {incident.phase} {incident.announced.cause}
        {!canDismiss && ', stays'}
      </button>
    )
  }

  it('is all that a banner of one’s own takes', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<MyBanner />, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY - 1)
    expect(screen.queryByRole('button')).toBeNull()
    await monitor.pass(1)
    expect(screen.getByRole('button').textContent).toBe('trouble component')
    await monitor.pass(MIN_SHOW)
    monitor.show(healthy)
    expect(screen.getByRole('button').textContent).toBe('recovered component')
    await userEvent.click(screen.getByRole('button'))
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('says whether the message may be dismissed, and dismisses nothing else', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<MyBanner />, monitor)
    expect(screen.getByText('calm')).toBeTruthy()
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    expect(screen.getByRole('button').textContent).toBe('trouble unreachable, stays')
    await userEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button').textContent).toBe('trouble unreachable, stays')
    monitor.show(searchDown)
    expect(screen.getByRole('button').textContent).toBe('trouble unreachable')
    await userEvent.click(screen.getByRole('button'))
    expect(screen.queryByRole('button')).toBeNull()
  })
})
