import { setTimeout as pause } from 'node:timers/promises'
import { cut, hang, healthy, json, late } from './lab/answers.js'
import { openHealthy } from './lab/openHealthy.js'
import type { Tab } from './lab/tab.js'
import { expect, test } from './lab/test.js'
import { withoutRepeats } from './lab/withoutRepeats.js'

/** A single failure that counted would be seen. */
const STRICT = { interval: 5000, timeout: 3000, failuresToTrip: 1 }
/** Long enough for a second probe that a return may cause, and well before the next poll; in milliseconds. */
const QUIET = STRICT.interval / 2
/** The tab is frozen for so long, in milliseconds: any probe under way would be overdue. */
const FREEZE = STRICT.timeout + 1000
/** Sooner than any failure is confirmed otherwise, in milliseconds. */
const AT_ONCE = 900
/** The computer sleeps for so long, in milliseconds: no main thread is ever busy for as long beyond the interval. */
const NIGHT = STRICT.interval + 7000

test('a probe that a freeze interrupts says nothing: one more at the thaw (R10, R11)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, STRICT)
  lab.answer = hang
  await lab.arrival(2)
  await chromium.openTab(`${lab.origin}/?bare`)
  await tab.freeze()
  await pause(FREEZE)
  lab.answer = healthy
  await tab.resume()
  await tab.activate()
  await lab.arrival(3)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(3)
  expect(await headlines(tab)).toEqual(['healthy'])
})

test('a tab that thaws where nobody sees it asks nothing until it is shown (R9, R11)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, STRICT)
  lab.answer = hang
  await lab.arrival(2)
  await chromium.openTab(`${lab.origin}/?bare`)
  await tab.freeze()
  await pause(FREEZE)
  lab.answer = healthy
  await tab.resume()
  await pause(1.2 * STRICT.interval)
  expect(lab.hits).toHaveLength(2)
  await tab.activate()
  await lab.arrival(3)
  expect(await headlines(tab)).toEqual(['healthy'])
})

test('a computer that wakes asks once, and shows until then what it knew, as old as it is (R10)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, STRICT)
  const known = await tab.evaluate(() => window.lab.timing().lastChecked)
  lab.answer = late(500, healthy)
  await chromium.sleep(NIGHT)
  await lab.arrival(2)
  expect(await tab.evaluate(() => window.lab.timing().lastChecked)).toBe(known)
  expect(await tab.evaluate(() => window.lab.snapshot().isStale)).toBe(true)
  await tab.until(3, () => !window.lab.snapshot().isStale)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(2)
  expect(await headlines(tab)).toEqual(['healthy'])
})

test('a probe that sleep interrupts says nothing: one more at the wake (R10, R11)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, STRICT)
  lab.answer = hang
  await lab.arrival(2)
  lab.answer = healthy
  await chromium.sleep(NIGHT)
  await lab.arrival(3)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(3)
  expect(await headlines(tab)).toEqual(['healthy'])
})

test('the first probe after a wake may fail: another follows at once, and nobody is told (R11)', async ({
  lab,
  chromium,
}) => {
  // With a connection of its own each: a browser repeats by itself what fails on one that was left open.
  const alone = json({ status: 'healthy' }, 200, { connection: 'close' })
  lab.answer = alone
  const tab = await openHealthy(chromium, lab, STRICT)
  lab.answer = (...exchange) => {
    lab.answer = alone
    cut(...exchange)
  }
  await chromium.sleep(NIGHT)
  const [failed, repeated] = [await lab.arrival(2), await lab.arrival(3)]
  expect(repeated.at - failed.at).toBeLessThan(AT_ONCE)
  expect(await headlines(tab)).toEqual(['healthy'])
})

/** What was shown, one after the other. */
async function headlines(tab: Tab): Promise<string[]> {
  return withoutRepeats(await tab.evaluate(() => window.lab.told.map(({ what }) => what.status)))
}
