import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import { sharedTabs } from '../../src/monitor/sharedTabs.js'
import type { TabPlatform } from '../../src/monitor/tabPlatform.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { aReport } from '../../src/testing/reports.js'
import type { OpenTab } from './browserScene.js'
import { failing, open, openTabs, requests, SILENT, two } from './browserScene.js'

/** An interval, a probe that times out, and half an interval: how long a leader may be silent. */
const PATIENCE = 33_000 + 5000 + 15_000 + 1000

describe('the tabs of a browser', () => {
  it.each([1, 2, 10])('send what one tab sends, however many they are: %i (R14)', async (count) => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, count)
    await browser.clock.advance(3_600_000)
    expect(requests(tabs)).toBeGreaterThanOrEqual(108)
    expect(requests(tabs)).toBeLessThanOrEqual(132)
  })

  it('send one first probe when all of them open at once', async () => {
    const browser = fakeBrowser()
    const tabs = Array.from({ length: 10 }, () => open(browser))
    await browser.clock.advance(2000)
    expect(requests(tabs)).toBe(1)
    for (const { monitor } of tabs) expect(monitor.getSnapshot().status).toBe('healthy')
  })

  it('send as little during an outage', async () => {
    const browser = fakeBrowser()
    failing(browser)
    const tabs = await openTabs(browser, 10)
    await browser.clock.advance(600_000)
    expect(requests(tabs)).toBeLessThanOrEqual(25)
  })

  it('show what the leader found as soon as it knows, and say that it is shared (R14)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    browser.endpoint.report(aReport({ components: { search: { status: 'unhealthy', critical: false } } }))
    await leader.monitor.check()
    await browser.clock.advance(100)
    expect(leader.monitor.getSnapshot()).toMatchObject({ status: 'degraded', source: 'live' })
    expect(follower.monitor.getSnapshot()).toMatchObject({
      status: 'degraded',
      cause: 'component',
      affected: ['search'],
      source: 'shared',
      isStale: false,
    })
    expect(follower.monitor.getTiming()).toEqual(leader.monitor.getTiming())
  })

  it('that join late ask for what is known instead of probing', async () => {
    const browser = fakeBrowser()
    const [leader] = await two(browser)
    await browser.clock.advance(10_000)
    const late = open(browser)
    await browser.clock.advance(0)
    expect(late.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'shared' })
    expect(requests([leader, late])).toBe(1)
  })

  it('ask no longer than 100 ms before the first probe', async () => {
    const browser = fakeBrowser()
    const only = open(browser)
    await browser.clock.advance(99)
    expect(only.tab.requests).toBe(0)
    await browser.clock.advance(1)
    expect(only.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })

  it('tell one that opens while nobody can see them', async () => {
    const browser = fakeBrowser()
    const [first, second] = await two(browser)
    for (const { tab } of [first, second]) tab.setVisible(false)
    await browser.clock.advance(5000)
    const third = open(browser)
    await browser.clock.advance(1000)
    expect(third.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'shared' })
    expect(requests([first, second, third])).toBe(1)
  })

  it('do not poll while nobody can see any of them (R9)', async () => {
    const browser = fakeBrowser()
    const tabs = await two(browser)
    for (const { tab } of tabs) tab.setVisible(false)
    await browser.clock.advance(3_600_000)
    expect(requests(tabs)).toBe(1)
    expect(tabs[0].monitor.getTiming().nextCheckAt).toBeNull()
    tabs[1].tab.setVisible(true)
    await browser.clock.advance(10)
    expect(requests(tabs)).toBe(2)
  })

  it('hand the lead on as they are looked at, and send nothing for it', async () => {
    const browser = fakeBrowser()
    const [one, other] = await two(browser)
    other.tab.setVisible(false)
    for (let look = 0; look < 20; look++) {
      const [shown, hidden] = look % 2 === 0 ? [other, one] : [one, other]
      hidden.tab.setVisible(false)
      shown.tab.setVisible(true)
      await browser.clock.advance(1000)
    }
    expect(requests([one, other])).toBe(1)
    await browser.clock.advance(15_000)
    expect(requests([one, other])).toBe(2)
  })

  it('with other urls, other users or no wish to share poll for themselves (R18)', async () => {
    const browser = fakeBrowser()
    const tabs = [{}, { url: '/other' }, { storageKey: 'ann' }, { tabs: false as const }].map((options) =>
      open(browser, options),
    )
    await browser.clock.advance(1000)
    expect(tabs.map(({ tab }) => tab.requests)).toEqual([1, 1, 1, 1])
  })

  it('remember alike what has been, and one of them keeps it', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    await leader.monitor.check()
    await browser.clock.advance(100)
    expect(follower.monitor.history().transitions.map(({ status }) => status)).toEqual([
      'healthy',
      'unhealthy',
    ])
    leader.tab.close()
    await browser.clock.advance(120_000)
    follower.stop()
    const later = open(browser)
    await browser.clock.advance(1000)
    const { transitions, days } = later.monitor.history()
    expect(transitions.map(({ status }) => status)).toEqual(['healthy', 'unhealthy'])
    expect(days[0]?.polls.unhealthy).toBeGreaterThan(1)
  })

  it('forget together', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    browser.endpoint.answer({ kind: 'hang' })
    await follower.monitor.forget()
    await browser.clock.advance(100)
    for (const { monitor } of [leader, follower]) {
      expect(monitor.getSnapshot()).toMatchObject({ status: 'checking', report: null, source: 'none' })
    }
  })

  it('leave no timer, lock or channel when they stop (R35)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 3)
    for (const { stop } of tabs) stop()
    await browser.clock.advance(0)
    expect(browser.clock.pendingTimers).toBe(0)
    expect(browser.held).toBe(0)
    expect(tabs.map(({ tab }) => tab.listeners)).toEqual([0, 0, 0])
  })

  it('tell who leads', async () => {
    const browser = fakeBrowser()
    const tab = browser.openTab()
    const monitor = createMonitor(tab, { logger: SILENT })
    const told: boolean[] = []
    monitor.on('leader', ({ isLeader }) => told.push(isLeader))
    monitor.start()
    await browser.clock.advance(1000)
    tab.setVisible(false)
    await browser.clock.advance(0)
    expect(told).toEqual([true, false])
  })
})

describe('a leader that is gone', () => {
  it('closed or crashed, has a successor within a second, which keeps to the old schedule (R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    const { nextCheckAt } = leader.monitor.getTiming()
    let isLeader = false
    follower.monitor.on('leader', (event) => {
      isLeader = event.isLeader
    })
    leader.tab.close()
    await browser.clock.advance(1000)
    expect(isLeader).toBe(true)
    await browser.clock.advance(nextCheckAt! - browser.clock.wallNow() - 1)
    expect(follower.tab.requests).toBe(0)
    await browser.clock.advance(2)
    expect(follower.tab.requests).toBe(1)
  })

  it('during an outage, too: the count of failures goes on', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 10)
    failing(browser)
    await tabs[0]!.monitor.check()
    await browser.clock.advance(60_000)
    const before = requests(tabs)
    for (const { tab } of tabs.slice(0, 9)) {
      tab.close()
      await browser.clock.advance(100)
    }
    expect(requests(tabs)).toBeLessThanOrEqual(before + 1)
    expect(tabs[9]!.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
  })

  it('hung or frozen, is taken over when it has been missed for a timeout and half an interval (R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.hang()
    const { nextCheckAt } = follower.monitor.getTiming()
    await browser.clock.advance(nextCheckAt! - browser.clock.wallNow() + 19_999)
    expect(follower.tab.requests).toBe(0)
    await browser.clock.advance(1001)
    expect(follower.tab.requests).toBe(1)
    expect(follower.monitor.getSnapshot().source).toBe('live')
  })

  it('publishes nothing when it wakes, and follows (R15)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.hang()
    await browser.clock.advance(PATIENCE)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    await follower.monitor.check()
    const before = follower.monitor.getSnapshot()
    const requestsBefore = requests([leader, follower])
    browser.endpoint.answer({ kind: 'refuse' })
    leader.tab.goOn()
    await browser.clock.advance(100)
    expect(follower.monitor.getSnapshot()).toBe(before)
    expect(leader.monitor.getSnapshot()).toMatchObject({ status: 'unhealthy', source: 'shared' })
    browser.endpoint.report()
    await browser.clock.advance(10_000)
    const sinceThen = requests([leader, follower]) - requestsBefore
    expect(sinceThen).toBeLessThanOrEqual(3)
  })

  it('is missed by all and replaced by one', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 10)
    tabs[0]!.tab.hang()
    await browser.clock.advance(PATIENCE + 2000)
    expect(requests(tabs.slice(1))).toBeLessThanOrEqual(2)
    await browser.clock.advance(600_000)
    expect(requests(tabs.slice(1))).toBeLessThanOrEqual(24)
  })

  it('is not taken over for having slept together with the others', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 3)
    await browser.clock.sleep(8 * 3_600_000)
    await browser.clock.advance(3000)
    expect(tabs.map(({ tab }) => tab.requests)).toEqual([2, 0, 0])
  })

  it('put aside, for the back-forward cache say, gives way at once and follows when it is back (R12)', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.signal('freeze')
    leader.tab.hang()
    await browser.clock.advance(45_000)
    expect(follower.tab.requests).toBe(1)
    leader.tab.goOn()
    leader.tab.signal('restore')
    await browser.clock.advance(200)
    expect(leader.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'shared' })
  })

  it('has one that joins wait little more than a second', async () => {
    const browser = fakeBrowser()
    const [leader] = await openTabs(browser, 1)
    leader!.tab.hang()
    const late = open(browser)
    await browser.clock.advance(1500)
    expect(late.monitor.getSnapshot()).toMatchObject({ status: 'healthy', source: 'live' })
  })
})

describe('a hidden leader', () => {
  it('gives way to a tab that can be seen, as its timers are throttled (R16)', async () => {
    const browser = fakeBrowser()
    const hidden = open(browser, { pauseWhenHidden: false }, false)
    await browser.clock.advance(1000)
    const shown = open(browser, { pauseWhenHidden: false })
    await browser.clock.advance(1000)
    const before = hidden.tab.requests
    await browser.clock.advance(300_000)
    expect(hidden.tab.requests).toBe(before)
    expect(shown.tab.requests).toBeGreaterThanOrEqual(9)
  })

  it('leads where there is no other, if it may', async () => {
    const browser = fakeBrowser()
    const tabs = [
      open(browser, { pauseWhenHidden: false }, false),
      open(browser, { pauseWhenHidden: false }, false),
    ]
    await browser.clock.advance(600_000)
    expect(requests(tabs)).toBeGreaterThanOrEqual(18)
    expect(requests(tabs)).toBeLessThanOrEqual(23)
  })
})

describe('check()', () => {
  it('in a follower asks the leader, and resolves with what it found', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    const snapshot = await follower.monitor.check()
    expect(snapshot).toMatchObject({ status: 'unhealthy', source: 'shared' })
    expect([leader.tab.requests, follower.tab.requests]).toEqual([2, 0])
  })

  it('is one probe in two seconds for all tabs together (R29)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 5)
    for (let round = 0; round < 100; round++) {
      for (const { monitor } of tabs) void monitor.check()
      await browser.clock.advance(100)
    }
    expect(requests(tabs)).toBeLessThanOrEqual(7)
  })

  it('does not wait for a leader that hangs', async () => {
    const browser = fakeBrowser()
    const [leader, follower] = await two(browser)
    leader.tab.hang()
    let isAnswered = false
    void follower.monitor.check().then(() => {
      isAnswered = true
    })
    await browser.clock.advance(1500)
    expect(isAnswered).toBe(true)
    expect(follower.tab.requests).toBe(1)
  })

  it('in a hidden tab is answered by the leader, or by itself where nobody leads', async () => {
    const browser = fakeBrowser()
    const [leader, other] = await two(browser)
    other.tab.setVisible(false)
    void other.monitor.check()
    await browser.clock.advance(100)
    expect([leader.tab.requests, other.tab.requests]).toEqual([2, 0])
    leader.tab.setVisible(false)
    await browser.clock.advance(5000)
    void other.monitor.check()
    await browser.clock.advance(100)
    expect([leader.tab.requests, other.tab.requests]).toEqual([2, 1])
    await browser.clock.advance(600_000)
    expect([leader.tab.requests, other.tab.requests]).toEqual([2, 1])
  })
})

describe('breakers', () => {
  /** Probes say nothing of another origin. */
  const ORDERS = 'https://shop.test/orders'
  async function trip({ monitor }: OpenTab, url = ORDERS) {
    for (let call = 0; call < 3; call++) await monitor.fetch(url).catch(() => {})
  }
  const isRefused = (monitor: Monitor, url = ORDERS) =>
    monitor.fetch(url).then(
      () => false,
      (error: unknown) => (error as Error).name === 'BreakerOpenError',
    )

  it('open in all tabs when they open in one, until the same time', async () => {
    const browser = fakeBrowser()
    const [one, other] = await two(browser)
    failing(browser)
    await trip(other, '/api/orders')
    await browser.clock.advance(0)
    expect(one.monitor.getSnapshot().breaker).toEqual(other.monitor.getSnapshot().breaker)
    expect(await isRefused(one.monitor, '/api/orders')).toBe(true)
    const late = open(browser)
    await browser.clock.advance(10)
    expect(late.monitor.getSnapshot().breaker.state).toBe('open')
  })

  it('let one call of the browser find out, and close in all tabs when it succeeds (R31)', async () => {
    const browser = fakeBrowser()
    const tabs = await openTabs(browser, 5)
    failing(browser)
    await trip(tabs[0]!)
    await browser.clock.advance(5001)
    const before = requests(tabs)
    browser.endpoint.answer({ kind: 'hang' })
    for (const { monitor } of tabs) {
      void monitor.fetch(ORDERS).catch(() => {})
      void monitor.fetch(ORDERS).catch(() => {})
    }
    await browser.clock.advance(10)
    expect(requests(tabs) - before).toBe(1)

    const told: unknown[] = []
    for (const { monitor } of tabs) monitor.on('breaker', ({ status }) => told.push(status.state))
    browser.endpoint.report()
    tabs[0]!.tab.close()
    await browser.clock.advance(10)
    await tabs[4]!.monitor.fetch(ORDERS)
    await browser.clock.advance(10)
    expect(told).toEqual(['closed', 'closed', 'closed', 'closed'])
  })

  it('do not wait for ever for a tab that hangs with the one call', async () => {
    const browser = fakeBrowser()
    const [one, other] = await two(browser)
    failing(browser)
    await trip(one)
    await browser.clock.advance(5001)
    browser.endpoint.answer({ kind: 'hang' })
    void one.monitor.fetch(ORDERS).catch(() => {})
    await browser.clock.advance(10)
    one.tab.hang()
    browser.endpoint.report()
    expect(await isRefused(other.monitor)).toBe(true)
    await browser.clock.advance(31_000)
    expect(await isRefused(other.monitor)).toBe(false)
  })
})

describe('where tabs cannot share', () => {
  const nowhere: TabPlatform = { locks: () => undefined, channel: () => undefined }
  const refused: TabPlatform = {
    locks: () => ({ request: () => Promise.reject(new DOMException('No.', 'SecurityError')) }),
    channel: () => ({ onmessage: null, postMessage: () => {}, close: () => {} }),
  }
  const mute: TabPlatform = {
    locks: () => ({ request: () => new Promise(() => {}) }),
    channel: () => undefined,
  }

  it.each([
    ['there are no locks', nowhere],
    ['locks are refused', refused],
    ['there is no channel', mute],
  ])('since %s, each polls for itself, and nothing is thrown (R17)', async (_, platform) => {
    const browser = fakeBrowser()
    const errors: unknown[] = []
    const logger = { warn: () => {}, error: (...told: unknown[]) => errors.push(told) }
    const tabs = await openTabs(browser, 3, { tabs: sharedTabs(platform), logger })
    await browser.clock.advance(600_000)
    for (const { tab } of tabs) expect(tab.requests).toBeGreaterThanOrEqual(18)
    expect(errors).toEqual([])
    for (const { stop } of tabs) stop()
    expect(browser.clock.pendingTimers).toBe(0)
  })
})

describe('what else is said on the channel', () => {
  const strange: readonly unknown[] = [
    null,
    'state',
    42,
    [],
    {},
    { type: 'state', term: 1e15 },
    { version: 0, type: 'state', term: 1e15, leads: 'visible', state: {} },
    { version: 2, type: 'state', term: 1e15, leads: 'visible', state: {} },
    { version: 1, type: 'state', term: 1e15, leads: 'visible', state: null },
    { version: 1, type: 'state', term: 'x', leads: 'visible', state: {} },
    { version: 1, type: 'news', news: null },
    { version: 1, type: 'news', news: { type: 'breaker' } },
    { version: 1, type: 'request', request: 'dance' },
    { version: 1, type: 'dance' },
  ]

  it.each(strange.map((message) => [JSON.stringify(message), message]))(
    'is ignored: %s (R18)',
    async (_, message) => {
      const browser = fakeBrowser()
      const tabs = await two(browser)
      const before = tabs[1].monitor.getSnapshot()
      browser.say(message)
      await browser.clock.advance(100)
      expect(tabs[1].monitor.getSnapshot()).toBe(before)
      await browser.clock.advance(300_000)
      expect(requests(tabs)).toBeGreaterThanOrEqual(9)
    },
  )
})
