import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { aReport } from '../../src/testing/reports.js'
import { open, requests, two } from './browserScene.js'

const SILENT = { warn: () => {}, error: () => {} }

describe('forget() in several tabs', () => {
  it('works again at the next logout, from a page that knows of no earlier one', async () => {
    const browser = fakeBrowser()
    const tabs = await two(browser)
    for (let logout = 0; logout < 2; logout++) {
      browser.endpoint.answer({ kind: 'hang' })
      await createMonitor(browser.openTab(), { logger: SILENT }).forget()
      await browser.clock.advance(100)
      for (const { monitor } of tabs) expect(monitor.getSnapshot().report).toBeNull()
      browser.endpoint.report()
      await browser.clock.advance(120_000)
      for (const { monitor } of tabs) expect(monitor.getSnapshot().status).toBe('healthy')
    }
  })

  it('reaches a tab that was frozen, when it is back', async () => {
    const browser = fakeBrowser()
    const [away, here] = await two(browser)
    away.tab.signal('freeze')
    away.tab.hang()
    await browser.clock.advance(1000)
    browser.endpoint.answer({ kind: 'hang' })
    await here.monitor.forget()
    away.tab.goOn()
    away.tab.signal('resume')
    await browser.clock.advance(1000)
    for (const { monitor } of [away, here]) {
      expect(monitor.getSnapshot()).toMatchObject({ status: 'checking', report: null })
    }
  })
})

describe('what a tab is told late', () => {
  it('is no answer to a check that was asked after it', async () => {
    const browser = fakeBrowser()
    await two(browser)
    await browser.clock.advance(20_000)
    browser.endpoint.report(aReport({ components: { database: 'unhealthy' } }))
    const late = open(browser)
    const checked = late.monitor.check()
    await browser.clock.advance(3000)
    expect((await checked).status).toBe('unhealthy')
  })
})

describe('a schedule that waits for ever', () => {
  it('waits as long as a timer can, and the tabs go on agreeing', async () => {
    const browser = fakeBrowser()
    browser.endpoint.answer({ kind: 'refuse' })
    const tabs = await two(browser, { schedule: () => Infinity })
    await browser.clock.advance(600_000)
    for (const { monitor } of tabs) expect(monitor.getSnapshot().status).toBe('unhealthy')
    expect(requests(tabs)).toBeLessThanOrEqual(2)
  })
})
