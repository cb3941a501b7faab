import '../../src/styles/index.css'
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { StartupGate } from '../../src/components/startup/StartupGate.js'
import { part, renderKit } from './renderKit.js'
import { healthy, offline, SHOW_DELAY, stagedMonitor, unreachable } from './stagedMonitor.js'

/** The ring around `node`, in whole pixels off its edges. */
function ringOf(node: HTMLElement): string {
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(node)
  return `${outlineStyle} ${outlineWidth} at ${outlineOffset}`
}
const RING = 'solid 2px at 2px'

describe('for those who use the keyboard, a ring', () => {
  it('is around a button, and around the banner in which focus waits once the button has left', async () => {
    const monitor = stagedMonitor(unreachable)
    renderKit(<DegradedBanner showDelay={0} minShow={0} />, monitor)
    await monitor.pass(0)
    await userEvent.tab()
    expect(document.activeElement).toBe(part('retry'))
    expect(ringOf(part('retry'))).toBe(RING)
    monitor.show(healthy)
    expect(document.activeElement).toBe(part('banner'))
    expect(ringOf(part('banner'))).toBe(RING)
  })

  it('is within the edges of an app that a start has handed its focus to', async () => {
    const monitor = stagedMonitor()
    renderKit(<StartupGate>The app</StartupGate>, monitor)
    await monitor.pass(20_000)
    await userEvent.tab()
    monitor.show(healthy)
    expect(document.activeElement).toBe(part('startup'))
    expect(ringOf(part('startup'))).toBe('solid 2px at -2px')
  })

  it('is around the front of a gate, while focus waits there', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <OfflineGate fallback={<p>Closed.</p>}>
        <input aria-label="Note" />
      </OfflineGate>,
      monitor,
    )
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByLabelText('Note'))
    monitor.show(offline)
    await monitor.pass(SHOW_DELAY)
    expect(document.activeElement).toBe(part('gate-front'))
    expect(ringOf(part('gate-front'))).toBe(RING)
  })

  it('is around a part that the app lets have focus, and around none that a mouse has pressed', async () => {
    renderKit(<StatusIndicator tabIndex={0} />, stagedMonitor(healthy))
    await userEvent.tab()
    expect(document.activeElement).toBe(part('indicator'))
    expect(ringOf(part('indicator'))).toBe(RING)
    part('indicator').blur()
    await userEvent.click(part('indicator'))
    expect(document.activeElement).toBe(part('indicator'))
    expect(ringOf(part('indicator'))).toContain('none')
  })
})
