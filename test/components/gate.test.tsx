import { screen } from '@testing-library/react'
import { Profiler, StrictMode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FeatureGate } from '../../src/components/gate/FeatureGate.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import * as Gate from '../../src/components/gate/parts.js'
import { ReadOnlyGate } from '../../src/components/gate/ReadOnlyGate.js'
import styles from '../../src/styles/gate.css?raw'
import { StartupGate } from '../../src/components/startup/StartupGate.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import { complaints, part, parts, renderKit } from './renderKit.js'
import {
  healthy,
  offline,
  readOnly,
  searchDown,
  SHOW_DELAY,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'
import type { StagedMonitor } from './stagedMonitor.js'

const form = (
  <form>
    <input aria-label="Note" />
    <input aria-label="Amount" />
  </form>
)

/** Shows a state for so long that it is no blip. */
async function showLasting(monitor: StagedMonitor, state: SnapshotSketch): Promise<void> {
  monitor.show(state)
  await monitor.pass(SHOW_DELAY)
}

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

  it('keeps what was typed, hidden and inert behind the fallback (U16)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <StrictMode>
        <OfflineGate fallback="Offline.">{form}</OfflineGate>
      </StrictMode>,
      monitor,
    )
    const note = screen.getByLabelText<HTMLInputElement>('Note')
    await page.elementLocator(note).fill('Two boxes')
    await showLasting(monitor, offline)
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

  it('takes focus along to the fallback, and back to where it was (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate fallback="Offline.">{form}</OfflineGate>, monitor)
    screen.getByLabelText('Amount').focus()
    await showLasting(monitor, offline)
    expect(document.activeElement).toBe(part('gate-front'))
    monitor.show(healthy)
    expect(document.activeElement).toBe(screen.getByLabelText('Amount'))
  })

  it('leaves focus alone that is elsewhere', async () => {
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
    await showLasting(monitor, offline)
    expect(document.activeElement).toBe(menu)
    monitor.show(healthy)
    expect(document.activeElement).toBe(menu)

    screen.getByLabelText('Note').focus()
    await showLasting(monitor, offline)
    menu.focus()
    monitor.show(healthy)
    expect(document.activeElement).toBe(menu)
  })

  it('takes nobody back who has pressed elsewhere on the page meanwhile (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <OfflineGate fallback="Offline.">{form}</OfflineGate>
        <p>Elsewhere</p>
      </>,
      monitor,
    )
    screen.getByLabelText('Note').focus()
    await showLasting(monitor, offline)
    await userEvent.click(page.elementLocator(screen.getByText('Offline.')))
    monitor.show(healthy)
    expect(document.activeElement).toBe(screen.getByLabelText('Note'))

    await showLasting(monitor, offline)
    await userEvent.click(page.elementLocator(screen.getByText('Elsewhere')))
    monitor.show(healthy)
    expect(document.activeElement).toBe(document.body)
  })

  it('minds focus in a shadow, too, where the app may be as a whole (U9)', async () => {
    const host = document.body.appendChild(document.createElement('div'))
    const shadow = host.attachShadow({ mode: 'open' })
    const container = shadow.appendChild(document.createElement('div'))
    const menu = document.body.appendChild(document.createElement('button'))
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate fallback="Offline.">{form}</OfflineGate>, monitor, { container })
    const note = shadow.querySelector('input')
    note?.focus()
    await showLasting(monitor, offline)
    const front = shadow.querySelector<HTMLElement>('[data-api-status=gate-front]')
    expect(shadow.activeElement).toBe(front)
    front?.click()
    monitor.show(healthy)
    expect(shadow.activeElement).toBe(note)

    await showLasting(monitor, offline)
    menu.focus()
    monitor.show(healthy)
    expect(document.activeElement).toBe(menu)
    host.remove()
    menu.remove()
  })

  it('moves focus without moving the page', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <OfflineGate fallback="Offline.">{form}</OfflineGate>
        <svg height={5000} />
      </>,
      monitor,
    )
    screen.getByLabelText('Note').focus()
    window.scrollTo(0, 2000)
    await showLasting(monitor, offline)
    expect(document.activeElement).toBe(part('gate-front'))
    expect(window.scrollY).toBeGreaterThan(1000)
    monitor.show(healthy)
    expect(document.activeElement).toBe(screen.getByLabelText('Note'))
    expect(window.scrollY).toBeGreaterThan(1000)
  })

  it('keeps focus in front of a field that can’t have it back, and tries that once (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate fallback="Offline.">{form}</OfflineGate>, monitor)
    const amount = screen.getByLabelText<HTMLInputElement>('Amount')
    amount.focus()
    await showLasting(monitor, offline)
    amount.disabled = true
    monitor.show(healthy)
    expect(document.activeElement).toBe(part('gate-front'))

    part('gate-front').blur()
    amount.disabled = false
    await showLasting(monitor, offline)
    monitor.show(healthy)
    expect(document.activeElement).toBe(document.body)
  })

  it('never closes on a state that was only restored, and does on one that another tab found', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(
      <OfflineGate when={['unhealthy']} fallback="Closed.">
        {form}
      </OfflineGate>,
      monitor,
    )
    await showLasting(monitor, { ...unreachable, source: 'restored' })
    expect(part('gate').hasAttribute('data-closed')).toBe(false)
    await showLasting(monitor, { ...unreachable, source: 'shared' })
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    monitor.show({ ...unreachable, source: 'live', isStale: true })
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
  })
})

describe.each([
  ['an OfflineGate', <OfflineGate key="" fallback="Closed." />, offline],
  ['a FeatureGate', <FeatureGate key="" needs="search" fallback="Closed." />, searchDown],
])('%s', (_, gate, trouble) => {
  const isClosed = () => part('gate').hasAttribute('data-closed')

  it('closes when trouble has lasted, not at a blip, and opens at once (U6)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(gate, monitor)
    for (let blip = 1; blip <= 2; blip++) {
      monitor.show(trouble)
      await monitor.pass(SHOW_DELAY - 1)
      expect(isClosed()).toBe(false)
      monitor.show(healthy)
      await monitor.pass(SHOW_DELAY)
      expect(isClosed()).toBe(false)
    }
    monitor.show(trouble)
    await monitor.pass(SHOW_DELAY)
    expect(isClosed()).toBe(true)
    monitor.show(healthy)
    expect(isClosed()).toBe(false)
  })

  it('is closed from the first on where the trouble was there before', async () => {
    const monitor = stagedMonitor(trouble)
    renderKit(gate, monitor)
    expect(isClosed()).toBe(true)
    await monitor.pass(SHOW_DELAY)
    expect(isClosed()).toBe(true)
  })

  it('leaves no timer behind', async () => {
    const monitor = stagedMonitor(healthy)
    const { unmount } = renderKit(gate, monitor)
    monitor.show(trouble)
    unmount()
    expect(monitor.clock.pendingTimers).toBe(0)
  })
})

describe('an OfflineGate without a fallback', () => {
  it('leaves its children usable, under a notice (U16)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<OfflineGate>{form}</OfflineGate>, monitor)
    const note = screen.getByLabelText<HTMLInputElement>('Note')
    note.focus()
    await showLasting(monitor, offline)
    expect(part('gate').hasAttribute('data-closed')).toBe(true)
    expect(part('gate-notice').textContent).toContain('You are offline.')
    expect(document.activeElement).toBe(note)
    await page.elementLocator(note).fill('Still here')
    expect(note.value).toBe('Still here')
    monitor.show(healthy)
    expect(parts('gate-notice')).toEqual([])
  })
})

describe('the fields of a gate', () => {
  it('are described by what stands in front, also under an id of its own', () => {
    const ui = (id?: string) => (
      <Gate.Root isClosed>
        <Gate.Front id={id}>Why</Gate.Front>
        <Gate.Fields />
      </Gate.Root>
    )
    const { rerender } = renderKit(ui('mine'), stagedMonitor(healthy))
    expect(part('gate-fields').getAttribute('aria-describedby')).toBe('mine')
    rerender(ui())
    expect(part('gate-front').id).not.toBe('')
    expect(part('gate-fields').getAttribute('aria-describedby')).toBe(part('gate-front').id)
  })
})

describe('a gate with nothing as its fallback', () => {
  it.each([
    [
      'OfflineGate',
      <OfflineGate key="" fallback={null}>
        Content
      </OfflineGate>,
      offline,
    ],
    [
      'FeatureGate',
      <FeatureGate key="" needs="search" fallback={null}>
        Content
      </FeatureGate>,
      searchDown,
    ],
    [
      'ReadOnlyGate',
      <ReadOnlyGate key="" fallback={null}>
        Content
      </ReadOnlyGate>,
      readOnly,
    ],
  ])('just takes its children away: %s', (_, gate, trouble) => {
    renderKit(gate, stagedMonitor(trouble))
    expect(part('gate').innerText.trim()).toBe('')
    expect(parts('gate-notice')).toEqual([])
  })
})

describe('gates inside each other', () => {
  const both = { ...searchDown, report: { ...searchDown.report, readOnly: true } }

  function renderNested() {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <FeatureGate needs="search" fallback="No search.">
        <ReadOnlyGate fallback="Read only.">
          <OfflineGate fallback="Offline.">{form}</OfflineGate>
        </ReadOnlyGate>
      </FeatureGate>,
      monitor,
    )
    return { monitor, note: screen.getByLabelText<HTMLInputElement>('Note') }
  }

  const fronts = () => parts('gate-front')

  it('each close for their own reason, and the children outlive all of them (U16)', async () => {
    const { monitor, note } = renderNested()
    await page.elementLocator(note).fill('Two boxes')
    for (const [state, shown] of [
      [offline, 'Offline.'],
      [readOnly, 'Read only.'],
      [both, 'No search.'],
    ] as const) {
      monitor.show(healthy)
      expect(note.checkVisibility()).toBe(true)
      await showLasting(monitor, state)
      expect(note.checkVisibility()).toBe(false)
      expect(screen.getByText(shown).checkVisibility()).toBe(true)
    }
    monitor.show(healthy)
    expect(screen.getByLabelText('Note')).toBe(note)
    expect(note.value).toBe('Two boxes')
  })

  it('take focus to the outermost that closes, and back through all that open at once (U9)', async () => {
    const { monitor, note } = renderNested()
    note.focus()
    await showLasting(monitor, both)
    expect(document.activeElement).toBe(fronts()[0])
    monitor.show(healthy)
    expect(document.activeElement).toBe(note)
  })

  it('give focus back where one closed after the other, in whatever order they open (U9)', async () => {
    const { monitor, note } = renderNested()
    note.focus()
    await showLasting(monitor, readOnly)
    expect(document.activeElement).toBe(fronts()[1])
    await showLasting(monitor, both)
    expect(document.activeElement).toBe(fronts()[0])
    monitor.show(healthy)
    expect(document.activeElement).toBe(note)

    await showLasting(monitor, both)
    await showLasting(monitor, readOnly)
    monitor.show(healthy)
    expect(document.activeElement).toBe(note)
  })
})

describe('a poll that changes nothing', () => {
  it.each([
    ['FeatureGate', <FeatureGate key="" needs="search" />],
    ['ReadOnlyGate', <ReadOnlyGate key="" />],
    ['StartupGate', <StartupGate key="" />],
  ])('does not render a %s again', async (_, gate) => {
    let renders = 0
    const monitor = stagedMonitor(healthy)
    renderKit(
      <Profiler id="gate" onRender={() => renders++}>
        {gate}
      </Profiler>,
      monitor,
    )
    await monitor.pass(0)
    renders = 0
    for (let poll = 1; poll <= 10; poll++) {
      monitor.poll({ lastChecked: poll, nextCheckAt: poll + 30_000, reportAt: poll, latencyMs: poll })
    }
    expect(renders).toBe(0)
    monitor.show(searchDown)
    expect(renders).toBeGreaterThan(0)
  })
})

describe('a gate in the layout of a page', () => {
  const stylesheet = new CSSStyleSheet()
  stylesheet.replaceSync(styles)

  afterEach(() => {
    document.adoptedStyleSheets = []
  })

  it('takes no room of its own: its children are laid out by whatever has laid out the gate', () => {
    document.adoptedStyleSheets = [stylesheet]
    const monitor = stagedMonitor(healthy)
    const boxes = ['One', 'Two'].map((name) => (
      <button key={name} type="button">
        {name}
      </button>
    ))
    const row = { display: 'flex', gap: 20 } as const
    const { rerender } = renderKit(<div style={row}>{boxes}</div>, monitor)
    const places = () => ['One', 'Two'].map((name) => screen.getByText(name).getBoundingClientRect().left)
    const before = places()
    for (const AnyGate of [OfflineGate, ReadOnlyGate]) {
      rerender(<AnyGate style={row}>{boxes}</AnyGate>)
      expect(places()).toEqual(before)
    }
  })
})

describe('the parts of a gate', () => {
  it('make a gate of one’s own: hidden content or fields that are only disabled', () => {
    const app = (isClosed: boolean) => (
      <Gate.Root isClosed={isClosed}>
        <Gate.Front>
          <Gate.Notice>Not on this plan.</Gate.Notice>
        </Gate.Front>
        <Gate.Content>{form}</Gate.Content>
        <Gate.Fields>
          <input aria-label="Name" />
        </Gate.Fields>
      </Gate.Root>
    )
    const { rerender } = renderKit(app(false), stagedMonitor(healthy))
    expect(part('gate-front').textContent).toBe('')
    expect(screen.getByLabelText('Note').checkVisibility()).toBe(true)
    expect(screen.getByLabelText('Name').matches(':enabled')).toBe(true)

    rerender(app(true))
    expect(part('gate-front').textContent).toBe('Not on this plan.')
    expect(screen.getByLabelText('Note').checkVisibility()).toBe(false)
    expect(screen.getByLabelText('Name').checkVisibility()).toBe(true)
    expect(screen.getByLabelText('Name').matches(':disabled')).toBe(true)
  })

  it('say where they belong', () => {
    const { Root: _, ...partsWithin } = Gate
    for (const [name, GatePart] of Object.entries(partsWithin)) {
      expect(complaints(() => renderKit(<GatePart />, stagedMonitor()))).toContain(
        `react-api-status: <Gate.${name}> has nothing to go by here. Put it inside <Gate.Root>.`,
      )
    }
  })
})
