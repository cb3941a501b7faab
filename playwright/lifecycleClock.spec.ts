import { setTimeout as pause } from 'node:timers/promises'
import { hang, healthy, late } from './lab/answers.js'
import { openHealthy } from './lab/openHealthy.js'
import { expect, test } from './lab/test.js'
import type { Tab } from './lab/tab.js'

const INTERVAL = 3000
/** How long the back end thinks about the poll during which the clock jumps, in milliseconds. */
const LATENCY = 500
const HOUR = 3_600_000

/**
 * The user, or a time server, moves the wall clock of the page; what measures durations goes on as before. The protocol
 * can only move both.
 */
async function moveWallClock(tab: Tab, milliseconds: number): Promise<void> {
  await tab.evaluate((by) => {
    const { now } = Date
    Date.now = () => now() + by
  }, milliseconds)
}

for (const [how, by] of [
  ['back', -HOUR],
  ['forward', HOUR],
] as const) {
  test(`a wall clock that jumps ${how} changes neither polling nor verdict (R13)`, async ({
    lab,
    chromium,
  }) => {
    const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
    await tab.evaluate(() => window.lab.check())
    lab.answer = late(LATENCY, healthy)
    const poll = lab.hits.length + 1
    const asked = await lab.arrival(poll)
    await moveWallClock(tab, by)
    const askedAgain = await lab.arrival(poll + 1)
    expect(askedAgain.at - asked.at).toBeGreaterThan(LATENCY + 0.8 * INTERVAL)
    expect(askedAgain.at - asked.at).toBeLessThan(3 * (LATENCY + INTERVAL))

    const { checkTook, latencyMs, age, wait } = await tab.evaluate(async () => {
      const { latencyMs: measured } = window.lab.timing()
      const startedAt = performance.now()
      await window.lab.check()
      const { lastChecked, nextCheckAt } = window.lab.timing()
      return {
        checkTook: performance.now() - startedAt,
        latencyMs: measured,
        age: Date.now() - (lastChecked ?? NaN),
        wait: (nextCheckAt ?? NaN) - Date.now(),
      }
    })
    expect(latencyMs).toBeGreaterThan(0.9 * LATENCY)
    for (const duration of [latencyMs, checkTook]) expect(duration).toBeLessThan(3 * INTERVAL)
    expect(age).toBeGreaterThanOrEqual(0)
    expect(age).toBeLessThan(INTERVAL)
    expect(wait).toBeLessThan(1.2 * INTERVAL)
    const told = await tab.evaluate(() => window.lab.told)
    expect(told.map(({ what }) => [what.status, what.isStale])).toEqual([['healthy', false]])
  })
}

for (const [when, by, source] of [
  ['an hour later is shown as last known', HOUR, 'restored'],
  ['before its own time is not shown', -24 * HOUR, 'none'],
  ['two days later is not shown', 48 * HOUR, 'none'],
] as const) {
  test(`a stored report that is read ${when} (R13)`, async ({ lab, chromium }) => {
    const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
    await expect.poll(() => tab.evaluate(async () => (await indexedDB.databases()).length)).toBe(1)
    // What is under way is written when the page has gone.
    await pause(500)
    lab.answer = hang
    await tab.navigate(`${lab.origin}/?bare`)
    await tab.navigate(`${lab.origin}/`)
    await moveWallClock(tab, by)
    await tab.evaluate((interval) => window.lab.start({ interval }), INTERVAL)
    // Longer than the engine waits for its storage.
    await pause(1000)
    const { status, isStale, ...shown } = await tab.evaluate(() => window.lab.snapshot())
    expect(shown.source).toBe(source)
    expect([status, isStale]).toEqual(source === 'restored' ? ['healthy', true] : ['checking', false])
  })
}
