import { setTimeout as pause } from 'node:timers/promises'
import { openHealthy } from './lab/openHealthy.js'
import { expect, test } from './lab/test.js'

const INTERVAL = 5000
/** Long enough for a second probe that a return may cause, and well before the next poll; in milliseconds. */
const QUIET = INTERVAL / 2

test('a hidden tab asks nothing, and asks once within 300 ms of being shown (R9)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
  await chromium.openTab(`${lab.origin}/?bare`)
  expect(await tab.evaluate(() => document.visibilityState)).toBe('hidden')
  await pause(1.2 * INTERVAL)
  expect(lab.hits).toHaveLength(1)

  const shownAt = performance.now()
  await tab.activate()
  const asked = await lab.arrival(2)
  expect(asked.at - shownAt).toBeLessThan(3 * 300)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(2)
})

test('a tab that is shown again before its next poll is due keeps to its time (R9)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
  await chromium.openTab(`${lab.origin}/?bare`)
  await tab.activate()
  const [first, second] = [await lab.arrival(1), await lab.arrival(2)]
  expect(second.at - first.at).toBeGreaterThan(0.8 * INTERVAL)
})

test.describe('timers aligned to a second, as in the background', () => {
  test.use({
    flags: [
      '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1,QuickIntensiveThrottlingAfterLoading',
    ],
  })

  test('make nothing stale and fail nothing in a tab that polls while hidden (R9)', async ({
    lab,
    chromium,
  }) => {
    const tab = await openHealthy(chromium, lab, { interval: 3000, pauseWhenHidden: false })
    await chromium.openTab(`${lab.origin}/?bare`)
    await tab.evaluate(() => {
      const tick = () => {
        document.title = String(Number(document.title) + 1)
        setTimeout(tick, 100)
      }
      document.title = '0'
      tick()
    })
    const before = lab.hits.length
    await lab.arrival(before + 6, 40)
    // The set-up: unthrottled it would have ticked ten times a second.
    expect(Number(await tab.evaluate(() => document.title))).toBeLessThan(30)
    const told = await tab.evaluate(() => window.lab.told)
    expect(told.map(({ what }) => [what.status, what.isStale])).toEqual([['healthy', false]])
  })
})
