import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ConnectionAnnouncer } from '../../src/components/announcer/ConnectionAnnouncer.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, offline, readOnly, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

const SHOW_DELAY = 1500
const MIN_SHOW = 3000
const RECOVERY_FOR = 4500

/** Notes what the live region comes to say from now on; gives it when called. */
function listen(): () => string[] {
  const heard: string[] = []
  const note = () => {
    const text = screen.queryByRole('status')?.textContent.trim() ?? ''
    if (text && heard.at(-1) !== text) heard.push(text)
  }
  const observer = new MutationObserver(note)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  return () => {
    if (observer.takeRecords().length > 0) note()
    return heard
  }
}

describe('the announcer', () => {
  it('is a polite live region, there and empty before there is anything to say', () => {
    renderKit(<DegradedBanner />, stagedMonitor())
    expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite')
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('takes no room that anybody sees, and is not hidden from screen readers', () => {
    renderKit(<ConnectionAnnouncer />, stagedMonitor())
    const { width, height } = part('announcer').getBoundingClientRect()
    expect(width * height).toBeLessThanOrEqual(1)
    expect(part('announcer').hidden).toBe(false)
    expect(getComputedStyle(part('announcer')).display).not.toBe('none')
    expect(getComputedStyle(part('announcer')).visibility).toBe('visible')
  })

  it('announces an outage and its recovery, once each, however many widgets there are', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <OfflineGate fallback="Offline.">
        <StatusIndicator />
        <DegradedBanner />
        <DegradedBanner />
        <ConnectionAnnouncer />
      </OfflineGate>,
      monitor,
    )
    const heard = listen()
    monitor.show(healthy)
    await monitor.pass(60_000)
    monitor.show(unreachable)
    await monitor.pass(30_000)
    monitor.show({ cause: 'timeout' })
    await monitor.pass(30_000)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(heard()).toEqual([
      expect.stringContaining('We can’t reach the server.'),
      'Everything works again.',
    ])
    expect(parts('announcer')).toHaveLength(1)
    expect(part('announcer').textContent).toBe('')
  })

  it('says nothing of a healthy start, of a blip, or of a state that was only restored', async () => {
    const monitor = stagedMonitor({ ...searchDown, source: 'restored', isStale: true })
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    await monitor.pass(SHOW_DELAY + MIN_SHOW)
    monitor.show({ ...healthy, isStale: false })
    await monitor.pass(60_000)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY - 1)
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(heard()).toEqual([])
  })

  it('speaks up when a probe confirms what was restored', async () => {
    const monitor = stagedMonitor({ ...searchDown, source: 'restored', isStale: true })
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    await monitor.pass(SHOW_DELAY)
    monitor.show({ ...searchDown, isStale: false })
    await monitor.pass(0)
    expect(heard()).toEqual([expect.stringContaining('Affected: search.')])
  })

  it('says more when people can no longer save, and not again when that eases and returns', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    for (let round = 0; round < 3; round++) {
      monitor.show(readOnly)
      await monitor.pass(10_000)
      monitor.show(searchDown)
      await monitor.pass(10_000)
    }
    expect(heard()).toEqual([
      expect.stringContaining('aren’t working'),
      expect.stringContaining('can’t be saved'),
    ])
  })

  it('says two things at most of a back end that flaps ten times in thirty seconds', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    for (let flap = 0; flap < 10; flap++) {
      monitor.show(unreachable)
      await monitor.pass(2000)
      monitor.show(healthy)
      await monitor.pass(1000)
    }
    await monitor.pass(60_000)
    expect(heard()).toHaveLength(2)
  })

  it('does not repeat itself when the next page brings announcers of its own', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<DegradedBanner key="page 1" />, monitor)
    const heard = listen()
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    rerender(<DegradedBanner key="page 2" />)
    await monitor.pass(60_000)
    expect(part('announcer').textContent).toBe('')
    monitor.show(healthy)
    await monitor.pass(RECOVERY_FOR)
    expect(heard()).toEqual([expect.stringContaining('We can’t reach'), 'Everything works again.'])
  })

  it('goes on speaking when the announcer that spoke leaves', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(
      [<ConnectionAnnouncer key="first" />, <ConnectionAnnouncer key="second" />],
      monitor,
    )
    rerender([<ConnectionAnnouncer key="second" />])
    const heard = listen()
    monitor.show(offline)
    await monitor.pass(SHOW_DELAY)
    expect(heard()).toEqual([expect.stringContaining('You are offline.')])
  })

  it('speaks from outside of a gate that hides its children', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <OfflineGate fallback="Offline.">
        <DegradedBanner />
      </OfflineGate>,
      monitor,
    )
    monitor.show(offline)
    await monitor.pass(SHOW_DELAY)
    // By its role, which only what is exposed to screen readers has.
    expect(screen.getByRole('status').textContent).toContain('You are offline.')
  })
})
