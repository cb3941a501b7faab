import { setTimeout as pause } from 'node:timers/promises'
import { cut, hang, healthy, late, slowBody } from './lab/answers.js'
import { openHealthy } from './lab/openHealthy.js'
import { expect, test } from './lab/test.js'

/** The longest wait before a failure is confirmed, in milliseconds. */
const CONFIRM = 5000
/** Longer than the least time between two probes that users cause, in milliseconds. */
const AFTER_USER_GAP = 2500
/** No poll of its own falls into a test. */
const RARE = { interval: 600_000 }

test('a browser that says offline is healthy while the back end answers (R1)', async ({ lab, chromium }) => {
  const tab = await chromium.openTab(`${lab.origin}/?bare`)
  await tab.believeOnline(false)
  await tab.navigate(`${lab.origin}/`)
  expect(await tab.evaluate(() => navigator.onLine)).toBe(false)
  await tab.evaluate(() => window.lab.start({ interval: 1000 }))
  await lab.arrival(4)
  const told = await tab.evaluate(() => window.lab.told)
  expect(told.map(({ what }) => what.status)).toEqual(['healthy'])
})

test('a browser that begins to say offline ends neither health nor polling (R1)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, { interval: 1000 })
  const before = lab.hits.length
  await tab.believeOnline(false)
  await lab.arrival(before + 4)
  const told = await tab.evaluate(() => window.lab.told)
  expect(told.map(({ what }) => what.status)).toEqual(['healthy'])
})

test('offline and online each have it ask once, within half a second (R2)', async ({ lab, chromium }) => {
  const tab = await openHealthy(chromium, lab, RARE)
  for (const isOnline of [false, true]) {
    const before = lab.hits.length
    const at = performance.now()
    await tab.believeOnline(isOnline)
    const asked = await lab.arrival(before + 1)
    expect(asked.at - at).toBeLessThan(3 * 500)
    await pause(AFTER_USER_GAP)
    expect(lab.hits).toHaveLength(before + 1)
  }
})

test('online alone never says healthy (R2)', async ({ lab, chromium }) => {
  const tab = await openHealthy(chromium, lab, RARE)
  // First, so that the probe for the event meets it too: a check joins what is under way.
  lab.answer = cut
  await tab.believeOnline(false)
  expect(await tab.evaluate(async () => (await window.lab.check()).status)).toBe('offline')
  const before = lab.hits.length
  await tab.believeOnline(true)
  await lab.arrival(before + 1)
  await pause(AFTER_USER_GAP)
  const [first, ...later] = await tab.evaluate(() => window.lab.told.map(({ what }) => what.status))
  expect(first).toBe('healthy')
  expect(later).not.toContain('healthy')
})

test('a return with all of its signals at once has it ask once (R2)', async ({ lab, chromium }) => {
  const tab = await openHealthy(chromium, lab, RARE)
  await tab.navigate(`${lab.origin}/?bare`)
  await tab.believeOnline(false)
  const before = lab.hits.length
  lab.answer = late(500, healthy)
  await tab.back()
  await tab.believeOnline(true)
  await tab.until(5, () => window.lab.signals.some(({ what }) => what === 'online'))
  const signals = await tab.evaluate(() => window.lab.signals.map(({ what }) => what))
  expect(signals).toEqual(expect.arrayContaining(['resume', 'visible', 'restored', 'online']))
  await pause(AFTER_USER_GAP)
  expect(lab.hits).toHaveLength(before + 1)
})

for (const [what, answer] of [
  ['says nothing', hang],
  ['never ends its body', slowBody],
] as const) {
  test(`a back end that ${what} is down after timeout and confirmation, asked once at a time (R4)`, async ({
    lab,
    chromium,
  }) => {
    const timeout = 1000
    const tab = await openHealthy(chromium, lab, { interval: 1000, timeout })
    let open = 0
    let mostOpen = 0
    lab.answer = (request, response) => {
      mostOpen = Math.max(mostOpen, ++open)
      response.once('close', () => open--)
      answer(request, response)
    }
    const before = lab.hits.length
    await lab.arrival(before + 1)
    const deadline = timeout + CONFIRM + timeout
    await tab.until((3 * deadline) / 1000, () => window.lab.snapshot().status === 'unhealthy')
    expect(await tab.evaluate(() => window.lab.snapshot().cause)).toBe('timeout')
    expect(lab.hits).toHaveLength(before + 2)
    expect(mostOpen).toBe(1)
  })
}
