import { describe, expect, it } from 'vitest'
import * as Indicator from '../../src/components/indicator/parts.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import '../../src/styles/index.css'
import { part, parts, renderKit } from './renderKit.js'
import {
  healthy,
  offline,
  readOnly,
  searchDown,
  signedOut,
  stagedMonitor,
  unreachable,
} from './stagedMonitor.js'

const states: [text: string, state: SnapshotSketch][] = [
  ['Checking status', {}],
  ['Everything works', healthy],
  ['Some problems', searchDown],
  ['Read only', readOnly],
  ['Server unreachable', unreachable],
  ['Major problems', { ...unreachable, cause: 'server-error' }],
  ['Major problems', { ...readOnly, status: 'unhealthy' }],
  ['You are offline', offline],
  ['Status unknown', signedOut],
]
const restored: SnapshotSketch = { ...healthy, source: 'restored', isStale: true }

/** What the shape is made of: every status has another. */
function shapeOf(node: HTMLElement): string {
  const { clipPath, backgroundImage } = getComputedStyle(node, '::before')
  return `${clipPath} ${backgroundImage.replace(/rgb\([^)]*\)/g, 'a colour')}`
}

describe('a StatusIndicator', () => {
  it.each(states)('says "%s" and carries its state in attributes (U14) (U28)', (text, state) => {
    const monitor = stagedMonitor(state)
    renderKit(<StatusIndicator />, monitor)
    const { status, cause, source } = monitor.getSnapshot()
    expect(part('indicator').textContent.trim()).toBe(text)
    expect(part('indicator').dataset.status).toBe(status)
    expect(part('indicator').dataset.cause).toBe(cause ?? undefined)
    expect(part('indicator').dataset.source).toBe(source)
    expect(part('indicator').dataset.variant).toBe('text')
    expect(part('indicator').hasAttribute('data-stale')).toBe(false)
  })

  it.each(['text', 'pill', 'dot'] as const)('has another shape for each status as %s (U1)', (variant) => {
    const monitor = stagedMonitor()
    renderKit(<StatusIndicator variant={variant} />, monitor)
    const shapes = new Set<string>()
    for (const state of [{}, healthy, searchDown, unreachable, offline, signedOut]) {
      monitor.show(state)
      shapes.add(shapeOf(part('indicator')))
    }
    expect(shapes.size).toBe(6)
  })

  it('says how old a stale report is, and that alone grows (U13)', async () => {
    const monitor = stagedMonitor(restored)
    monitor.poll({ reportAt: monitor.clock.wallNow() - 119 * 60_000 })
    renderKit(<StatusIndicator />, monitor)
    expect(part('indicator').hasAttribute('data-stale')).toBe(true)
    expect(part('indicator').textContent).toBe('Everything works Last report 1 hour ago')
    await monitor.pass(60_000)
    expect(part('age').textContent).toBe('Last report 2 hours ago')
    monitor.show({ source: 'live', isStale: false })
    expect(parts('age')).toEqual([])
  })

  it('has no age under zero when the clocks disagree', () => {
    const monitor = stagedMonitor({ ...healthy, isStale: true })
    monitor.poll({ reportAt: monitor.clock.wallNow() + 3_600_000 })
    renderKit(<StatusIndicator />, monitor)
    expect(part('age').textContent).toBe('Last report just now')
  })

  it('says what its children say instead', () => {
    renderKit(<StatusIndicator>API</StatusIndicator>, stagedMonitor(healthy))
    expect(part('indicator').textContent).toBe('API')
  })

  it('is made of parts that can be put together otherwise', () => {
    renderKit(
      <Indicator.Root variant="pill">
        Our API: <Indicator.Label />
      </Indicator.Root>,
      stagedMonitor(searchDown),
    )
    expect(part('indicator').textContent).toBe('Our API: Some problems')
    expect(part('indicator').dataset.variant).toBe('pill')
  })
})

describe('a StatusIndicator as a dot', () => {
  it('keeps its words for screen readers, and shows them to a pointer (U1)', () => {
    renderKit(<StatusIndicator variant="dot" />, stagedMonitor(searchDown))
    expect(part('indicator-label').textContent).toBe('Some problems')
    expect(part('indicator-label').getBoundingClientRect().width).toBeLessThanOrEqual(1)
    expect(part('indicator').title).toBe('Some problems')
  })

  it('says to a pointer how old a stale report is, too (U13)', async () => {
    const monitor = stagedMonitor(restored)
    monitor.poll({ reportAt: monitor.clock.wallNow() })
    renderKit(<StatusIndicator variant="dot" />, monitor)
    await monitor.pass(120_000)
    expect(part('indicator').title).toBe('Everything works\nLast report 2 minutes ago')
    expect(part('age').getBoundingClientRect().width).toBeLessThanOrEqual(1)
  })

  it('takes no more room than its shape', () => {
    renderKit(<StatusIndicator variant="dot" />, stagedMonitor(searchDown))
    const { width } = part('indicator').getBoundingClientRect()
    expect(width).toBe(Number.parseFloat(getComputedStyle(part('indicator'), '::before').width))
  })

  it('stands on the line of the text beside it', () => {
    const { getByTestId } = renderKit(
      <p>
        <StatusIndicator variant="dot" /> Search <img data-testid="line" alt="" width="1" height="1" />
      </p>,
      stagedMonitor(searchDown),
    )
    const { bottom, height } = part('indicator').getBoundingClientRect()
    expect(bottom).toBeCloseTo(getByTestId('line').getBoundingClientRect().bottom, 0)
    expect(height).toBe(Number.parseFloat(getComputedStyle(part('indicator'), '::before').height))
  })
})
