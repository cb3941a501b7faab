import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { MaintenanceBanner } from '../../src/components/maintenance/MaintenanceBanner.js'
import * as Maintenance from '../../src/components/maintenance/parts.js'
import { useMaintenance } from '../../src/components/maintenance/useMaintenance.js'
import type { MaintenanceWindow } from '../../src/health/report.js'
import { movePointerAside } from './pointer.js'
import { complaints, part, parts, renderKit } from './renderKit.js'
import { healthy, stagedMonitor } from './stagedMonitor.js'
import type { StagedMonitor } from './stagedMonitor.js'

const NOW = Date.UTC(2026, 0, 1)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const window = (
  startsIn: number,
  endsIn?: number,
  components: readonly string[] = [],
): MaintenanceWindow => ({
  id: `from ${startsIn}`,
  title: 'Moving house',
  startsAt: NOW + startsIn,
  endsAt: endsIn === undefined ? undefined : NOW + endsIn,
  components,
})

function planning(...maintenance: readonly MaintenanceWindow[]): StagedMonitor {
  return stagedMonitor({ ...healthy, report: { maintenance } })
}

const sameDay = (at: number) => new Date(at).toLocaleString('en', { timeStyle: 'short' })
const fullDate = (at: number) =>
  new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })

// What the pointer is on stays.
beforeEach(movePointerAside)

describe('a MaintenanceBanner', () => {
  it('is in the DOM from the start, empty and hidden', () => {
    renderKit(<MaintenanceBanner />, stagedMonitor())
    expect(part('maintenance').hidden).toBe(true)
    expect(part('maintenance').childNodes).toHaveLength(0)
    expect(part('maintenance').hasAttribute('data-phase')).toBe(false)
  })

  it('tells of what is planned from a day before, when it begins, and how long that is', async () => {
    const monitor = planning(window(DAY + HOUR, DAY + 2 * HOUR))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.sleep(HOUR - 1)
    expect(part('maintenance').hidden).toBe(true)
    await monitor.sleep(MINUTE)
    expect(part('maintenance').hidden).toBe(false)
    expect(part('maintenance').dataset.phase).toBe('planned')
    expect(part('message').textContent.trim()).toBe(
      `Maintenance is planned for ${fullDate(NOW + DAY + HOUR)}. It is about “Moving house”.`,
    )
    expect(part('countdown').textContent).toBe('Starts in 24 hr')
    await monitor.sleep(DAY - 10 * MINUTE)
    expect(part('countdown').textContent).toBe('Starts in 9 min')
  })

  it('says only the time of what is planned for today, and which components it is about', async () => {
    const startsAt = new Date(NOW).setHours(23, 59)
    const monitor = planning({ ...window(0), title: '', startsAt, components: ['search', 'images'] })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('message').textContent).toBe(
      `Maintenance is planned for ${sameDay(startsAt)}. Affected: search and images.`,
    )
  })

  it('says what the back end calls it, to people who listen too', async () => {
    const monitor = planning(window(-HOUR, HOUR, ['search']))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    const told =
      'Maintenance is under way. It is about “Moving house”. Some things may not work until it is over. ' +
      'What you have typed stays on this page. Affected: search.'
    expect(part('message').textContent).toBe(told)
    expect(part('announcer').textContent).toBe(told)
  })

  it.each(['', '  '])('leaves out a title that says nothing: "%s"', async (title) => {
    const monitor = planning({ ...window(-HOUR), title })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('message').textContent).toBe(
      'Maintenance is under way. Some things may not work until it is over. What you have typed stays on this page.',
    )
  })

  it('turns at the very moment to what is under way, with a countdown to its end, and leaves at the end', async () => {
    const monitor = planning(window(MINUTE, 41 * MINUTE))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(MINUTE - 1)
    expect(part('maintenance').dataset.phase).toBe('planned')
    await monitor.pass(1)
    expect(part('maintenance').dataset.phase).toBe('under-way')
    expect(part('message').textContent).toContain('Maintenance is under way.')
    expect(part('message').textContent).toContain('What you have typed stays on this page.')
    expect(screen.getByRole('timer').textContent).toBe('Over in 40 min')
    expect(screen.getByRole('timer').getAttribute('aria-live')).toBe('off')
    await monitor.sleep(40 * MINUTE)
    expect(part('maintenance').hidden).toBe(true)
  })

  it('stays while the pointer is on it although it is over, and leaves afterwards (U9)', async () => {
    const monitor = planning(window(-HOUR, MINUTE))
    renderKit(
      <>
        <MaintenanceBanner />
        <p style={{ position: 'fixed', insetBlockEnd: 0 }}>Elsewhere</p>
      </>,
      monitor,
    )
    await page.elementLocator(part('message')).hover()
    await monitor.pass(2 * MINUTE)
    expect(part('maintenance').hidden).toBe(false)
    expect(part('message').textContent).toContain('Maintenance is under way.')
    await page.elementLocator(screen.getByText('Elsewhere')).hover()
    expect(part('maintenance').hidden).toBe(true)
  })

  it('leaves at once when it is dismissed with the pointer on it', async () => {
    renderKit(<MaintenanceBanner />, planning(window(-HOUR)))
    await page.elementLocator(screen.getByRole('button', { name: 'Dismiss' })).click()
    expect(part('maintenance').hidden).toBe(true)
  })

  it('is not said to take longer because nobody has looked since its end', async () => {
    const monitor = planning(window(-HOUR, MINUTE))
    monitor.show({ status: 'degraded', cause: 'maintenance', since: NOW - HOUR })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(MINUTE)
    expect(part('maintenance').dataset.phase).toBe('under-way')
    expect(part('message').textContent).not.toContain('longer than planned')
    expect(parts('countdown')).toEqual([])
    monitor.show({ status: 'healthy', cause: null, since: NOW + MINUTE })
    expect(part('maintenance').hidden).toBe(true)
  })

  it('says that it takes longer, once a check after its end finds the same trouble', async () => {
    const monitor = planning(window(-HOUR, MINUTE))
    monitor.show({ status: 'unhealthy', cause: 'maintenance', since: NOW - HOUR })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(MINUTE)
    monitor.show({ cause: 'unreachable' })
    expect(part('maintenance').dataset.phase).toBe('overdue')
    expect(part('message').textContent).toContain('It is taking longer than planned.')
    expect(parts('countdown')).toEqual([])
    monitor.show({ status: 'healthy', cause: null, since: NOW + 2 * MINUTE })
    expect(part('maintenance').hidden).toBe(true)
  })

  it('says that it takes longer in place of a banner that would blame the server', async () => {
    const monitor = planning(window(-HOUR, MINUTE))
    monitor.show({ status: 'unhealthy', cause: 'maintenance', since: NOW - HOUR })
    renderKit(
      <>
        <DegradedBanner />
        <MaintenanceBanner />
      </>,
      monitor,
    )
    await monitor.pass(MINUTE)
    monitor.show({ cause: 'unreachable' })
    await monitor.pass(10_000)
    expect(part('banner').hidden).toBe(true)
    expect(part('maintenance').dataset.phase).toBe('overdue')
  })

  it.each([
    ['began after its end', { status: 'unhealthy', cause: 'unreachable', since: NOW + 2 * MINUTE }],
    ['is of this device', { status: 'offline', cause: 'device-offline', since: NOW - HOUR }],
    [
      'is of another component',
      {
        status: 'degraded',
        cause: 'component',
        since: NOW - HOUR,
        report: {
          components: { mail: { status: 'unhealthy', critical: false } },
          maintenance: [window(-HOUR, MINUTE, ['search'])],
        },
      },
    ],
  ] as const)('is over on time for all that trouble tells which %s', async (_, trouble) => {
    const monitor = planning(window(-HOUR, MINUTE))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(3 * MINUTE)
    monitor.show(trouble)
    expect(part('maintenance').hidden).toBe(true)
  })

  it('says nothing of what should have been over a day ago: it is something else by then', async () => {
    const monitor = planning(window(-2 * HOUR, -HOUR))
    monitor.show({ status: 'degraded', cause: 'reported', since: NOW - 2 * HOUR })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.sleep(23 * HOUR - 1)
    expect(part('maintenance').dataset.phase).toBe('overdue')
    await monitor.sleep(MINUTE)
    expect(part('maintenance').hidden).toBe(true)
  })

  it('has no countdown where no end is known', async () => {
    const monitor = planning(window(-HOUR))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('maintenance').dataset.phase).toBe('under-way')
    expect(parts('countdown')).toEqual([])
  })

  it('tells of what is under way rather than of what comes, and of what comes first', async () => {
    const monitor = planning(window(3 * HOUR), window(2 * HOUR), window(-HOUR, HOUR))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('maintenance').dataset.phase).toBe('under-way')
    await monitor.sleep(HOUR)
    expect(part('message').textContent).toContain(sameDay(NOW + 2 * HOUR))
  })

  it('tells of the whole service rather than of some components, from the moment it begins', async () => {
    const monitor = planning(
      window(-DAY, 7 * DAY, ['search']),
      window(MINUTE, HOUR),
      window(2 * MINUTE, 2 * HOUR, ['mail']),
    )
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(MINUTE - 1)
    expect(part('message').textContent).toContain('Affected: search.')
    await monitor.pass(1)
    expect(part('message').textContent).not.toContain('Affected')
    await monitor.pass(MINUTE)
    expect(part('message').textContent).not.toContain('Affected')
    await monitor.sleep(HOUR)
    expect(part('message').textContent).toContain('Affected: mail.')
  })

  it('dismissed, gives way to what comes next, in all banners of the page', async () => {
    const monitor = planning(window(-DAY, 7 * DAY, ['search']), window(HOUR, 2 * HOUR))
    renderKit(
      <>
        <div data-testid="wide">
          <MaintenanceBanner />
        </div>
        <MaintenanceBanner data-testid="other" />
      </>,
      monitor,
    )
    await monitor.pass(0)
    expect(part('message').textContent).toContain('Affected: search.')
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(part('message').textContent).toContain(sameDay(NOW + HOUR))
    screen.getByTestId('wide').style.display = 'none'
    await monitor.pass(MINUTE)
    expect(screen.getByTestId('other').textContent).toContain(sameDay(NOW + HOUR))
    await monitor.sleep(3 * HOUR)
    expect(screen.getByTestId('other').hidden).toBe(true)
  })

  it('trusts no report that was only remembered', async () => {
    const monitor = planning(window(-HOUR))
    monitor.show({ source: 'restored', isStale: true })
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('maintenance').hidden).toBe(true)
    monitor.show({ source: 'live', isStale: false })
    expect(part('maintenance').hidden).toBe(false)
  })

  it('is right after a night with the lid closed', async () => {
    const monitor = planning(window(HOUR, 8 * HOUR))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    expect(part('maintenance').dataset.phase).toBe('planned')
    await monitor.sleep(7 * HOUR)
    expect(part('maintenance').dataset.phase).toBe('under-way')
    expect(part('countdown').textContent).toBe('Over in 1 hr')
  })

  it('is dismissed by button or Escape, by the window: until that begins, and for good then', async () => {
    const monitor = planning(window(HOUR, 2 * HOUR), window(DAY + 3 * HOUR))
    renderKit(<MaintenanceBanner />, monitor)
    await monitor.pass(0)
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    await monitor.sleep(HOUR - 1)
    expect(part('maintenance').hidden).toBe(true)
    await monitor.pass(1)
    expect(part('maintenance').hidden).toBe(false)
    screen.getByRole('button', { name: 'Dismiss' }).focus()
    await userEvent.keyboard('{Escape}')
    expect(part('maintenance').hidden).toBe(true)
    await monitor.sleep(2 * HOUR)
    expect(part('message').textContent).toContain(fullDate(NOW + DAY + 3 * HOUR))
  })

  it('stays dismissed on the next page', async () => {
    const monitor = planning(window(HOUR))
    const { rerender } = renderKit(<MaintenanceBanner key="page 1" />, monitor)
    await monitor.pass(0)
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    rerender(<MaintenanceBanner key="page 2" />)
    await monitor.pass(MINUTE)
    expect(part('maintenance').hidden).toBe(true)
  })

  it('is announced once when it is first shown and once when it begins, over pages too', async () => {
    const monitor = planning(window(HOUR, 2 * HOUR))
    const { rerender } = renderKit(<MaintenanceBanner key="page 1" />, monitor)
    await monitor.pass(0)
    expect(part('announcer').textContent).toContain('Maintenance is planned for')
    await monitor.pass(MINUTE)
    rerender(<MaintenanceBanner key="page 2" />)
    await monitor.pass(0)
    expect(part('announcer').textContent).toBe('')
    await monitor.sleep(59 * MINUTE)
    expect(part('announcer').textContent).toContain('Maintenance is under way.')
  })

  it('renders nothing again on a poll that changes nothing, and leaves no timer behind', async () => {
    const monitor = planning(window(HOUR))
    let renders = 0
    const { unmount } = renderKit(
      <Maintenance.Root
        render={(props) => {
          renders++
          return <section {...props} />
        }}
      />,
      monitor,
    )
    await monitor.pass(0)
    const before = renders
    monitor.poll({ lastChecked: 1 })
    await monitor.pass(2 * MINUTE)
    expect(renders).toBe(before)
    unmount()
    expect(monitor.clock.pendingTimers).toBe(0)
  })

  it('refuses a time that is none', () => {
    const refused = complaints(() => renderKit(<MaintenanceBanner ahead={-1} />, stagedMonitor()))
    expect(new Set(refused)).toEqual(
      new Set([expect.stringMatching(/expected `ahead` in milliseconds, got -1/)]),
    )
  })
})

describe('useMaintenance', () => {
  function Probe() {
    const maintenance = useMaintenance()
    return <output>{maintenance ? `${maintenance.phase} ${maintenance.id}` : 'none'}</output>
  }

  it('gives the next one, however far ahead, and the one under way', async () => {
    const monitor = planning(window(3 * DAY, 4 * DAY))
    renderKit(<Probe />, monitor)
    expect(screen.getByText(`planned from ${3 * DAY}`)).toBeTruthy()
    await monitor.sleep(3 * DAY)
    expect(screen.getByText(`under-way from ${3 * DAY}`)).toBeTruthy()
    await monitor.sleep(DAY)
    expect(screen.getByText('none')).toBeTruthy()
  })
})

describe('a part of a maintenance banner outside of one', () => {
  it('says where it belongs', () => {
    expect(() => renderKit(<Maintenance.Message />, stagedMonitor())).toThrow(
      'react-api-status: <Maintenance.Message> has nothing to go by here. Put it inside <Maintenance.Root>.',
    )
  })
})
