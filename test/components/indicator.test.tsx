import { describe, expect, it } from 'vitest'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
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
  ['You are offline', offline],
  ['Status unknown', signedOut],
]

describe('a StatusIndicator', () => {
  it.each(states)('says "%s" and carries its state in attributes', (text, state) => {
    const monitor = stagedMonitor(state)
    renderKit(<StatusIndicator />, monitor)
    const { status, cause, source } = monitor.getSnapshot()
    expect(part('indicator').textContent.trim()).toBe(text)
    expect(part('indicator').dataset.status).toBe(status)
    expect(part('indicator').dataset.cause).toBe(cause ?? undefined)
    expect(part('indicator').dataset.source).toBe(source)
    expect(part('indicator').hasAttribute('data-stale')).toBe(false)
  })

  it('says how old a stale report is, and that alone grows', async () => {
    const monitor = stagedMonitor({ ...healthy, source: 'restored', isStale: true })
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
    expect(part('age').textContent).toBe('Last report this minute')
  })

  it('says what its children say instead', () => {
    renderKit(<StatusIndicator>API</StatusIndicator>, stagedMonitor(healthy))
    expect(part('indicator').textContent).toBe('API')
  })
})
