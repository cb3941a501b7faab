import { setTimeout as pause } from 'node:timers/promises'
import { hang, healthy, late, webPage } from './lab/answers.js'
import { openHealthy } from './lab/openHealthy.js'
import { expect, test } from './lab/test.js'
import { withoutRepeats } from './lab/withoutRepeats.js'

const INTERVAL = 5000
/** Long enough for a second probe that a return may cause, and well before the next poll; in milliseconds. */
const QUIET = INTERVAL / 2

test('a page out of the back-forward cache is stale until it has asked, once (R12)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
  await tab.navigate(`${lab.origin}/?bare`)
  await pause(2 * INTERVAL)
  expect(lab.hits).toHaveLength(1)
  lab.answer = late(300, healthy)
  await tab.back()
  await tab.until(5, () => window.lab.signals.some(({ what }) => what === 'restored'))
  expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({ status: 'healthy', isStale: true })
  await tab.until(5, () => !window.lab.snapshot().isStale)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(2)
  const told = await tab.evaluate(() => window.lab.told.map(({ what }) => what.isStale))
  expect(withoutRepeats(told)).toEqual([false, true, false])
  expect(await tab.evaluate(() => window.lab.errors)).toEqual([])
})

test('a probe under way when the page was left says nothing on its return (R11, R12)', async ({
  lab,
  chromium,
}) => {
  const tab = await openHealthy(chromium, lab, { interval: INTERVAL, timeout: 1000, failuresToTrip: 1 })
  lab.answer = hang
  await lab.arrival(2)
  await tab.navigate(`${lab.origin}/?bare`)
  await pause(2000)
  lab.answer = healthy
  await tab.back()
  await lab.arrival(3)
  await pause(QUIET)
  expect(lab.hits).toHaveLength(3)
  expect(await tab.evaluate(() => window.lab.signals.map(({ what }) => what))).toContain('restored')
  const told = await tab.evaluate(() => window.lab.told)
  expect(told.filter(({ what }) => what.status !== 'healthy')).toEqual([])
})

test('a write that the back-forward cache interrupts is no failing storage (R12)', async ({
  lab,
  chromium,
}) => {
  const tab = await chromium.openTab(`${lab.origin}/`)
  await tab.evaluate((interval) => {
    // A slow disk: whatever is written takes half a second.
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...args) {
      const end = performance.now() + 500
      const holdOpen = () => {
        if (performance.now() < end) this.get('nothing').addEventListener('success', holdOpen)
      }
      holdOpen()
      return put.apply(this, args)
    }
    window.lab.start({ interval })
  }, INTERVAL)
  await tab.until(5, () => window.lab.snapshot().status === 'healthy')
  await tab.navigate(`${lab.origin}/?bare`)
  // Longer than the deadline of a write.
  await pause(3000)
  await tab.back()
  await tab.until(5, () => window.lab.signals.some(({ what }) => what === 'restored'))
  await pause(1000)
  const modes = await tab.evaluate(() => window.lab.told.map(({ what }) => what.storage))
  expect(withoutRepeats(modes)).toEqual(['persistent'])
})

test('a running engine keeps no page out of the back-forward cache (R12)', async ({ lab, chromium }) => {
  const tab = await openHealthy(chromium, lab, { interval: INTERVAL })
  const { result } = await tab.send('Runtime.evaluate', { expression: 'window' })
  const { listeners } = await tab.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' })
  const types = listeners.map(({ type }) => type)
  expect(types).toContain('pageshow')
  expect(types).not.toContain('unload')
  expect(types).not.toContain('beforeunload')

  await tab.navigate(`${lab.origin}/?bare`)
  await tab.back()
  await tab.until(5, () => window.lab.signals.some(({ what }) => what === 'restored'))
  const reasons = await tab.evaluate(
    () => performance.getEntriesByType('navigation')[0]?.toJSON().notRestoredReasons as unknown,
  )
  expect(reasons).toBeNull()
})

test('a prerendered page asks nothing until somebody goes there (R9)', async ({ lab, chromium }) => {
  const target = `/?start=${encodeURIComponent(JSON.stringify({ interval: INTERVAL }))}`
  const rules = JSON.stringify({ prerender: [{ source: 'list', urls: [target] }] })
  const goThere = `setTimeout(() => location.assign(${JSON.stringify(target)}), 3000)`
  const page = `<script type="speculationrules">${rules}</script><script>${goThere}</script>`
  lab.serve('/front', webPage(page))
  const openedAt = performance.now()
  const attach = await chromium.openUnwatched(`${lab.origin}/front`)
  const [front, probe] = [await lab.arrival(1), await lab.arrival(2)]
  expect([front.url, probe.url]).toEqual(['/front', '/api/health'])

  const tab = await attach()
  const activatedAfter = await tab.evaluate(
    () => performance.getEntriesByType('navigation')[0]?.toJSON().activationStart as number,
  )
  expect(activatedAfter).toBeGreaterThan(0)
  expect(probe.at - openedAt).toBeGreaterThan(activatedAfter)
  await tab.until(5, () => window.lab.snapshot().status === 'healthy')
})
