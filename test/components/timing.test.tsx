import { describe, expect, it, vi } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { StartupGate } from '../../src/components/startup/StartupGate.js'
import { useStartup } from '../../src/components/startup/useStartup.js'
import { complaints, part, renderKit } from './renderKit.js'
import { healthy, searchDown, stagedMonitor } from './stagedMonitor.js'

/** Reads how the start is going, as the example of the hook does, and says nothing of its timing. */
function Phase() {
  return <i>{useStartup().phase}</i>
}

describe('a timing', () => {
  it('is left alone by those who say nothing of it', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <>
        <StartupGate wakingAfter={1000} />
        <Phase />
      </>,
      monitor,
    )
    await monitor.pass(1500)
    expect(part('startup').dataset['phase']).toBe('waking')
  })

  it('is the default again when it is no longer given', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<DegradedBanner showDelay={0} />, monitor)
    rerender(<DegradedBanner />)
    monitor.show(searchDown)
    await monitor.pass(1499)
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('banner').hidden).toBe(false)
  })

  it('holds for as long as who gave it is there', async () => {
    const monitor = stagedMonitor()
    const { rerender } = renderKit(
      <>
        <Phase />
        <StartupGate wakingAfter={1000} />
      </>,
      monitor,
    )
    rerender(<Phase />)
    await monitor.pass(1500)
    expect(document.querySelector('i')?.textContent).toBe('connecting')
    await monitor.pass(1500)
    expect(document.querySelector('i')?.textContent).toBe('waking')
  })

  it('is that of the last who gave one, each duration for itself', async () => {
    const monitor = stagedMonitor()
    renderKit(
      <>
        <StartupGate data-testid="first" quietFor={0} wakingAfter={1000} />
        <StartupGate data-testid="last" wakingAfter={2000} />
        <Phase />
      </>,
      monitor,
    )
    const phases = [document.querySelector('i')?.textContent]
    for (let seconds = 0; seconds < 2; seconds++) {
      await monitor.pass(1000)
      phases.push(document.querySelector('i')?.textContent)
    }
    expect(phases).toEqual(['connecting', 'connecting', 'waking'])
  })

  it('holds without a gap when the next page gives it, too', async () => {
    const monitor = stagedMonitor(healthy)
    const { rerender } = renderKit(<DegradedBanner key="one" showDelay={10_000} />, monitor)
    monitor.show(searchDown)
    await monitor.pass(5000)
    rerender(<DegradedBanner key="two" showDelay={10_000} />)
    await monitor.pass(4999)
    expect(part('banner').hidden).toBe(true)
    await monitor.pass(5001)
    expect(part('banner').hidden).toBe(false)
  })

  it('that is none is refused by its name', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const [complaint] = complaints(() => renderKit(<StartupGate wakingAfter={-1} />, stagedMonitor()))
    vi.restoreAllMocks()
    expect(complaint).toBe('This is no duration: expected `wakingAfter` in milliseconds, got -1.')
  })
})
