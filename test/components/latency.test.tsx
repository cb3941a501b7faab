import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LatencyLine } from '../../src/components/latency/LatencyLine.js'
import * as Latency from '../../src/components/latency/parts.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { FakeMonitor } from '../../src/testing/fakeMonitor.js'
import '../../src/styles/index.css'
import { measured } from './recorded.js'
import { complaints, part, renderKit } from './renderKit.js'
import { stagedMonitor } from './stagedMonitor.js'

function monitorWith(...latencies: readonly number[]): FakeMonitor {
  const monitor = stagedMonitor()
  monitor.set({ history: { latencies: measured(...latencies) } })
  return monitor
}

function show(...latencies: readonly number[]): FakeMonitor {
  const monitor = monitorWith(...latencies)
  renderKit(<LatencyLine />, monitor)
  return monitor
}

const text = () => part('latency-summary').textContent.trim()

/** The points of the line: how far along, and how far from the top, of 100 each. */
function points(): number[][] {
  const line = part('latency-chart').querySelector('polyline')
  return (line?.getAttribute('points') ?? '').split(' ').map((point) => point.split(',').map(Number))
}

/** How far along the dots of each kind are. */
function dots(): number[][] {
  return [...part('latency-chart').querySelectorAll('path')].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x)),
  )
}

afterEach(() => {
  vi.restoreAllMocks()
  document.documentElement.removeAttribute('dir')
  document.body.replaceChildren()
})

describe('a LatencyLine', () => {
  it('says how long the last answer took, a usual one, and the longest', () => {
    show(40, 90, 50, 60, 55)
    expect(text()).toBe('Response time Last 55 ms, usually 55 ms, at most 90 ms.')
  })

  it('has a heading, of the level that the page needs', () => {
    const { getByRole } = renderKit(<LatencyLine headingLevel={4} />, monitorWith(40))
    expect(getByRole('heading', { level: 4, name: 'Response time' })).not.toBeNull()
  })

  it('draws them to scale from nothing up, the newest last and marked', () => {
    show(0, 50, 100, 75)
    expect(points()).toEqual([
      [0, 96],
      [33.33, 55],
      [66.67, 14],
      [100, 34.5],
    ])
    expect(dots()).toEqual([[], [100]])
  })

  it('is hidden from screen readers where the sentence beside it says the same', () => {
    show(40, 50)
    expect(part('latency-chart').ariaHidden).toBe('true')
  })

  it('lets no outlier flatten the rest, marks it at the top, and says so', () => {
    const usual = Array.from({ length: 28 }, (_, index) => 40 + (index % 5))
    show(...usual, 9000, 42)
    const heights = points().map(([, y = 0]) => y)
    expect(Math.max(...heights.slice(0, 28))).toBeLessThan(60)
    expect(heights[28]).toBe(14)
    expect(dots()[0]).toEqual([96.55])
    expect(text()).toMatch(
      /at most 9,000 ms\. A dot at the top is an answer that took more than 6[0-9] ms\.$/,
    )
  })

  it('draws to scale what one in five answers takes: that is no outlier', () => {
    show(40, 41, 42, 43, 400, 40, 41, 42, 43, 400)
    expect(dots()[0]).toEqual([])
    expect(text()).not.toContain('dot')
  })

  it('makes one dot of one answer, and no line down from it', () => {
    show(45)
    expect(text()).toBe('Response time Last 45 ms, usually 45 ms, at most 45 ms.')
    expect(points()).toEqual([[100, 14]])
    expect(part('latency-chart').querySelector('polygon')?.getAttribute('points')).toBe(
      '100,100 100,14 100,100',
    )
  })

  it('lies on the ground where answers take no time that can be measured', () => {
    show(0, 0, 0)
    expect(points().map(([, y]) => y)).toEqual([96, 96, 96])
  })

  it('says that nothing has been measured, without a figure or a line, and keeps its room (U14) (U11)', () => {
    const monitor = show()
    expect(text()).toBe('Response time Nothing has been measured yet.')
    expect(part('latency-chart').childElementCount).toBe(0)
    expect('empty' in part('latency').dataset).toBe(true)
    const { height } = part('latency').getBoundingClientRect()
    act(() => monitor.set({ history: { latencies: measured(40) } }))
    expect(part('latency').getBoundingClientRect().height).toBe(height)
    expect('empty' in part('latency').dataset).toBe(false)
  })

  it('runs from right to left where text does (U23)', () => {
    document.documentElement.dir = 'rtl'
    show(40, 50)
    const [first, last] = part('latency-chart').querySelectorAll('path')
    expect(first?.getAttribute('d')).toBe('')
    const { left, width } = part('latency-chart').getBoundingClientRect()
    expect(last?.getBoundingClientRect().left).toBeLessThan(left + width / 2)
  })

  it('goes on with each answer', () => {
    const monitor = show(40)
    act(() => monitor.set({ history: { latencies: measured(40, 80) } }))
    expect(text()).toContain('Last 80 ms')
    expect(points()).toHaveLength(2)
  })

  it('has no style from a server, and hydrates without a word where the browser remembers more (U25) (U26)', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn()
    const app = (
      <ApiStatusProvider monitor={monitorWith(40, 50)}>
        <LatencyLine />
      </ApiStatusProvider>
    )
    const html = renderToString(app)
    expect(html).not.toMatch(/\sstyle=|<style/)
    document.body.innerHTML = `<div id="root">${html}</div>`
    expect(text()).toContain('Nothing has been measured yet.')
    const container = document.querySelector('#root') as HTMLElement
    const root = await act(() => hydrateRoot(container, app, { onRecoverableError }))
    expect(text()).toContain('Last 50 ms')
    expect(document.querySelector('[style]')).toBeNull()
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(consoleError).not.toHaveBeenCalled()
    act(() => root.unmount())
  })

  it('has parts that say where they belong', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(complaints(() => renderKit(<Latency.Chart />, stagedMonitor()))[0]).toBe(
      'react-api-status: <Latency.Chart> has nothing to go by here. Put it inside <Latency.Root>.',
    )
  })
})
