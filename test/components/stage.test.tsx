import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createPortal } from 'react-dom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import { UpdateBanner } from '../../src/components/update/UpdateBanner.js'
import type { ReportSketch } from '../../src/testing/reports.js'
import { movePointerAside } from './pointer.js'
import { parts, renderKit } from './renderKit.js'
import { healthy, stagedMonitor } from './stagedMonitor.js'

const NOW = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
const RECOVERY = 10_000

const planned = { id: 'planned', title: 'Later', startsAt: NOW + HOUR, components: [] }
const underWay = { id: 'now', title: 'Now', startsAt: NOW - HOUR, endsAt: NOW + HOUR, components: [] }
const all: ReportSketch = { service: { buildId: '2' }, maintenance: [planned] }
const searchDown = { components: { search: { status: 'unhealthy', critical: false } } } as const

/** The banners that are to be seen. */
function shown(): (string | undefined)[] {
  return ['banner', 'maintenance', 'update'].flatMap(parts).flatMap((node) => (node.hidden ? [] : node.id))
}

/** Those of them that no style takes away. */
function visible(): (string | undefined)[] {
  return shown().filter((id) => document.getElementById(String(id))?.checkVisibility())
}

function renderAll() {
  const monitor = stagedMonitor(healthy)
  renderKit(
    <>
      <UpdateBanner id="update" buildId="1" settleFor={0} />
      <MaintenanceBanner id="maintenance" />
      <DegradedBanner id="trouble" />
      <DegradedBanner id="trouble too" />
    </>,
    monitor,
  )
  return {
    monitor,
    async report(sketch: ReportSketch, verdict: object = { status: 'healthy', cause: null }) {
      monitor.show({ ...healthy, ...verdict, report: { ...all, ...sketch } })
      await monitor.pass(RECOVERY)
    },
  }
}

describe('the stage', () => {
  it('shows one banner at a time: what weighs most, the first among equals (U15)', async () => {
    const { report } = renderAll()
    expect(shown()).toEqual([])
    await report({ maintenance: [] })
    expect(shown()).toEqual(['update'])
    await report({})
    expect(shown()).toEqual(['maintenance'])
    await report(searchDown, { status: 'degraded', cause: 'component' })
    expect(shown()).toEqual(['trouble'])
    await report({ ...searchDown, maintenance: [underWay] }, { status: 'degraded', cause: 'component' })
    expect(shown()).toEqual(['maintenance'])
    await report({ readOnly: true, maintenance: [underWay] }, { status: 'degraded', cause: 'read-only' })
    expect(shown()).toEqual(['trouble'])
  })

  it('leaves maintenance to the banner that knows its end, and to the other one when that was dismissed', async () => {
    const { report } = renderAll()
    await report({ maintenance: [underWay], readOnly: true }, { status: 'unhealthy', cause: 'maintenance' })
    expect(shown()).toEqual(['maintenance'])
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(shown()).toEqual(['trouble'])
  })

  it('shows trouble rather than maintenance that is about other components', async () => {
    const { report } = renderAll()
    const degraded = { status: 'degraded', cause: 'component' }
    const ofImages = { ...underWay, components: ['images'] }
    await report({ maintenance: [ofImages], ...searchDown }, degraded)
    expect(shown()).toEqual(['trouble'])
    await report(
      { maintenance: [{ ...underWay, components: ['images', 'search'] }], ...searchDown },
      degraded,
    )
    expect(shown()).toEqual(['maintenance'])
    await report({ maintenance: [ofImages] })
    expect(shown()).toEqual(['maintenance'])
  })

  it('does not wait with trouble for a pointer that is on something that is over', async () => {
    const { monitor, report } = renderAll()
    await report({ maintenance: [{ ...underWay, endsAt: NOW + RECOVERY + 1 }] })
    onTestFinished(movePointerAside)
    await page.elementLocator(screen.getByText('Maintenance is under way.')).hover()
    await monitor.pass(1)
    expect(shown()).toEqual(['maintenance'])
    await report({ maintenance: [], ...searchDown }, { status: 'degraded', cause: 'component' })
    expect(shown()).toEqual(['trouble'])
    await report({ maintenance: [] })
    expect(shown()).toEqual(['update'])
  })

  it('shows what weighs less once the rest was dismissed, but no update during trouble', async () => {
    const { report } = renderAll()
    await report(searchDown, { status: 'degraded', cause: 'component' })
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(shown()).toEqual(['maintenance'])
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(shown()).toEqual([])
    await report({})
    expect(shown()).toEqual(['update'])
  })

  it('lets good news have its time before what comes next', async () => {
    const { monitor, report } = renderAll()
    await report({}, { status: 'unhealthy', cause: 'unreachable' })
    expect(shown()).toEqual(['trouble'])
    monitor.show(healthy)
    await monitor.pass(0)
    expect(shown()).toEqual(['trouble'])
    await monitor.pass(RECOVERY)
    expect(shown()).toEqual(['update'])
  })

  it('is one for each back end', async () => {
    const [shop, search] = [
      stagedMonitor({ ...healthy, report: { maintenance: [planned] } }),
      stagedMonitor({ ...healthy, report: { maintenance: [planned] } }),
    ]
    renderKit(<MaintenanceBanner id="shop" />, shop)
    renderKit(<MaintenanceBanner id="search" />, search)
    await shop.pass(0)
    expect(shown()).toEqual(['shop', 'search'])
  })

  it('is for a banner that can be seen: of two layouts, and of two tabs', async () => {
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [planned] } })
    renderKit(
      <>
        <div data-testid="wide" style={{ display: 'none' }}>
          <div style={{ display: 'contents' }}>
            <MaintenanceBanner id="first" />
          </div>
        </div>
        <div data-testid="narrow">
          <div style={{ display: 'contents' }}>
            <MaintenanceBanner id="second" />
          </div>
        </div>
      </>,
      monitor,
    )
    await monitor.pass(0)
    expect(shown()).toEqual(['second'])
    screen.getByTestId('wide').style.display = 'block'
    screen.getByTestId('narrow').style.display = 'none'
    await waitFor(() => expect(shown()).toEqual(['first']))
  })

  it('is for the banner of two that a class of its own does not take away', async () => {
    const sheet = document.head.appendChild(document.createElement('style'))
    sheet.textContent = `
      @media (width < 600px) { .wide { display: none } }
      @media (width >= 600px) { .narrow { display: none } }`
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [planned] } })
    renderKit(
      <>
        <MaintenanceBanner id="wide" className="wide" />
        <MaintenanceBanner id="narrow" className="narrow" />
        <MaintenanceBanner id="another" />
      </>,
      monitor,
    )
    await page.viewport(500, 600)
    await monitor.pass(0)
    expect(visible()).toEqual(['narrow'])
    await page.viewport(700, 600)
    await waitFor(() => expect(visible()).toEqual(['wide']))
    await page.viewport(500, 600)
    await waitFor(() => expect(visible()).toEqual(['narrow']))
    sheet.remove()
    await page.viewport(414, 896)
  })

  it('goes on to what weighs less where the style of what weighs more takes that away', async () => {
    const monitor = stagedMonitor({
      ...healthy,
      report: { service: { buildId: '2' }, maintenance: [planned] },
    })
    renderKit(
      <>
        <UpdateBanner id="update" buildId="1" settleFor={0} />
        <MaintenanceBanner id="maintenance" style={{ display: 'none' }} />
      </>,
      monitor,
    )
    await monitor.pass(RECOVERY)
    expect(visible()).toEqual(['update'])
  })

  it('is for a banner in a shadow that can be seen, as for any other', async () => {
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [planned] } })
    const host = document.body.appendChild(document.createElement('div'))
    const shadow = host.attachShadow({ mode: 'open' })
    host.hidden = true
    renderKit(
      <>
        {createPortal(<MaintenanceBanner />, shadow)}
        <MaintenanceBanner id="outside" />
      </>,
      monitor,
    )
    await monitor.pass(0)
    expect(shown()).toEqual(['outside'])
    expect(shadow.querySelector('section')?.hidden).toBe(true)
    host.remove()
  })

  it('is one for each document', async () => {
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [planned] } })
    const frame = document.body.appendChild(document.createElement('iframe'))
    const inside = frame.contentDocument?.body
    if (!inside) throw new Error('The frame has no document.')
    renderKit(
      <>
        {createPortal(<MaintenanceBanner />, inside)}
        <MaintenanceBanner id="outside" />
      </>,
      monitor,
    )
    await monitor.pass(0)
    expect(shown()).toEqual(['outside'])
    expect(inside.querySelector('section')?.hidden).toBe(false)
    frame.remove()
  })

  it('goes to the next in line when the banner that had it leaves', async () => {
    const monitor = stagedMonitor({ ...healthy, report: { maintenance: [planned] } })
    const { rerender } = renderKit(
      [<MaintenanceBanner key="1" id="first" />, <MaintenanceBanner key="2" id="second" />],
      monitor,
    )
    expect(shown()).toEqual(['first'])
    rerender([<MaintenanceBanner key="2" id="second" />])
    expect(shown()).toEqual(['second'])
  })
})
