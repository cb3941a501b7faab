import '../../src/styles/index.css'
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import { UpdateBanner } from '../../src/components/update/UpdateBanner.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor, unreachable } from './stagedMonitor.js'

describe('a banner with the stylesheet', () => {
  it('has buttons of 44 pixels and more (U10)', async () => {
    const monitor = stagedMonitor(searchDown)
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    for (const button of screen.getAllByRole('button')) {
      expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
      expect(button.getBoundingClientRect().width).toBeGreaterThanOrEqual(44)
    }
    expect(screen.getAllByRole('button')).toHaveLength(2)
  })

  it('counts down without moving what is beside it (U8)', async () => {
    const monitor = stagedMonitor(unreachable)
    monitor.poll({ nextCheckAt: monitor.clock.wallNow() + 29_000 })
    renderKit(<DegradedBanner showDelay={0} />, monitor)
    await monitor.pass(0)
    const places = new Set<number>()
    for (let second = 0; second < 19; second++) {
      places.add(part('retry').getBoundingClientRect().left)
      await monitor.pass(1000)
    }
    expect(places.size).toBe(1)
  })

  it('moves nothing when it lies over the page (U11)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <DegradedBanner style={{ position: 'fixed', inset: '1rem 1rem auto' }} />
        <p>The page</p>
      </>,
      monitor,
    )
    const before = screen.getByText('The page').getBoundingClientRect().top
    monitor.show(unreachable)
    await monitor.pass(10_000)
    expect(part('banner').getBoundingClientRect().height).toBeGreaterThan(0)
    expect(screen.getByText('The page').getBoundingClientRect().top).toBe(before)
  })

  it('moves nothing when the page has kept room for it (U11)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <div style={{ minBlockSize: '12rem' }}>
          <DegradedBanner />
        </div>
        <p>The page</p>
      </>,
      monitor,
    )
    const before = screen.getByText('The page').getBoundingClientRect().top
    monitor.show(unreachable)
    await monitor.pass(10_000)
    expect(part('banner').hidden).toBe(false)
    expect(screen.getByText('The page').getBoundingClientRect().top).toBe(before)
  })

  it.each([
    ['trouble', <DegradedBanner key="1" />],
    ['maintenance', <MaintenanceBanner key="2" />],
    ['an update', <UpdateBanner key="3" />],
  ])('takes no room while it has nothing to tell: %s (U11)', async (_, banner) => {
    const monitor = stagedMonitor(healthy)
    const { container } = renderKit(banner, monitor)
    await monitor.pass(0)
    expect(container.getBoundingClientRect().height).toBe(0)
    expect(['banner', 'maintenance', 'update'].flatMap(parts)).toHaveLength(1)
  })
})
