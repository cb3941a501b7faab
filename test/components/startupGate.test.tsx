import { act, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import type { ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import '../../src/styles/index.css'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Startup from '../../src/components/startup/parts.js'
import { StartupGate } from '../../src/components/startup/StartupGate.js'
import { useStartup } from '../../src/components/startup/useStartup.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { startupWords } from '../../src/words/en.js'
import { complaints, listen, part, parts, renderKit } from './renderKit.js'
import {
  healthy,
  offline,
  readOnly,
  searchDown,
  signedOut,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'

const gate = (
  <StartupGate>
    <input aria-label="Order" />
  </StartupGate>
)

const text = () => part('startup-message').textContent
const isSeen = () => part('startup-message').checkVisibility({ visibilityProperty: true })
const phase = () => part('startup').dataset['phase']
const isOpen = () => screen.queryByLabelText('Order') !== null
const spoken = () => part('announcer').textContent

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a StartupGate', () => {
  it('shows nothing at first, then a spinner, then that the server wakes up (U17) (U12)', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    await monitor.pass(399)
    expect(isSeen()).toBe(false)
    expect(part('startup').getAttribute('aria-busy')).toBe('true')
    await monitor.pass(1)
    expect(isSeen()).toBe(true)
    expect(text()).toContain(startupWords.connecting)
    await monitor.pass(2600)
    expect(text()).toContain(startupWords.waking.title)
    expect(text()).toContain(startupWords.waking.detail)
    expect(parts('startup-elapsed')).toEqual([])
    expect(isOpen()).toBe(false)
  })

  it('offers a way out after 20 s, with the time that has passed, and says after 90 s that it has failed (U17)', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    await monitor.pass(19_999)
    expect(screen.queryByRole('button')).toBeNull()
    await monitor.pass(5001)
    expect(part('startup-elapsed').textContent).toBe('Waiting for 25 sec')
    expect(part('startup-elapsed').getAttribute('role')).toBe('timer')
    expect(screen.getAllByRole('button')).toHaveLength(2)
    await monitor.pass(65_000)
    expect(text()).toContain(startupWords.failed.title)
    expect(screen.getAllByRole('button')).toHaveLength(2)
    // What is busy may be left out by screen readers, and there is something to press.
    expect(part('startup').hasAttribute('aria-busy')).toBe(false)
  })

  it.each([380, 420, 5000, 100_000])(
    'opens at once when the server answers after %i ms, and is no longer busy (U17)',
    async (ms) => {
      const monitor = stagedMonitor()
      renderKit(gate, monitor)
      await monitor.pass(ms)
      monitor.show(healthy)
      expect(isOpen()).toBe(true)
      expect(parts('startup-message')).toEqual([])
      expect(part('startup').hasAttribute('aria-busy')).toBe(false)
    },
  )

  it.each<[string, SnapshotSketch]>([
    ['some trouble', searchDown],
    ['read-only', readOnly],
    ['a login', signedOut],
    ['what another tab has heard', { ...healthy, source: 'shared' }],
  ])('takes %s for an answer: banners tell of trouble', (_, state) => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    monitor.show(state)
    expect(isOpen()).toBe(true)
  })

  it.each<[string, SnapshotSketch]>([
    ['a failure', unreachable],
    ['being offline', offline],
    ['a server that isn’t ready', { ...unreachable, cause: 'not-ready' }],
    ['a restored report', { ...healthy, source: 'restored' }],
  ])('takes %s for none', (_, state) => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    monitor.show(state)
    expect(isOpen()).toBe(false)
  })

  it('never closes again: not in later trouble, on another page, or for another monitor (U17)', async () => {
    const monitor = stagedMonitor()
    const { rerender, unmount } = renderKit(gate, monitor)
    monitor.show(healthy)
    const order = screen.getByLabelText('Order')
    monitor.show(unreachable)
    await monitor.forget()
    rerender(gate)
    expect(screen.getByLabelText('Order')).toBe(order)
    unmount()
    const page = renderKit(gate, monitor)
    expect(isOpen()).toBe(true)
    page.unmount()

    const other = stagedMonitor()
    const app = (current: typeof monitor) => <ApiStatusProvider monitor={current}>{gate}</ApiStatusProvider>
    const nested = renderKit(app(monitor), monitor)
    const kept = screen.getByLabelText('Order')
    nested.rerender(app(other))
    expect(screen.getByLabelText('Order')).toBe(kept)
  })

  it('goes on with the wait on the next page: a choice that was given is not taken back (U17)', async () => {
    const monitor = stagedMonitor(unreachable)
    const { rerender } = renderKit(<StartupGate key="one" />, monitor)
    await monitor.pass(21_000)
    expect(parts('startup-skip')).toHaveLength(1)
    rerender(<StartupGate key="two" />)
    expect(parts('startup-skip')).toHaveLength(1)
    rerender(<p>A page without a gate</p>)
    await monitor.pass(4000)
    rerender(<StartupGate key="three" />)
    await monitor.pass(0)
    expect(part('startup-elapsed').textContent).toBe('Waiting for 25 sec')
  })

  it('goes on with the wait for another monitor: the button that people are on stays (U9) (U17)', async () => {
    const former = stagedMonitor(unreachable)
    const next = stagedMonitor(unreachable, {}, former.clock)
    const app = (monitor: typeof former) => (
      <ApiStatusProvider monitor={monitor}>
        <StartupGate>
          <input aria-label="Order" />
        </StartupGate>
      </ApiStatusProvider>
    )
    const { rerender } = render(app(former))
    await former.pass(21_000)
    const skip = part('startup-skip')
    skip.focus()
    rerender(app(next))
    expect(document.activeElement).toBe(skip)
    await next.pass(4000)
    expect(part('startup-elapsed').textContent).toBe('Waiting for 25 sec')
    await userEvent.keyboard('{Enter}')
    expect(isOpen()).toBe(true)
  })

  it('mounts its children once, and not before it opens', async () => {
    let mounts = 0
    function App(): ReactElement {
      useEffect(() => {
        mounts++
      }, [])
      return <p>App</p>
    }
    const monitor = stagedMonitor()
    renderKit(
      <StartupGate>
        <App />
      </StartupGate>,
      monitor,
    )
    await monitor.pass(5000)
    expect(mounts).toBe(0)
    monitor.show(healthy)
    const mountsAtFirst = mounts
    monitor.show(unreachable)
    monitor.show(healthy)
    expect(mountsAtFirst).toBeGreaterThan(0)
    expect(mounts).toBe(mountsAtFirst)
  })

  it('says of a device that is offline what is the matter, and lets people go on right away (U12)', async () => {
    const monitor = stagedMonitor(offline)
    renderKit(gate, monitor)
    await monitor.pass(400)
    expect(text()).toContain(startupWords.offline.title)
    expect(screen.getAllByRole('button')).toHaveLength(2)
    monitor.show({ ...offline, cause: 'captive-portal' })
    expect(text()).toContain(startupWords.portal.title)
    // The choice stays, since somebody may just be pressing a button.
    monitor.show(unreachable)
    expect(phase()).toBe('slow')
    expect(screen.getAllByRole('button')).toHaveLength(2)
  })

  it('takes no server for asleep that answers with an error, nor says that it has not answered (U12)', async () => {
    const monitor = stagedMonitor({ ...unreachable, cause: 'server-error', httpStatus: 500 })
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    expect(text()).toBe('The server has a problem. ')
    await monitor.pass(60_000)
    expect(text()).toContain('The server isn’t ready.')
  })

  it('keeps to a timing of one’s own, and refuses one that is none', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <StartupGate quietFor={0} wakingAfter={10} slowAfter={20} giveUpAfter={30}>
        App
      </StartupGate>,
      monitor,
    )
    const phases = [phase()]
    for (let tens = 0; tens < 3; tens++) {
      await monitor.pass(10)
      phases.push(phase())
    }
    expect(phases).toEqual(['connecting', 'waking', 'slow', 'failed'])

    vi.spyOn(console, 'error').mockImplementation(() => {})
    const [complaint] = complaints(() => renderKit(<StartupGate slowAfter={NaN} />, stagedMonitor()))
    expect(complaint).toMatch(/expected `slowAfter` in milliseconds, got NaN/)
  })
})

describe('a StartupGate for those who use the keyboard', () => {
  it('tries again, keeps the focus meanwhile, and says that there is still no answer (U10) (U22)', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    await userEvent.tab()
    const retry = part('startup-retry')
    expect(document.activeElement).toBe(retry)
    await userEvent.keyboard('{Enter}')
    expect(monitor.checks).toBe(1)
    expect(retry.textContent).toBe(startupWords.retrying)
    expect(retry.getAttribute('aria-disabled')).toBe('true')
    await userEvent.keyboard('{Enter}')
    expect(monitor.checks).toBe(1)
    await monitor.endCheck()
    expect(retry.textContent).toBe(startupWords.retry)
    expect(document.activeElement).toBe(retry)
    expect(spoken()).toBe(startupWords.noAnswer)
  })

  it('says nothing of a try that was answered', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    await monitor.pass(10_000)
    await userEvent.click(part('startup-retry'))
    monitor.show(healthy)
    await monitor.endCheck()
    await monitor.pass(5000)
    expect(spoken()).not.toBe(startupWords.noAnswer)
  })

  it('goes on without the server, with focus on the app rather than nowhere (U9) (U17)', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    await userEvent.tab()
    await userEvent.tab()
    expect(document.activeElement).toBe(part('startup-skip'))
    await userEvent.keyboard(' ')
    expect(isOpen()).toBe(true)
    expect(document.activeElement).toBe(part('startup'))
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByLabelText('Order'))
  })

  it('leaves focus where the app puts it, and takes it from nobody', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <>
        <button type="button">Menu</button>
        {gate}
      </>,
      monitor,
    )
    await monitor.pass(30_000)
    screen.getByText('Menu').focus()
    monitor.show(healthy)
    expect(document.activeElement).toBe(screen.getByText('Menu'))
    expect(part('startup').hasAttribute('tabindex')).toBe(false)
  })
})

describe('a StartupGate that has handed its focus to the app', () => {
  it('can’t have it any more once people have moved on (U9)', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    part('startup-skip').focus()
    await userEvent.keyboard('{Enter}')
    expect(document.activeElement).toBe(part('startup'))
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByLabelText('Order'))
    expect(part('startup').hasAttribute('tabindex')).toBe(false)
  })
})

describe('a StartupGate that nobody has touched', () => {
  it('takes no focus when it opens (U9)', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    await monitor.pass(30_000)
    monitor.show(healthy)
    expect(document.activeElement).toBe(document.body)
  })
})

describe('a StartupGate for those who listen', () => {
  it('says once that the server wakes up, once that it has failed, and that it is over (U17) (U7)', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(
      <>
        <DegradedBanner />
        {gate}
        <StartupGate>Another part</StartupGate>
      </>,
      monitor,
    )
    const heard = listen()
    // In steps, since React writes once for each.
    for (let seconds = 0; seconds < 120; seconds++) await monitor.pass(1000)
    monitor.show(healthy)
    await monitor.pass(10_000)
    expect(heard()).toEqual([
      `${startupWords.waking.title} ${startupWords.waking.detail}`,
      `${startupWords.failed.title} ${startupWords.failed.detail}`,
      startupWords.ready,
    ])
  })

  it('says once that the device is offline, and once that it is back, however often (U7)', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    const heard = listen()
    await monitor.pass(500)
    for (let turn = 0; turn < 3; turn++) {
      for (const found of [offline, unreachable]) {
        monitor.show(found)
        await monitor.pass(6000)
        await monitor.pass(6000)
      }
    }
    expect(heard()).toEqual([
      `${startupWords.offline.title} ${startupWords.offline.detail}`,
      `${startupWords.waking.title} ${startupWords.waking.detail}`,
    ])
  })

  it('says nothing of a start that is quick (U6)', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    await monitor.pass(2000)
    monitor.show(healthy)
    await monitor.pass(0)
    expect(spoken()).toBe('')
  })
})

describe('a StartupGate beside a banner', () => {
  it('is the one message while it is closed; who goes on without the server is told of the trouble (U15)', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(
      <>
        <DegradedBanner />
        {gate}
      </>,
      monitor,
    )
    await monitor.pass(60_000)
    expect(part('banner').hidden).toBe(true)
    await userEvent.click(part('startup-skip'))
    await monitor.pass(0)
    expect(part('banner').hidden).toBe(false)
  })
})

describe('a StartupGate in a tab that was opened in the background', () => {
  it('counts from the first look', async () => {
    // A document that is in no window is a hidden one.
    const page = document.implementation.createHTMLDocument()
    const monitor = stagedMonitor()
    render(<ApiStatusProvider monitor={monitor}>{gate}</ApiStatusProvider>, { container: page.body })
    const phaseThere = () => page.querySelector<HTMLElement>('[data-phase]')?.dataset['phase']
    await monitor.pass(120_000)
    expect(phaseThere()).toBe('failed')
    act(() => void page.dispatchEvent(new Event('visibilitychange')))
    expect(phaseThere()).toBe('quiet')
    await monitor.pass(3000)
    expect(phaseThere()).toBe('waking')
  })
})

describe('a StartupGate in HTML from a server', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  async function hydrated(onServer: SnapshotSketch, inBrowser: SnapshotSketch) {
    const app = (state: SnapshotSketch) => {
      const monitor = stagedMonitor(state)
      return { monitor, ui: <ApiStatusProvider monitor={monitor}>{gate}</ApiStatusProvider> }
    }
    const consoleError = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn()
    document.body.innerHTML = `<div id="root">${renderToString(app(onServer).ui)}</div>`
    const html = document.body.innerHTML
    const { monitor, ui } = app(onServer)
    monitor.show(inBrowser)
    const root = await act(() =>
      hydrateRoot(document.querySelector('#root') as HTMLElement, ui, { onRecoverableError }),
    )
    expect(consoleError).not.toHaveBeenCalled()
    expect(onRecoverableError).not.toHaveBeenCalled()
    return { html, end: () => act(() => root.unmount()) }
  }

  it('waits in words, without a style attribute, and hydrates without one where the browser knows more (U26)', async () => {
    const { html, end } = await hydrated({}, healthy)
    expect(html).toContain(startupWords.connecting)
    expect(html).not.toMatch(/\sstyle=|<style/)
    expect(isOpen()).toBe(true)
    end()
  })

  it('is open at once with a report that the page came with, also a bad one (U26) (U17)', async () => {
    for (const [onServer, inBrowser] of [
      [{ ...healthy, source: 'restored' }, unreachable],
      [{ ...searchDown, source: 'restored' }, {}],
    ] as const) {
      const { html, end } = await hydrated(onServer, inBrowser)
      expect(html).toContain('aria-label="Order"')
      expect(html).not.toContain('aria-busy')
      expect(isOpen()).toBe(true)
      end()
      vi.restoreAllMocks()
    }
  })
})

describe('the message of a start', () => {
  const reset = document.createElement('style')
  reset.textContent = '@layer base { [hidden] { display: none !important } }'

  afterEach(() => {
    reset.remove()
  })

  it('is unseen and unheard at first, and keeps its place under a reset that hides all that is hidden', async () => {
    document.head.append(reset)
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    const { height } = part('startup-message').getBoundingClientRect()
    expect(height).toBeGreaterThan(0)
    expect(isSeen()).toBe(false)
    await monitor.pass(500)
    expect(isSeen()).toBe(true)
    expect(part('startup-message').getBoundingClientRect().height).toBe(height)
  })

  it('has the shape of a failure once the start has failed, also while a check is under way', async () => {
    const monitor = stagedMonitor()
    renderKit(gate, monitor)
    await monitor.pass(100_000)
    const shape = () => {
      const { backgroundImage, backgroundColor, clipPath } = getComputedStyle(
        part('startup-message'),
        '::before',
      )
      return { backgroundImage, backgroundColor, clipPath }
    }
    const whileChecking = shape()
    monitor.show(unreachable)
    expect(whileChecking).toEqual(shape())
    expect(whileChecking.clipPath).toContain('polygon')
  })
})

describe('the parts of a start', () => {
  it('make a wait of one’s own', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <Startup.Root fallback={<Startup.Message>Brewing coffee</Startup.Message>}>
        <input aria-label="Order" />
      </Startup.Root>,
      monitor,
    )
    await monitor.pass(30_000)
    expect(text()).toBe('Brewing coffee')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('say where they belong', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { Root: _, ...partsWithin } = Startup
    for (const [name, StartupPart] of Object.entries(partsWithin)) {
      expect(complaints(() => renderKit(<StartupPart />, stagedMonitor()))).toContain(
        `react-api-status: <Startup.${name}> has no wait to show. Put it into the fallback of <Startup.Root>.`,
      )
    }
  })
})

describe('useStartup', () => {
  it('gives the phase, when the wait began, and the way out (U17)', async () => {
    function Wait(): ReactElement {
      const startup = useStartup()
      return startup.phase === 'open' ? (
        <p>{`open: ${startup.reason}`}</p>
      ) : (
        <button type="button" onClick={startup.skip}>{`${startup.phase} since ${startup.startedAt}`}</button>
      )
    }
    const monitor = stagedMonitor()
    const { container } = renderKit(<Wait />, monitor)
    expect(container.textContent).toBe('quiet since null')
    const startedAt = monitor.clock.wallNow()
    await monitor.pass(500)
    expect(container.textContent).toBe(`connecting since ${startedAt}`)
    await userEvent.click(screen.getByRole('button'))
    expect(container.textContent).toBe('open: skipped')
    expect(monitor.clock.pendingTimers).toBe(0)
  })
})
