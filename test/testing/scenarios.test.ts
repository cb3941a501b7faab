import { describe, expect, it } from 'vitest'
import { FakeClock, fakeMonitor, playScenario, scenarios } from '../../src/testing.js'
import type { FakeMonitor, Scenario } from '../../src/testing.js'

/** A monitor at the start of a scenario, its clock, and what ends it. */
function started(scenario: Scenario): { monitor: FakeMonitor; clock: FakeClock; stop: () => void } {
  const clock = new FakeClock()
  const monitor = fakeMonitor({ clock })
  return { monitor, clock, stop: playScenario(monitor, scenario) }
}

/** The headlines and causes that a scenario goes through, each with its second. */
async function storyOf(scenario: Scenario): Promise<string[]> {
  const { monitor, clock } = started(scenario)
  const told: string[] = []
  const tell = () => {
    const { status, cause } = monitor.getSnapshot()
    const sentence = `${clock.now() / 1000} s: ${cause === null ? status : `${status}, ${cause}`}`
    if (told.at(-1) !== sentence) told.push(sentence)
  }
  tell()
  monitor.subscribe(tell)
  await clock.advance(5 * 60_000)
  return told
}

describe('a scenario', () => {
  it.each([
    ['outage', ['0 s: healthy', '2 s: unhealthy, unreachable', '14 s: healthy']],
    ['wakingUp', ['0 s: checking', '1 s: unhealthy, not-ready', '26 s: healthy']],
    ['componentDown', ['0 s: healthy', '2 s: degraded, component', '20 s: healthy']],
    ['readOnly', ['0 s: healthy', '2 s: degraded, read-only', '20 s: healthy']],
    ['maintenance', ['0 s: healthy', '2 s: degraded, maintenance', '60 s: healthy']],
    ['offline', ['0 s: healthy', '2 s: offline, device-offline', '14 s: healthy']],
    ['captivePortal', ['0 s: healthy', '2 s: offline, captive-portal', '14 s: healthy']],
    ['newBuild', ['0 s: healthy', '2 s: healthy']],
    ['restored', ['0 s: degraded, component', '3 s: healthy']],
  ] as const)('called %s goes %j', async (name, story) => {
    expect(await storyOf(scenarios[name])).toEqual(story)
  })

  it('called flapping is down and up again ten times in 30 s', async () => {
    const story = await storyOf(scenarios.flapping)
    expect(story.filter((each) => each.endsWith('unhealthy, unreachable'))).toHaveLength(10)
    expect(story.at(-1)).toBe('30 s: healthy')
  })

  it('tells what a monitor would: who is affected, since when, and when the next check comes', async () => {
    const { monitor, clock } = started(scenarios.componentDown)
    await clock.advance(5_000)
    expect(monitor.getSnapshot().affected).toEqual(['search'])
    expect(monitor.getSnapshot().since).toBe(clock.wallNow() - 3_000)
    expect(monitor.getTiming().lastChecked).toBe(clock.wallNow() - 3_000)
    expect(monitor.getTiming().nextCheckAt).toBe(clock.wallNow() + 15_000)
  })

  it('keeps the last report on show, as an old one, while nobody answers', async () => {
    const { monitor, clock } = started(scenarios.outage)
    const { report } = monitor.getSnapshot()
    await clock.advance(10_000)
    expect(monitor.getSnapshot()).toMatchObject({ report, isStale: true, source: 'live' })
    expect(monitor.getTiming().reportAt).toBe(clock.wallNow() - 10_000)
  })

  it('ends maintenance a quarter of an hour after it began', async () => {
    const { monitor, clock } = started(scenarios.maintenance)
    await clock.advance(2_000)
    const [window] = monitor.getSnapshot().report?.maintenance ?? []
    expect(window).toMatchObject({ startsAt: clock.wallNow(), endsAt: clock.wallNow() + 15 * 60_000 })
  })

  it('puts another build live without a word about the status', async () => {
    const { monitor, clock } = started(scenarios.newBuild)
    const before = monitor.getSnapshot()
    await clock.advance(2_000)
    const after = monitor.getSnapshot()
    expect(after.report?.service?.buildId).not.toBe(before.report?.service?.buildId)
    expect(after.since).toBe(before.since)
  })

  it('shows a restored state as old until the first live one', async () => {
    const { monitor, clock } = started(scenarios.restored)
    expect(monitor.getSnapshot()).toMatchObject({ source: 'restored', isStale: true })
    expect(monitor.getTiming().lastChecked).toBeNull()
    await clock.advance(3_000)
    expect(monitor.getSnapshot()).toMatchObject({ source: 'live', isStale: false })
  })

  it('stays where it is once it is stopped, and leaves no timer behind', async () => {
    const { monitor, clock, stop } = started(scenarios.outage)
    await clock.advance(5_000)
    stop()
    await clock.advance(60_000)
    expect(monitor.getSnapshot().cause).toBe('unreachable')
    expect(clock.pendingTimers).toBe(0)
  })

  it('of one’s own may name states by the moment they begin', async () => {
    const { monitor, clock } = started([
      { at: 0, snapshot: { status: 'healthy', cause: null } },
      { at: 500, snapshot: (now) => ({ since: now - 7 }) },
    ])
    const startedAt = clock.wallNow()
    await clock.advance(500)
    expect(monitor.getSnapshot().since).toBe(startedAt + 493)
  })
})
