import { act, fireEvent, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { createPortal } from 'react-dom'
import { describe, expect, it } from 'vitest'
import { ConnectionAnnouncer } from '../../src/components/announcer/ConnectionAnnouncer.js'
import { useAnnounce } from '../../src/components/announcer/useAnnounce.js'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { incidentWatch } from '../../src/components/incident/incidentWatch.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { listen, part, parts, renderKit } from './renderKit.js'
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
import type { StagedMonitor } from './stagedMonitor.js'

const GAP = 5000
const MOMENT = 100

describe('the announcer', () => {
  it('is a polite live region, there and empty before there is anything to say (U5)', () => {
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

  it('announces an outage and its recovery, once each, however many widgets and retries there are (U7)', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <>
        <OfflineGate fallback="Offline.">
          <StatusIndicator />
          <DegradedBanner />
          <DegradedBanner />
          <ConnectionAnnouncer />
        </OfflineGate>
        <ApiStatusProvider monitor={monitor}>
          <OfflineGate>
            <DegradedBanner />
            <ConnectionAnnouncer />
          </OfflineGate>
        </ApiStatusProvider>
      </>,
      monitor,
    )
    const heard = listen()
    monitor.show(healthy)
    await monitor.pass(60_000)
    monitor.show(unreachable)
    for (let retry = 0; retry < 10; retry++) {
      monitor.poll({ lastChecked: retry, nextCheckAt: monitor.clock.wallNow() + 3000 })
      monitor.show({ cause: retry % 2 === 0 ? 'timeout' : 'unreachable' })
      await monitor.pass(3000)
    }
    monitor.show(healthy)
    await monitor.pass(60_000)
    expect(heard()).toEqual([
      expect.stringContaining('The server takes too long to answer.'),
      'Everything works again.',
    ])
    expect(parts('announcer')).toHaveLength(1)
    expect(part('announcer').textContent).toBe('')
  })

  it('says nothing of a healthy start, of a blip, or of a state that was only restored (U6)', async () => {
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
      for (const trouble of [readOnly, searchDown]) {
        monitor.show(trouble)
        await monitor.pass(GAP)
        await monitor.pass(GAP)
      }
    }
    expect(heard()).toEqual([
      expect.stringContaining('aren’t working'),
      expect.stringContaining('can’t be saved'),
    ])
  })

  it('says anew what people lose when that is something else, and by the last of it what is over (U12)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    for (const trouble of [offline, readOnly, unreachable]) {
      monitor.show(trouble)
      await monitor.pass(GAP)
      await monitor.pass(GAP)
    }
    monitor.show(healthy)
    await monitor.pass(0)
    expect(heard()).toEqual([
      expect.stringContaining('You are offline.'),
      expect.stringContaining('can’t be saved'),
      expect.stringContaining('We can’t reach the server.'),
      'Everything works again.',
    ])
    expect(part('message').textContent.trim()).toBe('Everything works again.')
  })

  it('says again that the server is out of reach when that had eased for long', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    for (const trouble of [unreachable, searchDown, unreachable]) {
      monitor.show(trouble)
      await monitor.pass(SHOW_DELAY)
      await monitor.pass(60_000)
    }
    expect(heard()).toEqual([
      expect.stringContaining('We can’t reach the server.'),
      expect.stringContaining('We can’t reach the server.'),
    ])
  })

  it('says each once where the device and the server are out of reach in turn (U7)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    for (let turn = 0; turn < 5; turn++) {
      for (const trouble of [offline, unreachable]) {
        monitor.show(trouble)
        await monitor.pass(3000)
        await monitor.pass(3000)
      }
    }
    expect(heard()).toEqual([
      expect.stringContaining('You are offline.'),
      expect.stringContaining('We can’t reach the server.'),
    ])
  })

  it('says one thing of a back end that is out of reach and unclear in turn (U7)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    for (let turn = 0; turn < 5; turn++) {
      for (const found of [unreachable, signedOut]) {
        monitor.show(found)
        for (let second = 0; second < 3; second++) await monitor.pass(1000)
      }
    }
    expect(heard()).toEqual([expect.stringContaining('We can’t reach the server.')])
  })

  it('says two things at most of a back end that flaps ten times in thirty seconds (U7)', async () => {
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
    await monitor.pass(GAP)
    expect(part('announcer').textContent).toBe('')
    rerender(<DegradedBanner key="page 2" />)
    await monitor.pass(60_000)
    expect(part('announcer').textContent).toBe('')
    monitor.show(healthy)
    await monitor.pass(RECOVERY_FOR - 1)
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

  it.each([
    ['hidden', { hidden: true }],
    ['invisible', { style: { visibility: 'hidden' as const } }],
    // By its node: React 18 doesn't know it.
    ['inert', { ref: (node: Element | null) => node?.setAttribute('inert', '') }],
    ['hidden from screen readers', { 'aria-hidden': true }],
  ])('speaks where it can be heard, although an announcer that is %s was there first', async (_, props) => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <div {...props}>
          <ConnectionAnnouncer />
        </div>
        <main>
          <ConnectionAnnouncer />
        </main>
      </>,
      monitor,
    )
    expect(parts('announcer')).toHaveLength(1)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    expect(part('announcer').closest('main')).not.toBeNull()
    expect(part('announcer').textContent).toContain('We can’t reach the server.')
  })

  it('speaks from a modal dialog, first empty, once that shuts off the page where it spoke before (U5)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <ConnectionAnnouncer />
        <dialog>
          <ConnectionAnnouncer />
        </dialog>
      </>,
      monitor,
    )
    const dialog = document.querySelector('dialog')
    expect(part('announcer').closest('dialog')).toBeNull()
    dialog?.showModal()
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    expect(part('announcer').closest('dialog')).toBe(dialog)
    expect(part('announcer').textContent).toBe('')
    await monitor.pass(MOMENT)
    expect(part('announcer').textContent).toContain('We can’t reach the server.')
  })

  it('speaks from the upper of two modal dialogs, wherever that stands (U5)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <ConnectionAnnouncer />
        <dialog id="confirm">
          <ConnectionAnnouncer />
          <button type="button">Yes</button>
        </dialog>
        <dialog id="editor">
          <ConnectionAnnouncer />
          <input aria-label="Note" />
        </dialog>
      </>,
      monitor,
    )
    const [confirm, editor] = document.querySelectorAll('dialog')
    editor?.showModal()
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(MOMENT)
    expect(editor?.textContent).toContain('Affected: search.')
    confirm?.showModal()
    monitor.show(readOnly)
    await monitor.pass(GAP)
    await monitor.pass(MOMENT)
    expect(confirm?.textContent).toContain('can’t be saved')
  })

  it('speaks from the inner of two modal dialogs, where focus is not, either', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <dialog>
        <ConnectionAnnouncer />
        <dialog>
          <ConnectionAnnouncer />
          <button type="button">Yes</button>
        </dialog>
      </dialog>,
      monitor,
    )
    const [outer, inner] = document.querySelectorAll('dialog')
    outer?.showModal()
    inner?.showModal()
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(MOMENT)
    expect(part('announcer').closest('dialog')).toBe(inner)
    expect(part('announcer').textContent).toContain('Affected: search.')
    act(() => screen.getByRole('button').blur())
    monitor.show(readOnly)
    await monitor.pass(GAP)
    await monitor.pass(MOMENT)
    expect(part('announcer').closest('dialog')).toBe(inner)
  })

  it('waits with news while no announcer can be heard, and says it once one can (U5)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <dialog>
          <input aria-label="Note" />
        </dialog>
      </>,
      monitor,
    )
    const heard = listen()
    document.querySelector('dialog')?.showModal()
    monitor.show(readOnly)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(60_000)
    expect(part('announcer').textContent).toBe('')
    document.querySelector('dialog')?.close()
    await monitor.pass(1000)
    expect(part('announcer').textContent).toContain('can’t be saved')
    await monitor.pass(60_000)
    expect(heard()).toHaveLength(1)
  })

  it('does not say afterwards what nobody could hear and is no longer so', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner />
        <dialog>
          <input aria-label="Note" />
        </dialog>
      </>,
      monitor,
    )
    const heard = listen()
    document.querySelector('dialog')?.showModal()
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    monitor.show(signedOut)
    await monitor.pass(60_000)
    document.querySelector('dialog')?.close()
    await monitor.pass(60_000)
    expect(heard()).toEqual([])
  })

  it('leaves the word to another while the page that it is on is put away, since that loads', async () => {
    function Page({ isLoading }: { readonly isLoading: boolean }) {
      // As React 18 and 19 take it.
      if (isLoading) throw new Promise(() => {})
      return null
    }
    const ui = (isLoading: boolean) => (
      <>
        <Suspense>
          <ConnectionAnnouncer />
          <Page isLoading={isLoading} />
        </Suspense>
        <main>
          <ConnectionAnnouncer />
        </main>
      </>
    )
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(ui(false), monitor)
    rerender(ui(true))
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(MOMENT)
    expect(document.querySelector('main')?.textContent).toContain('We can’t reach the server.')
  })

  it('is empty when its provider comes to carry another monitor, and speaks for that one', async () => {
    const clock = new FakeClock()
    const [old, next] = [stagedMonitor(healthy, {}, clock), stagedMonitor(healthy, {}, clock)]
    const page = (monitor: typeof old) => (
      <ApiStatusProvider monitor={monitor}>
        <ConnectionAnnouncer />
      </ApiStatusProvider>
    )
    const { rerender } = render(page(old))
    old.show(unreachable)
    await old.pass(SHOW_DELAY)
    rerender(page(next))
    expect(part('announcer').textContent).toBe('')
    next.show(unreachable)
    await next.pass(GAP)
    expect(part('announcer').textContent).toContain('We can’t reach the server.')
  })

  it('does not say again that all is well when the banner that says so is dismissed', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner recoveryFor={60_000} />, monitor)
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(GAP)
    const heard = listen()
    monitor.show(healthy)
    await monitor.pass(GAP)
    act(() => part('banner').focus())
    fireEvent.keyDown(part('banner'), { key: 'Escape' })
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(60_000)
    expect(heard()).toEqual(['Everything works again.'])
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

describe('the one voice of a document', () => {
  function Says({ text }: { readonly text: string }) {
    const announce = useAnnounce()
    return (
      <button type="button" onClick={() => announce(text)}>
        {text}
      </button>
    )
  }

  /** An announcer, and a button for each of the texts. */
  const renderSaying = (monitor: StagedMonitor, ...texts: string[]) =>
    renderKit(
      [<ConnectionAnnouncer key="" />, ...texts.map((text) => <Says key={text} text={text} />)],
      monitor,
    )
  const say = (text: string) => fireEvent.click(screen.getByRole('button', { name: text }))

  it('speaks for two back ends, through one region, one after the other', async () => {
    const clock = new FakeClock()
    const [shop, search] = [stagedMonitor(healthy, {}, clock), stagedMonitor(healthy, {}, clock)]
    render(
      <>
        <ApiStatusProvider monitor={shop}>
          <ConnectionAnnouncer />
        </ApiStatusProvider>
        <ApiStatusProvider monitor={search}>
          <WordsProvider words={{ trouble: { recovered: 'Search works again.' } }}>
            <ConnectionAnnouncer />
          </WordsProvider>
        </ApiStatusProvider>
      </>,
    )
    const heard = listen()
    shop.show(unreachable)
    await shop.pass(1000)
    search.show(searchDown)
    await shop.pass(SHOW_DELAY)
    expect(heard()).toEqual([expect.stringContaining('We can’t reach the server.')])
    await shop.pass(GAP)
    search.show(healthy)
    await shop.pass(GAP)
    expect(parts('announcer')).toHaveLength(1)
    expect(heard()).toEqual([
      expect.stringContaining('We can’t reach the server.'),
      expect.stringContaining('Affected: search.'),
      'Search works again.',
    ])
  })

  it('begins at most one announcement in five seconds; of what waits, the newest is said', async () => {
    const monitor = stagedMonitor(healthy)
    renderSaying(monitor, 'One.', 'Two.', 'Three.')
    const heard = listen()
    say('One.')
    await monitor.pass(1000)
    say('Two.')
    say('Three.')
    await monitor.pass(GAP - 1001)
    expect(heard()).toEqual(['One.'])
    await monitor.pass(1)
    expect(heard()).toEqual(['One.', 'Three.'])
  })

  it('replies in the document that is left when the announcer of another one leaves', async () => {
    const monitor = stagedMonitor(healthy)
    const frame = document.body.appendChild(document.createElement('iframe'))
    const inside = frame.contentDocument as Document
    const ui = (popup: boolean) => (
      <>
        <ConnectionAnnouncer />
        {popup && createPortal(<ConnectionAnnouncer />, inside.body)}
        <Says text="Copied." />
      </>
    )
    const { rerender } = renderKit(ui(true), monitor)
    const heard = listen()
    rerender(ui(false))
    say('Copied.')
    await monitor.pass(MOMENT)
    expect(heard()).toEqual(['Copied.'])
    frame.remove()
  })

  it('says the same words again when they are said anew', async () => {
    const monitor = stagedMonitor(healthy)
    renderSaying(monitor, 'Copied.')
    say('Copied.')
    expect(part('announcer').textContent).toBe('Copied.')
    await monitor.pass(GAP)
    expect(part('announcer').textContent).toBe('')
    say('Copied.')
    expect(part('announcer').textContent).toBe('Copied.')
  })

  it('says the same reply again while the first is still there, with silence in between', async () => {
    const monitor = stagedMonitor(healthy)
    renderSaying(monitor, 'Copied.')
    const heard = listen()
    say('Copied.')
    await monitor.pass(1000)
    say('Copied.')
    await monitor.pass(GAP - 1000 - 1)
    expect(part('announcer').textContent).toBe('')
    await monitor.pass(1)
    expect(heard()).toEqual(['Copied.', 'Copied.'])
  })

  it('says on the next page what had to wait on the one before it, in its turn', async () => {
    const monitor = stagedMonitor(healthy)
    const pageOf = (key: string) => (
      <div key={key}>
        <DegradedBanner minShow={0} />
        <Says text="Saved." />
      </div>
    )
    const { rerender } = renderKit(pageOf('page 1'), monitor)
    const heard = listen()
    say('Saved.')
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY)
    monitor.show(healthy)
    await monitor.pass(1000)
    rerender(pageOf('page 2'))
    expect(part('announcer').textContent).toBe('')
    await monitor.pass(GAP - SHOW_DELAY - 1000 - 1)
    expect(heard()).toEqual(['Saved.'])
    await monitor.pass(1)
    expect(heard()).toEqual(['Saved.', 'Everything works again.'])
  })

  it('says a reply that had to wait on the next page, unless that comes too late', async () => {
    const monitor = stagedMonitor(healthy)
    const pageOf = (key: string) => (
      <div key={key}>
        <ConnectionAnnouncer />
        <Says text="One." />
        <Says text="Two." />
      </div>
    )
    const { rerender } = renderKit(pageOf('page 1'), monitor)
    const heard = listen()
    for (const [key, absence] of [
      ['page 2', 1000],
      ['page 3', GAP],
    ] as const) {
      say('One.')
      await monitor.pass(1000)
      say('Two.')
      rerender(<p />)
      await monitor.pass(absence)
      rerender(pageOf(key))
      await monitor.pass(GAP - 1000)
      await monitor.pass(2 * GAP)
    }
    expect(heard()).toEqual(['One.', 'Two.', 'One.'])
  })

  it('says a reply once the dialog that shut the page off is closed, unless that is late', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      [<ConnectionAnnouncer key="" />, <Says key="One." text="One." />, <dialog key="dialog" />],
      monitor,
    )
    const heard = listen()
    const dialog = document.querySelector('dialog')
    for (const absence of [1000, 10_000]) {
      dialog?.showModal()
      fireEvent.click(screen.getByText('One.'))
      await monitor.pass(absence - 1)
      dialog?.close()
      await monitor.pass(1)
      await monitor.pass(60_000)
    }
    expect(heard()).toEqual(['One.'])
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('tells of maintenance although a reply comes after it', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <MaintenanceBanner />
        <Says text="One." />
        <Says text="Two." />
      </>,
      monitor,
    )
    const heard = listen()
    say('One.')
    const startsAt = monitor.clock.wallNow() + 60_000
    monitor.show({ report: { maintenance: [{ id: 'soon', title: 'Soon', startsAt, components: [] }] } })
    await monitor.pass(0)
    say('Two.')
    await monitor.pass(GAP)
    expect(heard()).toEqual(['One.', expect.stringContaining('Maintenance is planned for')])
    expect(heard()[1]).toContain('Two.')
  })

  it('tells of trouble although other news comes after it', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <ConnectionAnnouncer />
        <MaintenanceBanner />
        <Says text="One." />
      </>,
      monitor,
    )
    monitor.show(searchDown)
    await monitor.pass(SHOW_DELAY - 1)
    say('One.')
    await monitor.pass(1)
    const startsAt = monitor.clock.wallNow() - 60_000
    monitor.show({ report: { maintenance: [{ id: 'now', title: 'Now', startsAt, components: [] }] } })
    await monitor.pass(GAP - 1)
    expect(part('announcer').textContent).toContain('Affected: search.')
    expect(part('announcer').textContent).toContain('Maintenance is under way.')
  })

  it('keeps news of the service before a reply that comes later', async () => {
    const monitor = stagedMonitor(healthy)
    renderSaying(monitor, 'One.', 'Two.')
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY - 1)
    say('One.')
    await monitor.pass(1000)
    say('Two.')
    const heard = listen()
    await monitor.pass(GAP)
    expect(heard()).toEqual([expect.stringContaining('We can’t reach the server.')])
  })

  it('says nothing later of what was said where no announcer was', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<Says text="One." />, monitor)
    say('One.')
    rerender(<ConnectionAnnouncer />)
    await monitor.pass(60_000)
    expect(part('announcer').textContent).toBe('')
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('leaves no timer behind when its last announcer leaves', async () => {
    const monitor = stagedMonitor(healthy)
    const { unmount } = renderSaying(monitor, 'One.')
    say('One.')
    expect(monitor.clock.pendingTimers).toBe(1)
    unmount()
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('is quiet about trouble that somebody else tells of, and speaks once they stop', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    const heard = listen()
    const speakUp = [incidentWatch(monitor).hush(), incidentWatch(monitor).hush()]
    monitor.show(unreachable)
    await monitor.pass(60_000)
    expect(heard()).toEqual([])
    expect(part('banner').hidden).toBe(true)
    act(() => speakUp[0]?.())
    expect(part('banner').hidden).toBe(true)
    act(() => speakUp[1]?.())
    expect(part('banner').hidden).toBe(false)
    expect(heard()).toEqual([expect.stringContaining('We can’t reach the server.')])
  })

  it('takes back what it tells when somebody else comes to tell of it, and has no good news then', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<DegradedBanner />, monitor)
    monitor.show(unreachable)
    await monitor.pass(SHOW_DELAY)
    await monitor.pass(GAP)
    const heard = listen()
    let speakUp = () => {}
    act(() => {
      speakUp = incidentWatch(monitor).hush()
    })
    expect(part('banner').hidden).toBe(true)
    monitor.show(healthy)
    act(() => speakUp())
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(true)
    expect(heard()).toEqual([])
  })
})
