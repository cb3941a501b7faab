import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { sharedTabs } from '../../src/monitor/sharedTabs.js'
import type { TabPlatform } from '../../src/monitor/tabPlatform.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { aReport } from '../../src/testing/reports.js'
import type { Clock } from '../../src/time/clock.js'
import { answerAfter, failing, listenIn, open, openTabs, requests, SILENT, two } from './browserScene.js'

const INTERVAL = 30_000
/** Steady waits of 0.9 × the interval at the least, and one probe for what has just happened. */
const mostPollsIn = (ms: number) => Math.ceil(ms / (0.9 * INTERVAL)) + 1

const healthy = () => Response.json(aReport())

/** A clock whose timers fire on full minutes alone, as those of a page that has long been hidden. */
function throttled(clock: Clock): Clock {
  const MINUTE = 60_000
  return {
    now: () => clock.now(),
    wallNow: () => clock.wallNow(),
    clearTimeout: (timer) => clock.clearTimeout(timer),
    setTimeout(callback, delay) {
      const dueAt = Math.ceil((clock.now() + delay) / MINUTE) * MINUTE
      return clock.setTimeout(callback, dueAt - clock.now())
    },
  }
}

describe('a leader that hangs', () => {
  it('is taken over although somebody presses Retry again and again, and they are answered (R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.hang()
    let answered = 0
    for (let press = 0; press < 15; press++) {
      void follower.monitor.check().then(() => answered++)
      await browser.clock.advance(900)
    }
    expect(answered).toBeGreaterThan(0)
  })

  it('with a check under way answers it when it is back, although another tab leads by then (R11, R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    answerAfter(browser, 3000, healthy)
    let isAnswered = false
    void leader.monitor.check().then(() => {
      isAnswered = true
    })
    await browser.clock.advance(100)
    leader.tab.signal('freeze')
    leader.tab.hang()
    await browser.clock.advance(6000)
    expect(isAnswered).toBe(false)
    leader.tab.goOn()
    leader.tab.signal('resume')
    await browser.clock.advance(8000)
    expect(isAnswered).toBe(true)
    expect(follower.tab.requests).toBeGreaterThan(0)
  })
})

describe('a leader that is hidden', () => {
  it('with a probe under way leaves one leader behind, whom all follow (R14, R15)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 4)
    answerAfter(browser, 50, healthy)
    void tabs[0]!.monitor.check()
    await browser.clock.advance(10)
    tabs[0]!.tab.setVisible(false)
    await browser.clock.advance(100)
    const before = requests(tabs)
    await browser.clock.advance(600_000)
    expect(requests(tabs) - before).toBeLessThanOrEqual(mostPollsIn(600_000))
    const [first, ...others] = tabs.map(({ monitor }) => monitor.getTiming().lastChecked)
    expect(others).toEqual([first, first, first])
  })

  it.each([0, 8])(
    'with a check under way has it answered for all by its successor, if messages take %i ms (R14)',
    async (channelDelay) => {
      const browser = fakeBrowser({ channelDelay })
      const tabs = await openTabs(browser, 3)
      const [leader, successor, hidden] = tabs
      hidden!.tab.setVisible(false)
      await browser.clock.advance(100)
      answerAfter(browser, 50, () => Response.json(aReport({ components: { database: 'unhealthy' } })))
      const told = tabs.map(({ monitor }) => {
        const names: string[] = []
        for (const name of ['degraded', 'recovered'] as const) monitor.on(name, () => names.push(name))
        return names
      })
      let isAnswered = false
      void leader!.monitor.check().then(() => {
        isAnswered = true
      })
      await browser.clock.advance(10)
      leader!.tab.setVisible(false)
      await browser.clock.advance(1000)
      expect(isAnswered).toBe(true)
      expect(successor!.monitor.getSnapshot().status).toBe('unhealthy')
      await browser.clock.advance(20_000)
      for (const { monitor } of tabs) expect(monitor.getSnapshot().status).toBe('unhealthy')
      expect(told).toEqual(tabs.map(() => ['degraded']))
    },
  )

  it('gives way within seconds to a tab that is shown, where hidden tabs lead too (R16)', async () => {
    const browser = fakeBrowser()
    const one = open(browser, { pauseWhenHidden: false })
    await browser.clock.advance(1000)
    const other = open(browser, { pauseWhenHidden: false }, false)
    await browser.clock.advance(1000)
    let isLeading = false
    other.monitor.on('leader', (event) => {
      isLeading = event.isLeader
    })
    one.tab.setVisible(false)
    await browser.clock.advance(500)
    other.tab.setVisible(true)
    await browser.clock.advance(5000)
    expect(isLeading).toBe(true)
  })

  it('and throttled to one timer a minute tells of a back end that hangs', async () => {
    const browser = fakeBrowser()
    const tab = browser.openTab({ isVisible: false })
    const hidden = { ...tab, clock: throttled(browser.clock) }
    const monitor = createMonitor(hidden, { logger: SILENT, pauseWhenHidden: false, tabs: false })
    monitor.start()
    await browser.clock.advance(120_000)
    expect(monitor.getSnapshot().status).toBe('healthy')
    browser.endpoint.answer({ kind: 'hang' })
    await browser.clock.advance(1_200_000)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'timeout' })
  })
})

describe('a leader that stops', () => {
  it('because of what it has just found leaves the schedule as it was (R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    await browser.clock.advance(5000)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    leader.monitor.subscribe(() => {
      if (leader.monitor.getSnapshot().status === 'unhealthy') leader.stop()
    })
    await leader.monitor.check()
    await browser.clock.advance(900)
    expect(follower.tab.requests).toBe(0)
    expect(follower.monitor.getSnapshot().status).toBe('unhealthy')
  })
})

describe('tabs that are busy', () => {
  it('and shown one after the other within two seconds of an outage send one probe (R29)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 10)
    failing(browser)
    await tabs[0]!.monitor.check()
    for (const { tab } of tabs) tab.setVisible(false)
    await browser.clock.advance(5000)
    const before = requests(tabs)
    for (const { tab } of tabs) {
      tab.setVisible(true)
      await browser.clock.advance(100)
      tab.setVisible(false)
      await browser.clock.advance(50)
    }
    expect(requests(tabs) - before).toBe(1)
  })

  it('tell little, however often a follower asks in one turn', async () => {
    const browser = fakeBrowser()
    const [, follower] = await two(browser)
    let told = 0
    listenIn(browser, () => told++)
    await browser.clock.advance(1000)
    told = 0
    answerAfter(browser, 50, healthy)
    for (let press = 0; press < 100; press++) void follower.monitor.check()
    await browser.clock.advance(1000)
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThan(10)
  })

  it.each([
    ['one of them', 60_000],
    ['both', 400],
  ])(
    'do not talk without end while a probe hangs, however impatient %s may be',
    async (_, leadersTimeout) => {
      const browser = fakeBrowser()
      const SECONDS = 6
      const MOST = 10 * SECONDS
      const leader = open(browser, { interval: 1000, timeout: leadersTimeout })
      await browser.clock.advance(200)
      const follower = open(browser, { interval: 1000, timeout: 400 })
      await browser.clock.advance(200)
      let told = 0
      listenIn(browser, () => {
        // Talk without end takes no time on a clock that stands still.
        if (++told > MOST) for (const { stop } of [leader, follower]) stop()
      })
      browser.endpoint.answer({ kind: 'hang' })
      await browser.clock.advance(1000 * SECONDS)
      expect(told).toBeGreaterThan(0)
      expect(told).toBeLessThanOrEqual(MOST)
    },
  )
})

describe('locks that never answer', () => {
  const mute: TabPlatform = {
    locks: () => ({ request: () => new Promise(() => {}) }),
    channel: () => ({ onmessage: null, postMessage: () => {}, close: () => {} }),
  }

  it('leave a tab to poll for itself after a while (R17)', async () => {
    const browser = fakeBrowser()
    const { monitor, tab } = open(browser, { tabs: sharedTabs(mute) })
    await browser.clock.advance(120_000)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
    const before = tab.requests
    await browser.clock.advance(10 * INTERVAL)
    expect(tab.requests - before).toBeGreaterThanOrEqual(9)
  })

  it('let a call through a breaker that is half-open come to an end (R17)', async () => {
    const browser = fakeBrowser()
    const { monitor } = open(browser, { tabs: sharedTabs(mute) })
    failing(browser)
    for (let call = 0; call < 3; call++) await monitor.fetch('https://shop.test/').catch(() => {})
    browser.endpoint.report()
    await browser.clock.advance(5001)
    let status: number | undefined
    void monitor.fetch('https://shop.test/').then((response) => {
      status = response.status
    })
    await browser.clock.advance(5000)
    expect(status).toBe(200)
  })
})
