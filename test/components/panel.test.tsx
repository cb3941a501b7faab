import { act } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import * as Panel from '../../src/components/panel/parts.js'
import { StatusPanel } from '../../src/components/panel/StatusPanel.js'
import { WordsProvider } from '../../src/components/WordsProvider.js'
import type { MaintenanceWindow } from '../../src/health/report.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { de } from '../../src/words/de.js'
import '../../src/styles/index.css'
import { listen, part, parts, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

const HOUR = 3_600_000
/** When the clock of a staged monitor begins. */
const START = Date.UTC(2026, 0, 1)

const window = (id: string, startsIn: number, endsIn?: number): MaintenanceWindow => ({
  id,
  title: `Window ${id}`,
  startsAt: START + startsIn,
  endsAt: endsIn === undefined ? undefined : START + endsIn,
  components: [],
})
const withMaintenance = (...maintenance: MaintenanceWindow[]) => ({ ...healthy, report: { maintenance } })

/** The same in words, without the unusual spaces that Intl writes. */
const textOf = (node: Element | null | undefined) => node?.textContent.replaceAll(/\s+/g, ' ') ?? ''

afterEach(() => {
  document.body.removeAttribute('style')
})

describe('a StatusPanel', () => {
  it('is a region named by its heading, with all that is known inside (U28)', () => {
    const monitor = stagedMonitor(searchDown)
    monitor.poll({ lastChecked: START })
    const { getByRole } = renderKit(<StatusPanel />, monitor)
    const panel = getByRole('region', { name: 'Service status' })
    expect(getByRole('heading', { level: 2, name: 'Service status' })).toBe(part('panel-title'))
    expect(panel.dataset['status']).toBe('degraded')
    expect(panel.dataset['cause']).toBe('component')
    expect(part('indicator').textContent).toBe('Some problems')
    expect(part('last-checked').textContent).toBe('Checked just now')
    expect(part('component').textContent).toBe('search Not working')
    for (const name of ['timeline', 'latency']) expect(panel.contains(part(name))).toBe(true)
  })

  it('has a line between what is seen of it, and none for a banner that has nothing to tell', () => {
    renderKit(
      <Panel.Root>
        <DegradedBanner />
        <p>One</p>
        <p>Two</p>
      </Panel.Root>,
      stagedMonitor(healthy),
    )
    const lines = [...part('panel').children].map((node) => getComputedStyle(node).borderBlockStartWidth)
    expect(lines).toEqual(['0px', '1px', '0px', '1px'])
  })

  it('says of each section that it has nothing to show, or leaves it out (U14)', () => {
    renderKit(<StatusPanel />, stagedMonitor())
    const text = textOf(part('panel'))
    expect(text).toContain('Checking status')
    expect(text).toContain('Not checked yet')
    expect(text).toContain('No components are known yet.')
    expect(text).toContain('Nothing has been recorded yet.')
    expect(text).toContain('Nothing has been measured yet.')
    expect(parts('panel-maintenance')).toEqual([])
    expect(text).not.toMatch(/undefined|null|NaN|\b0\b/)
  })

  it('has a heading for each section, one level below its own (U28)', () => {
    const monitor = stagedMonitor(withMaintenance(window('a', HOUR)))
    const { getAllByRole, rerender } = renderKit(<StatusPanel groups={{ Finding: ['search'] }} />, monitor)
    const outline = () => getAllByRole('heading').map((node) => `${node.localName} ${textOf(node)}`)
    expect(outline()).toEqual([
      'h2 Service status',
      'h3 Finding Unknown',
      'h3 Planned maintenance',
      'h3 History',
      'h3 Response time',
    ])
    rerender(<StatusPanel headingLevel={5} groups={{ Finding: ['search'] }} />)
    expect(outline().map((heading) => heading.slice(0, 2))).toEqual(['h5', 'h6', 'h6', 'h6', 'h6'])
    rerender(<StatusPanel headingLevel={6} />)
    expect(new Set(outline().map((heading) => heading.slice(0, 2)))).toEqual(new Set(['h6']))
  })

  it('is named by its title whatever id that is given', () => {
    const { getByRole } = renderKit(
      <Panel.Root>
        <Panel.Title id="mine">Our API</Panel.Title>
      </Panel.Root>,
      stagedMonitor(healthy),
    )
    expect(part('panel-title').id).toBe('mine')
    expect(getByRole('region', { name: 'Our API' })).toBe(part('panel'))
  })

  it('says how old the components are once the server is out of reach (U13)', async () => {
    const monitor = stagedMonitor(searchDown)
    monitor.poll({ reportAt: START })
    renderKit(<StatusPanel />, monitor)
    await monitor.pass(3 * 60_000)
    monitor.show({ ...unreachable, isStale: true })
    expect(part('indicator').textContent).toBe('Server unreachable')
    expect(part('components').textContent).toContain('Last report 3 minutes ago')
  })

  it('says beside a status that is only remembered how old it is (U13)', async () => {
    const monitor = stagedMonitor({ ...healthy, source: 'restored', isStale: true })
    monitor.poll({ reportAt: START - 2 * HOUR })
    renderKit(<StatusPanel />, monitor)
    await monitor.pass(0)
    expect(part('panel-summary').textContent).toContain('Everything worksLast report 2 hours ago')
  })

  it('hands groups, labels and days on to the widgets inside', () => {
    const monitor = stagedMonitor(searchDown)
    monitor.set({
      history: {
        days: ['2025-12-30', '2025-12-31', '2026-01-01'].map((day) => ({
          day,
          polls: { healthy: 9, degraded: 0, unhealthy: 0, offline: 0, unknown: 0 },
        })),
      },
    })
    renderKit(
      <StatusPanel groups={{ Finding: ['search'] }} labels={{ search: 'Search' }} days={2} />,
      monitor,
    )
    expect(part('component-head').textContent).toBe('Finding Not working')
    expect(part('component').textContent).toBe('Search Not working')
    expect(parts('timeline-bar')).toHaveLength(2)
  })

  it('can be put together otherwise, with another level of its heading', () => {
    const { getByRole } = renderKit(
      <Panel.Root>
        <Panel.Title render={({ children, ...props }) => <h4 {...props}>{children}</h4>}>Our API</Panel.Title>
        <Panel.Retry />
      </Panel.Root>,
      stagedMonitor(healthy),
    )
    expect(getByRole('region', { name: 'Our API' })).toBe(part('panel'))
    expect(getByRole('heading', { level: 4 })).toBe(part('panel-title'))
  })

  it('is named by a label of the user’s (U27)', () => {
    const { getByRole } = renderKit(<StatusPanel aria-label="Ours" />, stagedMonitor())
    expect(getByRole('region', { name: 'Ours' })).toBe(part('panel'))
  })

  it('fits into 320 px, in German, with long names (U23)', () => {
    document.body.style.width = '320px'
    document.body.style.margin = '0'
    const name = 'Umsatzsteueridentifikationsnummernprüfungsdienst'
    renderKit(
      <WordsProvider words={de}>
        <StatusPanel groups={{ [`${name}e`]: [name] }} />
      </WordsProvider>,
      stagedMonitor({
        ...unreachable,
        isStale: true,
        report: { components: { [name]: 'unhealthy' }, maintenance: [window(name, HOUR, 30 * HOUR)] },
      }),
    )
    const { right, left } = part('panel').getBoundingClientRect()
    expect(right - left).toBeLessThanOrEqual(320)
    const outside = [...part('panel').querySelectorAll('[data-api-status]')].filter((node) => {
      const box = node.getBoundingClientRect()
      return box.right > right || box.left < left
    })
    expect(outside.map((node) => node.outerHTML)).toEqual([])
  })

  it('has no style attribute on a server, and no time of day, which depends on where it stands', () => {
    const html = renderToString(
      <ApiStatusProvider monitor={stagedMonitor(withMaintenance(window('a', HOUR)))}>
        <StatusPanel />
      </ApiStatusProvider>,
    )
    expect(html).toContain('Service status')
    expect(html).not.toMatch(/\sstyle=|<style|Window a/)
  })
})

describe('"Check now"', () => {
  it('checks once however often it is pressed, and keeps the focus meanwhile', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<StatusPanel />, monitor)
    const button = part('retry')
    expect(button.textContent).toBe('Check now')
    await userEvent.click(button)
    await userEvent.click(button)
    expect(monitor.checks).toBe(1)
    expect(button.textContent).toBe('Checking…')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(button)
    await monitor.endCheck()
    expect(button.textContent).toBe('Check now')
    expect(button.getAttribute('aria-disabled')).toBe('false')
  })

  it('has its outcome told by the one voice, which the panel brings along', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<StatusPanel />, monitor)
    await userEvent.click(part('retry'))
    await monitor.endCheck()
    expect(part('announcer').textContent).toBe('Everything works')
  })

  it('has the end of trouble told once, and after that each outcome (U7)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<StatusPanel />, monitor)
    monitor.show(unreachable)
    await monitor.pass(10_000)
    await monitor.pass(10_000)
    const heard = listen()
    await userEvent.click(part('retry'))
    monitor.show(healthy)
    await monitor.endCheck()
    for (let second = 0; second < 20; second++) await monitor.pass(1000)
    expect(heard()).toEqual(['Everything works again.'])
    await userEvent.click(part('retry'))
    await monitor.endCheck()
    expect(heard()).toEqual(['Everything works again.', 'Everything works'])
  })

  it('has an outcome told that no banner would tell of, in the language at hand', async () => {
    const monitor = stagedMonitor({ status: 'unknown', cause: 'invalid-response', source: 'live' })
    renderKit(
      <WordsProvider words={de}>
        <StatusPanel />
      </WordsProvider>,
      monitor,
    )
    await userEvent.click(part('retry'))
    monitor.show(unreachable)
    await monitor.endCheck()
    expect(part('announcer').textContent).toBe(de.indicator.unreachable)
  })

  it('is large enough for a thumb', () => {
    renderKit(<StatusPanel />, stagedMonitor(healthy))
    const { width, height } = part('retry').getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
  })
})

describe('planned maintenance on a panel', () => {
  it('is listed with its times, the next one first', () => {
    renderKit(
      <StatusPanel />,
      stagedMonitor(withMaintenance(window('b', 48 * HOUR), window('a', 24 * HOUR, 25 * HOUR))),
    )
    const items = [...part('panel-maintenance').querySelectorAll('li')]
    const at = (hours: number) =>
      new Date(START + hours * HOUR).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
    expect(items.map((item) => textOf(item).split(' ').slice(0, 2).join(' '))).toEqual([
      'Window a',
      'Window b',
    ])
    expect(textOf(items[1])).toBe(`Window b ${at(48).replaceAll(/\s+/g, ' ')}`)
    expect(items[0]?.querySelector('time')?.dateTime).toBe(new Date(START + 24 * HOUR).toISOString())
  })

  it('leaves by itself once it is over', async () => {
    const monitor = stagedMonitor(withMaintenance(window('a', -HOUR, HOUR)))
    renderKit(<StatusPanel />, monitor)
    expect(textOf(part('panel-maintenance'))).toMatch(/^Planned maintenanceWindow a /)
    await monitor.pass(2 * HOUR)
    expect(parts('panel-maintenance')).toEqual([])
  })

  it('comes with the report that plans it', () => {
    const monitor = stagedMonitor(healthy)
    renderKit(<StatusPanel />, monitor)
    expect(parts('panel-maintenance')).toEqual([])
    act(() => monitor.set({ snapshot: withMaintenance(window('a', HOUR)) }))
    expect(textOf(part('panel-maintenance'))).toContain('Window a')
  })
})
