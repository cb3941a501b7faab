import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { aReport } from '../../src/testing/reports.js'
import { answerAfter, failing, open, openTabs, SILENT, two } from './browserScene.js'

const healthy = () => Response.json(aReport())
/** Probes say nothing of another origin. */
const SHOP = 'https://shop.test/'
const ORDERS = '/api/orders'

async function trip(monitor: Monitor, url: string): Promise<void> {
  for (let call = 0; call < 3; call++) await monitor.fetch(url).catch(() => {})
}

describe('breakers', () => {
  it('that have long been half-open let one call of ten tabs through (R31)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 10)
    failing(browser)
    await trip(tabs[0]!.monitor, ORDERS)
    browser.endpoint.report()
    await tabs[0]!.monitor.check()
    await browser.clock.advance(10)
    expect(tabs[5]!.monitor.getSnapshot().breaker.state).toBe('half-open')
    await browser.clock.advance(31_000)
    browser.endpoint.answer({ kind: 'hang' })
    for (const { monitor } of tabs) void monitor.fetch(ORDERS).catch(() => {})
    await browser.clock.advance(10)
    const sent = browser.endpoint.requests.filter(
      ({ url, signal }) => url.endsWith(ORDERS) && !signal.aborted,
    )
    expect(sent.length - 3).toBe(1)
  })

  it('are known to a tab that was frozen when they opened', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    follower.tab.signal('freeze')
    follower.tab.hang()
    failing(browser)
    await trip(leader.monitor, SHOP)
    follower.tab.goOn()
    follower.tab.signal('resume')
    await browser.clock.advance(500)
    await expect(follower.monitor.fetch(SHOP)).rejects.toMatchObject({ name: 'BreakerOpenError' })
  })
})

describe('what is forgotten', () => {
  it('by a leader that closes at once is asked for anew by the next one', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    await browser.clock.advance(1000)
    answerAfter(browser, 50, healthy)
    void leader.monitor.forget()
    await browser.clock.advance(10)
    leader.tab.close()
    await browser.clock.advance(3000)
    expect(follower.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })

  it('beside a leader that hangs is asked for anew by whoever takes over', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.hang()
    answerAfter(browser, 50, healthy)
    await follower.monitor.forget()
    await browser.clock.advance(5000)
    expect(follower.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })

  it('is forgotten by all although nobody started the monitor that says so', async () => {
    const browser = fakeBrowser()
    const leader = open(browser)
    await browser.clock.advance(1000)
    expect(leader.monitor.getSnapshot().report).not.toBeNull()
    browser.endpoint.answer({ kind: 'hang' })
    await createMonitor(browser.openTab(), { logger: SILENT }).forget()
    await browser.clock.advance(100)
    expect(leader.monitor.getSnapshot()).toMatchObject({ status: 'checking', report: null })
  })

  it('costs few probes, however many tabs say so', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 10)
    answerAfter(browser, 50, healthy)
    const before = browser.endpoint.requests.length
    for (const { monitor } of tabs) void monitor.forget()
    await browser.clock.advance(1000)
    expect(browser.endpoint.requests.length - before).toBeLessThanOrEqual(2)
  })

  it('before the wall clock is set back leaves nobody deaf (R13)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    answerAfter(browser, 50, healthy)
    await leader.monitor.forget()
    await browser.clock.advance(1000)
    browser.clock.setWallBy(-3_600_000)
    await browser.clock.advance(40_000)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    let found: string | undefined
    void follower.monitor.check().then(({ status }) => {
      found = status
    })
    await browser.clock.advance(120_000)
    expect(found).toBe('unhealthy')
  })
})

describe('reports and verdicts', () => {
  it('that say nothing new still answer a check in every tab: a limited rate from the first probe on', async () => {
    const browser = fakeBrowser()
    browser.endpoint.answer({ kind: 'status', status: 429 })
    const tabs = await two(browser, { initialReport: aReport() })
    let answered = 0
    for (const { monitor } of tabs) void monitor.check().then(() => answered++)
    await browser.clock.advance(60_000)
    expect(answered).toBe(2)
  })

  it('are the same in all tabs of an outage, with the report that storage held (R22)', async () => {
    const browser = fakeBrowser()
    const first = open(browser)
    await browser.clock.advance(1000)
    first.stop()
    first.tab.close()
    await browser.clock.advance(1000)
    failing(browser)
    const [leader, follower] = await two(browser)
    await browser.clock.advance(2000)
    const shown = ({ monitor }: typeof leader) => {
      const { status, cause, report, isStale } = monitor.getSnapshot()
      return { status, cause, report, isStale, reportAt: monitor.getTiming().reportAt }
    }
    expect(shown(leader)).toMatchObject({ status: 'unhealthy', report: aReport(), isStale: true })
    expect(shown(follower)).toEqual(shown(leader))
  })

  it('of a tab that hung are healed by a 304 once it leads', async () => {
    const browser = fakeBrowser()
    const etag = '"1"'
    const revalidate = (request: Request) =>
      request.headers.get('if-none-match') === etag
        ? new Response(null, { status: 304 })
        : Response.json(aReport(), { headers: { etag } })
    browser.endpoint.answer({ kind: 'respond', respond: revalidate })
    const one = open(browser, { storage: false })
    await browser.clock.advance(1000)
    one.tab.hang()
    failing(browser)
    const other = open(browser, { storage: false })
    await browser.clock.advance(10_000)
    expect(other.monitor.getSnapshot().status).toBe('unhealthy')
    one.tab.goOn()
    await browser.clock.advance(1000)
    expect(one.monitor.getSnapshot().status).toBe('unhealthy')
    other.tab.close()
    browser.endpoint.answer({ kind: 'respond', respond: revalidate })
    await browser.clock.advance(300_000)
    expect(one.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })

  it('that do not change keep the snapshot of a follower the same object (R37)', async () => {
    const browser = fakeBrowser()
    const [, follower] = await two(browser)
    answerAfter(browser, 50, healthy)
    await browser.clock.advance(1000)
    const snapshot = follower.monitor.getSnapshot()
    const { lastChecked } = follower.monitor.getTiming()
    await browser.clock.advance(300_000)
    expect(follower.monitor.getTiming().lastChecked).not.toBe(lastChecked)
    expect(follower.monitor.getSnapshot()).toBe(snapshot)
  })
})

describe('the history', () => {
  it('counts a probe once in each tab, whenever that opened', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 6)
    await browser.clock.advance(2000)
    const counted = tabs.map(({ monitor }) => monitor.history().days[0]?.polls.healthy)
    expect(counted).toEqual(tabs.map(() => 1))
  })

  it('keeps what others have written when a tab that was put aside for hours leads again', async () => {
    const browser = fakeBrowser()
    const one = open(browser)
    await browser.clock.advance(1000)
    one.tab.signal('freeze')
    one.tab.hang()
    const other = open(browser)
    await browser.clock.advance(1000)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    await other.monitor.check()
    await browser.clock.advance(3_600_000)
    browser.endpoint.report()
    await other.monitor.check()
    await browser.clock.advance(120_000)
    const { transitions } = other.monitor.history()
    expect(transitions.map(({ status }) => status)).toEqual(['healthy', 'unhealthy', 'healthy'])
    other.stop()
    other.tab.close()
    one.tab.goOn()
    one.tab.signal('resume')
    await browser.clock.advance(120_000)
    one.stop()
    one.tab.close()
    const later = open(browser)
    await browser.clock.advance(1000)
    expect(later.monitor.history().transitions).toEqual(transitions)
  })
})
