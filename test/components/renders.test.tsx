import { Profiler } from 'react'
import { describe, expect, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor } from './stagedMonitor.js'

function renderCounted(monitor: ReturnType<typeof stagedMonitor>) {
  const renders = { indicator: 0, banner: 0, gate: 0 }
  const count = (name: string) => {
    renders[name as keyof typeof renders]++
  }
  renderKit(
    <>
      <Profiler id="indicator" onRender={count}>
        <StatusIndicator />
      </Profiler>
      <Profiler id="banner" onRender={count}>
        <DegradedBanner />
      </Profiler>
      <Profiler id="gate" onRender={count}>
        <OfflineGate fallback="Offline.">Content</OfflineGate>
      </Profiler>
    </>,
    monitor,
  )
  return {
    renders,
    startCounting: () => Object.assign(renders, { indicator: 0, banner: 0, gate: 0 }),
  }
}

describe('a poll that changes nothing', () => {
  it('renders no widget again (R37)', async () => {
    const monitor = stagedMonitor(healthy)
    const { renders, startCounting } = renderCounted(monitor)
    await monitor.pass(0)
    startCounting()
    for (let poll = 1; poll <= 10; poll++) {
      monitor.poll({ lastChecked: poll, nextCheckAt: poll + 30_000, reportAt: poll, latencyMs: poll })
    }
    expect(renders).toEqual({ indicator: 0, banner: 0, gate: 0 })
    monitor.show(searchDown)
    expect(renders.indicator).toBeGreaterThan(0)
    expect(renders.gate).toBeGreaterThan(0)
  })
})
