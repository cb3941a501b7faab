import { setTimeout as pause } from 'node:timers/promises'
import { degraded, down, healthy } from './lab/answers.js'
import type { Chromium } from './lab/chromium.js'
import type { Lab } from './lab/startLab.js'
import { labPage } from './lab/startLab.js'
import type { Tab } from './lab/tab.js'
import { expect, test } from './lab/test.js'
import { patience } from './patience.js'

/** The shortest interval there is, so that much happens in little time. */
const FAST = { interval: 1000, timeout: 1000 }

/** Each hit carries the name of the tab that sent it, in its referer. */
function page(lab: Lab, name: string, options: object = FAST): string {
  return `${lab.origin}/?tab=${name}&start=${encodeURIComponent(JSON.stringify(options))}`
}

function sender(referer: string | undefined): string | undefined {
  return /[?&]tab=(\w+)/.exec(referer ?? '')?.[1]
}

function sentBy(lab: Lab, name: string): number {
  return lab.hits.filter(({ headers }) => sender(headers.referer) === name).length
}

/** Resolves when the tab has sent a probe, with when it arrived. */
async function probeOf(lab: Lab, name: string, seconds: number, after = 0): Promise<number> {
  const deadline = performance.now() + patience(seconds)
  for (;;) {
    const hit = lab.hits.find(({ at, headers }) => at > after && sender(headers.referer) === name)
    if (hit) return hit.at
    if (performance.now() > deadline) throw new Error(`${name} sent nothing within ${seconds} s.`)
    await pause(10)
  }
}

/** Two windows side by side, both visible; the first leads. */
async function twoWindows(chromium: Chromium, lab: Lab, options: object = FAST): Promise<[Tab, Tab]> {
  const leader = await chromium.openWindow(page(lab, 'leader', options))
  await leader.until(3, () => window.lab.snapshot().status === 'healthy')
  const follower = await chromium.openWindow(page(lab, 'follower', options))
  await follower.until(3, () => window.lab.snapshot().source === 'shared')
  return [leader, follower]
}

/** When the page first showed a status, in epoch milliseconds of the machine that all tabs share. */
async function shownAt(tab: Tab, status: string): Promise<number> {
  await tab.until(3, (wanted) => window.lab.told.some(({ what }) => what.status === wanted), status)
  return tab.evaluate((wanted) => {
    const first = window.lab.told.find(({ what }) => what.status === wanted)
    return performance.timeOrigin + (first?.at ?? Number.NaN)
  }, status)
}

test('ten tabs send what one tab sends (R14)', async ({ lab, chromium }) => {
  lab.serve('/alone', healthy)
  const tabs = [await chromium.openWindow(page(lab, 'alone', { ...FAST, url: '/alone', tabs: false }))]
  for (let index = 0; index < 3; index++) tabs.push(await chromium.openWindow(page(lab, `window${index}`)))
  for (let index = 0; index < 7; index++) tabs.push(await chromium.openTab(page(lab, `tab${index}`)))
  const first = tabs[0]
  expect(await first?.evaluate(() => document.visibilityState)).toBe('visible')
  const begun = lab.hits.length
  await pause(30_000)
  const sent = lab.hits.slice(begun)
  const alone = sent.filter(({ url }) => url.startsWith('/alone')).length
  const together = sent.length - alone
  test.info().annotations.push({ type: 'requests', description: `one tab ${alone}, ten tabs ${together}` })
  expect(alone).toBeGreaterThan(20)
  expect(together / alone).toBeGreaterThan(0.9)
  expect(together / alone).toBeLessThan(1.1)
  for (const tab of tabs) {
    expect(await tab.evaluate(() => [window.lab.errors, window.lab.snapshot().status])).toEqual([
      [],
      'healthy',
    ])
  }
})

test('a follower shows what the leader found within 100 ms (R14)', async ({ lab, chromium }) => {
  const [leader, follower] = await twoWindows(chromium, lab)
  lab.answer = degraded
  const late = (await shownAt(follower, 'degraded')) - (await shownAt(leader, 'degraded'))
  test.info().annotations.push({ type: 'follower', description: `${late.toFixed(1)} ms later` })
  expect(late).toBeLessThan(patience(0.1))
  expect(await follower.evaluate(() => window.lab.snapshot().source)).toBe('shared')
  expect(sentBy(lab, 'follower')).toBe(0)
})

for (const end of ['close', 'crash'] as const) {
  test(`a leader that is gone (${end}) is replaced within a second, on the old schedule (R15)`, async ({
    lab,
    chromium,
  }) => {
    const [leader, follower] = await twoWindows(chromium, lab, { interval: 5000, timeout: 1000 })
    const due = await follower.evaluate(() => window.lab.timing().nextCheckAt ?? 0)
    await leader[end]()
    const at = await probeOf(lab, 'follower', 8)
    const late = performance.timeOrigin + at - due
    test
      .info()
      .annotations.push({ type: 'next probe', description: `${late.toFixed(0)} ms after it was due` })
    expect(late).toBeGreaterThan(-50)
    expect(late).toBeLessThan(patience(1))
    expect(sentBy(lab, 'follower')).toBe(1)
  })
}

test('a leader that hangs is taken over, and publishes nothing when it wakes (R15)', async ({
  lab,
  chromium,
}) => {
  const [leader, follower] = await twoWindows(chromium, lab)
  const hungAt = performance.now()
  void leader.evaluate((ms) => {
    const end = performance.now() + ms
    while (performance.now() < end);
  }, patience(12))
  const at = await probeOf(lab, 'follower', 8)
  // At most an interval and a tenth, the timeout, half an interval; then the takeover.
  test.info().annotations.push({ type: 'takeover', description: `after ${(at - hungAt).toFixed(0)} ms` })
  expect(at - hungAt).toBeLessThan(patience(1.1 + 1 + 0.5 + 0.5))
  lab.answer = down
  // The next poll, and one to confirm it.
  await follower.until(8, () => window.lab.snapshot().status === 'unhealthy')
  const seen = await follower.evaluate(() => window.lab.told.length)
  await leader.until(15, () => window.lab.snapshot().status === 'unhealthy')
  expect(await leader.evaluate(() => window.lab.snapshot().source)).toBe('shared')
  const since = await follower.evaluate((from) => window.lab.told.slice(from), seen)
  for (const { what } of since) expect(what.status).toBe('unhealthy')
  expect(await leader.evaluate(() => window.lab.errors)).toEqual([])
})

test('a leader that is frozen gives way at once, and publishes nothing when it wakes (R15)', async ({
  lab,
  chromium,
}) => {
  const [leader, follower] = await twoWindows(chromium, lab)
  await leader.freeze()
  const frozenAt = performance.now()
  const at = await probeOf(lab, 'follower', 3)
  expect(at - frozenAt).toBeLessThan(patience(1.5))
  lab.answer = down
  await follower.until(8, () => window.lab.snapshot().status === 'unhealthy')
  const seen = await follower.evaluate(() => window.lab.told.length)
  await leader.resume()
  await leader.until(3, () => window.lab.snapshot().status === 'unhealthy')
  expect(await leader.evaluate(() => window.lab.snapshot().source)).toBe('shared')
  const since = await follower.evaluate((from) => window.lab.told.slice(from), seen)
  for (const { what } of since) expect(what.status).toBe('unhealthy')
})

test('the tab that is looked at leads, and a look at another costs no probe (R16)', async ({
  lab,
  chromium,
}) => {
  const slow = { interval: 60_000 }
  const one = await chromium.openTab(page(lab, 'one', slow))
  await one.until(3, () => window.lab.snapshot().status === 'healthy')
  const other = await chromium.openTab(page(lab, 'other', slow))
  await other.until(3, () => window.lab.snapshot().status === 'healthy')
  for (let look = 0; look < 6; look++) {
    await (look % 2 === 0 ? one : other).activate()
    await pause(300)
  }
  expect(lab.hits).toHaveLength(1)
  const [shown, hidden] = await Promise.all([
    other.evaluate(() => window.lab.timing().nextCheckAt),
    one.evaluate(() => window.lab.timing().nextCheckAt),
  ])
  expect(shown).not.toBeNull()
  expect(Math.abs((hidden ?? 0) - (shown ?? 0))).toBeLessThan(100)
})

test('Retry in a follower is answered by the leader', async ({ lab, chromium }) => {
  const [, follower] = await twoWindows(chromium, lab, { interval: 60_000 })
  lab.answer = degraded
  const status = await follower.evaluate(async () => (await window.lab.check()).status)
  expect(status).toBe('degraded')
  expect([sentBy(lab, 'leader'), sentBy(lab, 'follower')]).toEqual([2, 0])
})

test('a leader in the back-forward cache gives way, and follows when it is back (R12)', async ({
  lab,
  chromium,
}) => {
  const [leader, follower] = await twoWindows(chromium, lab)
  await leader.navigate(`${lab.origin}/?bare`)
  const leftAt = performance.now()
  expect((await probeOf(lab, 'follower', 4, leftAt)) - leftAt).toBeLessThan(patience(1.5))
  lab.answer = degraded
  await follower.until(5, () => window.lab.snapshot().status === 'degraded')
  await leader.back()
  await leader.until(3, () => window.lab.snapshot().status === 'degraded')
  expect(await leader.evaluate(() => window.lab.signals.map(({ what }) => what))).toContain('restored')
  expect(await leader.evaluate(() => window.lab.snapshot().source)).toBe('shared')
})

for (const [where, headers] of [
  ['without Web Locks', {}],
  ['in an opaque origin', { 'content-security-policy': 'sandbox allow-scripts' }],
] as const) {
  test(`${where} each tab polls for itself, and nothing is thrown (R17)`, async ({ lab, chromium }) => {
    lab.serve('/lone', labPage(headers))
    for (const name of ['one', 'other']) {
      const tab = await chromium.openWindow(`${lab.origin}/lone?tab=${name}`)
      await tab.evaluate(
        (options, hasLocks) => {
          if (!hasLocks) Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
          window.lab.start(options)
        },
        { ...FAST, url: `${lab.origin}/api/health` },
        where !== 'without Web Locks',
      )
      await tab.until(3, () => window.lab.snapshot().source === 'live')
      expect(await tab.evaluate(() => window.lab.errors)).toEqual([])
    }
  })
}
