import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { FeatureGate } from '../../src/components/gate/FeatureGate.js'
import { ReadOnlyGate } from '../../src/components/gate/ReadOnlyGate.js'
import type { SnapshotSketch } from '../../src/testing/fakeMonitor.js'
import type { ReportSketch } from '../../src/testing/reports.js'
import { part, renderKit } from './renderKit.js'
import { offline, readOnly, SHOW_DELAY, stagedMonitor, unreachable } from './stagedMonitor.js'

const NOW = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

async function told(
  status: 'degraded' | 'unhealthy',
  cause: SnapshotSketch['cause'] & string,
  report: ReportSketch,
): Promise<string> {
  const monitor = stagedMonitor({ status, cause, source: 'live', report })
  renderKit(<DegradedBanner showDelay={0} />, monitor)
  await monitor.pass(0)
  return part('message').textContent.trim()
}

describe('what is told of components', () => {
  it('is not that they don’t work while they are slow, or nobody knows', async () => {
    expect(await told('degraded', 'component', { components: { search: 'degraded', mail: 'unknown' } })).toBe(
      'The service reports problems. Some things may be slow or fail. Affected: search and mail.',
    )
  })

  it('is that some don’t work as soon as one doesn’t', async () => {
    const components = { search: 'degraded', mail: { status: 'unhealthy', critical: false } } as const
    expect(await told('degraded', 'component', { components })).toContain(
      'Some things aren’t working right now. Whatever doesn’t need them keeps working.',
    )
  })
})

describe('what is told while nothing can be saved', () => {
  it.each([
    ['degraded', false],
    ['unhealthy', true],
  ] as const)('promises no reading while a component is down: %s (U12)', async (status, critical) => {
    const components = { database: 'degraded', catalogue: { status: 'unhealthy', critical } } as const
    const text = await told(status, 'read-only', { readOnly: true, components })
    expect(text).toContain(
      'Changes can’t be saved right now. Some things aren’t working at all. What you have typed stays on this page.',
    )
    expect(text).not.toContain('read everything')
  })

  it('promises reading while all that is affected is slow at most (U12)', async () => {
    const text = await told('degraded', 'read-only', { readOnly: true, components: { database: 'degraded' } })
    expect(text).toContain('You can still read everything. What you have typed stays on this page.')
  })
})

describe('when maintenance is said to end', () => {
  const window = (endsAt: number | undefined, components: readonly string[]) => ({
    id: components.join(),
    title: 'Moving house',
    startsAt: NOW - HOUR,
    endsAt,
    components,
  })
  const components = {
    search: { status: 'unhealthy', critical: false },
    mail: { status: 'unhealthy', critical: false },
    reports: 'healthy',
  } as const
  const endOf = (hours: number) =>
    `It should be over by ${new Date(NOW + hours * HOUR).toLocaleTimeString('en', { timeStyle: 'short' })}.`

  it('is when the last of what it affects is done, whatever else is maintained (U12)', async () => {
    const maintenance = [
      window(NOW + HOUR, ['search']),
      window(NOW + 2 * HOUR, ['mail', 'reports']),
      window(NOW + 3 * HOUR, ['reports']),
      window(undefined, ['export']),
    ]
    expect(await told('degraded', 'maintenance', { components, maintenance })).toContain(endOf(2))
  })

  it('is left open where no end is known of something that it affects', async () => {
    const maintenance = [window(NOW + HOUR, ['search']), window(undefined, ['mail'])]
    expect(await told('degraded', 'maintenance', { components, maintenance })).not.toContain('over by')
  })
})

describe('a gate that the last report has closed', () => {
  const paymentsDown: SnapshotSketch = {
    status: 'unhealthy',
    cause: 'component',
    source: 'live',
    report: { components: { payments: 'unhealthy' } },
  }

  it.each([
    ['FeatureGate', <FeatureGate key="feature" needs="payments" />, paymentsDown],
    ['ReadOnlyGate', <ReadOnlyGate key="read-only" />, readOnly],
  ])('promises nothing of the rest, which may be out of reach by now: %s', async (_, gate, report) => {
    const monitor = stagedMonitor(report)
    renderKit(gate, monitor)
    await monitor.pass(SHOW_DELAY)
    for (const trouble of [unreachable, offline]) {
      monitor.show(trouble)
      await monitor.pass(SHOW_DELAY)
      expect(part('gate-notice').textContent).toMatch(/right now\./)
      expect(part('gate-notice').textContent).not.toMatch(/keeps working|read everything/)
    }
  })
})
