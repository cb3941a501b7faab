import { act, cleanup, fireEvent, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Profiler } from 'react'
import type { ProfilerOnRenderCallback } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StatusTimeline } from '../../src/components/timeline/StatusTimeline.js'
import * as Timeline from '../../src/components/timeline/parts.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { DayTally } from '../../src/health/history.js'
import type { FakeMonitor } from '../../src/testing/fakeMonitor.js'
import '../../src/styles/index.css'
import { recorded, tallied } from './recorded.js'
import { complaints, part, parts, renderKit } from './renderKit.js'
import { stagedMonitor } from './stagedMonitor.js'

const { days } = recorded

function monitorWith(tallies: readonly DayTally[]): FakeMonitor {
  const monitor = stagedMonitor()
  monitor.set({ history: { days: tallies } })
  return monitor
}

function show(tallies: readonly DayTally[] = days): FakeMonitor {
  const monitor = monitorWith(tallies)
  renderKit(<StatusTimeline />, monitor)
  return monitor
}

function bar(name: string): HTMLElement {
  const found = parts('timeline-bar').find((node) => node.ariaLabel?.startsWith(`${name}:`))
  if (!found) throw new Error(`No bar is called "${name}".`)
  return found
}

/** What is drawn of a bar: from where and how high, in percent, whatever its colour. */
function form(name: string): string[] {
  return [...bar(name).children].map((piece) =>
    [piece.tagName, piece.getAttribute('y'), piece.getAttribute('height')].join(' '),
  )
}

const shownDay = () => part('timeline-detail').textContent
const middleOf = (node: Element) => {
  const { left, width, bottom } = node.getBoundingClientRect()
  return { clientX: left + width / 2, clientY: bottom - 1 }
}

afterEach(() => {
  vi.restoreAllMocks()
  document.documentElement.removeAttribute('dir')
  document.body.replaceChildren()
})

describe('a StatusTimeline', () => {
  it('has a named bar for each of 90 days, those without data among them (U19)', () => {
    show()
    const names = parts('timeline-bar').map((node) => node.ariaLabel)
    expect(names).toHaveLength(90)
    expect(names.slice(-10)).toEqual([
      'March 1: Working',
      'March 2: Some problems',
      'March 3: Major problems',
      'March 4: Offline',
      'March 5: Unknown',
      'March 6: No data',
      'March 7: No data',
      'March 8: Some problems in 4% of checks',
      'March 9: Major problems in 10% of checks, Some problems in 20% of checks',
      'March 10: Working',
    ])
    expect(names[0]).toBe('December 11: No data')
  })

  it('says in text how it was over the days that were recorded, and whose view that is (U19)', () => {
    show()
    expect(part('timeline-summary').textContent).toBe(
      'History 71.5% of checks over 8 days found everything working. As seen from this browser',
    )
  })

  it('is called what it is by a heading, of the level that the page needs, and by its listbox alone', () => {
    const { getByRole, queryByRole, unmount } = renderKit(<StatusTimeline />, monitorWith(days))
    expect(part('timeline-summary').contains(getByRole('heading', { level: 3, name: 'History' }))).toBe(true)
    expect(getByRole('listbox', { name: 'History' })).toBe(part('timeline-bars'))
    expect(queryByRole('group', { name: 'History' })).toBeNull()
    unmount()
    renderKit(<StatusTimeline headingLevel={5} />, monitorWith(days))
    expect(getByRole('heading', { level: 5 }).textContent).toBe('History')
  })

  it('calls no share nothing or everything that is not', () => {
    show([tallied('2026-03-10', { healthy: 99_999, degraded: 1 })])
    expect(part('timeline-summary').textContent).toContain('99.9% of checks over 1 day')
    expect(shownDay()).toBe('March 10: Some problems in 0.1% of checks')
  })

  it('tells the worst of a day by form, and a day without data by a dotted line (U1) (U19)', () => {
    show()
    const forms = [1, 2, 3, 4, 5, 6].map((day) => form(`March ${day}`).join(', '))
    expect(new Set(forms).size).toBe(forms.length)
    expect(bar('March 6').querySelector('rect')).toBeNull()
    const line = getComputedStyle(bar('March 6').querySelector('line') as Element)
    expect(line.strokeDasharray).not.toBe('none')
    expect(line.stroke).not.toBe(getComputedStyle(bar('March 1').querySelector('rect') as Element).fill)
  })

  it('draws the shares of a day to scale, one behind the other, the worst rising above', () => {
    show()
    expect(form('March 9')).toEqual(['rect 0% 100%', 'rect 49.6% 50.4%', 'rect 60.8% 39.2%'])
    expect([...bar('March 9').children].map((piece) => piece.getAttribute('data-status'))).toEqual([
      'unhealthy',
      'degraded',
      'healthy',
    ])
    expect(bar('March 9').dataset['status']).toBe('unhealthy')
  })

  it('is one stop of the Tab key; arrow keys, Home and End lead on, and the day at hand stands below (U19) (U22)', async () => {
    show()
    const user = userEvent.setup()
    await user.tab()
    expect(document.activeElement).toBe(bar('March 10'))
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(bar('March 9'))
    expect(shownDay()).toBe(bar('March 9').ariaLabel)
    expect(bar('March 9').ariaSelected).toBe('true')
    await user.keyboard('{Home}')
    expect(document.activeElement).toBe(bar('December 11'))
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(bar('December 11'))
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(bar('December 12'))
    await user.keyboard('{End}{ArrowRight}')
    expect(document.activeElement).toBe(bar('March 10'))
    await user.keyboard('{ArrowLeft}')
    await user.tab()
    expect(document.activeElement?.tagName).toBe('SUMMARY')
    await user.tab({ shift: true })
    expect(document.activeElement).toBe(bar('March 9'))
  })

  it('leaves arrow keys to what someone has put into it', () => {
    renderKit(
      <Timeline.Root>
        <Timeline.Bars>
          <Timeline.Bar />
          <foreignObject>
            <input aria-label="Note" />
          </foreignObject>
        </Timeline.Bars>
      </Timeline.Root>,
      monitorWith(days),
    )
    const note = document.querySelector('input') as HTMLElement
    expect(fireEvent.keyDown(note, { key: 'ArrowRight' })).toBe(true)
    expect(fireEvent.keyDown(bar('March 10'), { key: 'ArrowRight' })).toBe(false)
  })

  it('leaves arrow keys with a modifier to the browser', () => {
    show()
    bar('March 10').focus()
    expect(fireEvent.keyDown(bar('March 10'), { key: 'ArrowLeft', altKey: true })).toBe(true)
    expect(document.activeElement).toBe(bar('March 10'))
    expect(fireEvent.keyDown(bar('March 10'), { key: 'ArrowLeft' })).toBe(false)
    expect(document.activeElement).toBe(bar('March 9'))
  })

  it('runs from right to left where text does, for the eye, the arrow keys and the pointer (U19) (U23)', () => {
    document.documentElement.dir = 'rtl'
    show()
    expect(middleOf(bar('March 10')).clientX).toBeLessThan(middleOf(bar('March 9')).clientX)
    bar('March 9').focus()
    fireEvent.keyDown(bar('March 9'), { key: 'ArrowLeft' })
    expect(document.activeElement).toBe(bar('March 10'))
    fireEvent.pointerMove(part('timeline-bars'), { ...middleOf(bar('March 3')), pointerType: 'mouse' })
    expect(shownDay()).toBe('March 3: Major problems')
  })

  it('tells of the day under the mouse, and of the selected one again after', () => {
    show()
    const bars = part('timeline-bars')
    for (const name of ['December 11', 'March 3', 'March 8']) {
      fireEvent.pointerMove(bars, { ...middleOf(bar(name)), pointerType: 'mouse' })
      expect(shownDay()).toBe(bar(name).ariaLabel)
      expect(parts('timeline-bar').filter((node) => 'shown' in node.dataset)).toEqual([bar(name)])
    }
    fireEvent.pointerLeave(bars)
    expect(shownDay()).toBe('March 10: Working')
  })

  it('leaves what is selected alone when the mouse comes over another day', () => {
    show()
    fireEvent.pointerMove(part('timeline-bars'), { ...middleOf(bar('March 3')), pointerType: 'mouse' })
    const selected = parts('timeline-bar').filter((node) => node.ariaSelected === 'true')
    expect(selected).toEqual([bar('March 10')])
  })

  it('writes no date anew for a poll or the pointer', () => {
    const monitor = show()
    const format = vi.spyOn(Intl.DateTimeFormat.prototype as { readonly format: unknown }, 'format', 'get')
    fireEvent.pointerMove(part('timeline-bars'), { ...middleOf(bar('March 3')), pointerType: 'mouse' })
    const polled = [...days.slice(0, -1), tallied('2026-03-10', { healthy: 99, degraded: 1 })]
    act(() => monitor.set({ history: { days: polled } }))
    expect(bar('March 10').ariaLabel).toBe('March 10: Some problems in 1% of checks')
    expect(format).not.toHaveBeenCalled()
    act(() => monitor.set({ history: { days: [...polled, tallied('2026-03-11', { healthy: 1 })] } }))
    expect(format).toHaveBeenCalled()
  })

  it('keeps the day that a finger came to, beside the narrowest of bars too', () => {
    show()
    const bars = part('timeline-bars')
    const touch = { ...middleOf(bar('March 3')), pointerType: 'touch' }
    fireEvent.pointerDown(bars, { ...touch, clientX: touch.clientX + 1 })
    expect(shownDay()).toBe('March 3: Major problems')
    fireEvent.pointerMove(bars, { ...middleOf(bar('March 2')), pointerType: 'touch' })
    fireEvent.pointerLeave(bars, { pointerType: 'touch' })
    expect(shownDay()).toBe('March 2: Some problems')
    expect(bar('March 2').tabIndex).toBe(0)
  })

  it.each([900, 320])('moves nothing when the sentence changes, %i px wide (U11)', async (width) => {
    show()
    const root = part('timeline')
    root.style.width = `${width}px`
    const place = () => part('timeline-table').getBoundingClientRect().top
    const before = place()
    for (const { ariaLabel } of parts('timeline-bar').slice(-10)) {
      fireEvent.focus(bar(String(ariaLabel).split(':')[0] ?? ''))
      expect(place()).toBe(before)
    }
  })

  it('keeps every bar within 320 px (U23)', () => {
    show()
    part('timeline').style.width = '320px'
    const { left, right } = part('timeline').getBoundingClientRect()
    for (const node of parts('timeline-bar')) {
      const box = node.getBoundingClientRect()
      expect(box.left).toBeGreaterThanOrEqual(left)
      expect(box.right).toBeLessThanOrEqual(right + 0.01)
    }
  })

  it('opens the same as a table, newest day first, from the first recorded one on (U19)', async () => {
    show()
    expect(document.querySelector('table')).toBeNull()
    await userEvent.click(document.querySelector('summary') as HTMLElement)
    await vi.waitFor(() => expect(document.querySelector('table')).not.toBeNull())
    const rows = [...document.querySelectorAll('tr')].map((row) =>
      [...row.cells].map((cell) => `${cell.scope} ${cell.textContent}`.trim()),
    )
    expect(document.querySelector('caption')?.textContent).toBe('As seen from this browser')
    expect(rows[0]).toEqual(['col Day', 'col Checks'])
    expect(rows[2]).toEqual([
      'row March 9',
      'Major problems in 10% of checks, Some problems in 20% of checks',
    ])
    expect(rows[4]).toEqual(['row March 7', 'No data'])
    expect(rows.at(-1)).toEqual(['row March 1', 'Working'])
  })

  it('has no bar, day or share before anything was recorded, and its room all the same (U14) (U11)', () => {
    const monitor = show([])
    expect(part('timeline-summary').textContent).toContain('Nothing has been recorded yet.')
    expect(part('timeline-summary').textContent).not.toMatch(/\d/)
    expect(parts('timeline-bar')).toEqual([])
    expect(part('timeline-bars').getAttribute('role')).toBeNull()
    expect(getComputedStyle(part('timeline-table')).visibility).toBe('hidden')
    const { height } = part('timeline').getBoundingClientRect()
    act(() => monitor.set({ history: { days: [tallied('2026-03-10', { healthy: 1 })] } }))
    expect(parts('timeline-bar')).toHaveLength(90)
    expect(part('timeline').getBoundingClientRect().height).toBe(height)
  })

  it('goes on with the next day, and the day that someone has selected stays selected', () => {
    const monitor = show()
    bar('March 9').focus()
    act(() => monitor.set({ history: { days: [...days, tallied('2026-03-11', { offline: 1 })] } }))
    expect(parts('timeline-bar').at(-1)?.ariaLabel).toBe('March 11: Offline')
    expect(parts('timeline-bar')).toHaveLength(90)
    expect(document.activeElement).toBe(bar('March 9'))
    expect(shownDay()).toBe(bar('March 9').ariaLabel)
  })

  it('goes back as far as it is told to', () => {
    const monitor = monitorWith(days)
    renderKit(<StatusTimeline days={3} />, monitor)
    expect(parts('timeline-bar').map((node) => node.dataset['status'])).toEqual([
      'degraded',
      'unhealthy',
      'healthy',
    ])
    expect(part('timeline-summary').textContent).toContain('83.8% of checks over 3 days')
  })

  it.each([0, 91, 2.5, NaN])('refuses to show %d days', (count) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(complaints(() => renderKit(<StatusTimeline days={count} />, stagedMonitor()))[0]).toBe(
      `A timeline can't show so many days: expected \`days\` from 1 to 90, got ${count}.`,
    )
  })

  it('renders 90 days in at most a dozen times what their bare elements take (U19)', () => {
    const full = Array.from({ length: 90 }, (_, index) => {
      const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
      return tallied(day, index % 3 ? { healthy: 100 } : { healthy: 96, degraded: 3, offline: 1 })
    })
    const best = { timeline: Infinity, bare: Infinity }
    const onRender: ProfilerOnRenderCallback = (id, _phase, ms) => {
      best[id as keyof typeof best] = Math.min(best[id as keyof typeof best], ms)
    }
    for (let run = 0; run < 40; run++) {
      render(
        <ApiStatusProvider monitor={monitorWith(full)}>
          <Profiler id="timeline" onRender={onRender}>
            <StatusTimeline />
          </Profiler>
          <Profiler id="bare" onRender={onRender}>
            <BareBars days={full} />
          </Profiler>
        </ApiStatusProvider>,
        // Which renders components twice, and elements once.
        { reactStrictMode: false },
      )
      cleanup()
    }
    expect(best.timeline / best.bare).toBeLessThanOrEqual(12)
  })
})

/** The same elements, and nothing that is looked up, written out or listened to. */
function BareBars({ days: tallies }: { readonly days: readonly DayTally[] }) {
  return (
    <svg>
      {tallies.map(({ day, polls }) => (
        <g key={day} role="option" aria-label={day} aria-selected={false} tabIndex={-1}>
          {polls.degraded > 0 && <rect x="0.1%" y="0.1%" width="0.8%" height="56%" />}
          <rect x="0.1%" y="0.1%" width="0.8%" height="56%" />
        </g>
      ))}
    </svg>
  )
}

describe('a StatusTimeline from a server', () => {
  const app = (monitor: FakeMonitor) => (
    <ApiStatusProvider monitor={monitor}>
      <StatusTimeline />
    </ApiStatusProvider>
  )

  it('has no style, and hydrates without a word where the browser remembers more (U25) (U26)', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn()
    const html = renderToString(app(monitorWith(days)))
    expect(html).not.toMatch(/\sstyle=|<style/)
    document.body.innerHTML = `<div id="root">${html}</div>`
    expect(part('timeline-summary').textContent).toContain('Nothing has been recorded yet.')
    const container = document.querySelector('#root') as HTMLElement
    const root = await act(() => hydrateRoot(container, app(monitorWith(days)), { onRecoverableError }))
    expect(parts('timeline-bar')).toHaveLength(90)
    expect(document.querySelector('[style]')).toBeNull()
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(consoleError).not.toHaveBeenCalled()
    act(() => root.unmount())
  })
})

describe('a part of a timeline', () => {
  it('says where it belongs when it is somewhere else', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(complaints(() => renderKit(<Timeline.Bars />, stagedMonitor()))[0]).toBe(
      'react-api-status: <Timeline.Bars> has nothing to go by here. Put it inside <Timeline.Root>.',
    )
  })

  it('shows a day of your own choice', () => {
    renderKit(
      <Timeline.Root>
        <Timeline.Bars>
          <Timeline.Bar day="2026-03-08" />
          <Timeline.Bar day="1999-12-31" />
        </Timeline.Bars>
      </Timeline.Root>,
      monitorWith(days),
    )
    expect(parts('timeline-bar').map((node) => node.ariaLabel)).toEqual([
      'March 8: Some problems in 4% of checks',
    ])
  })
})
