import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { MonitorOptions } from '../../src/monitor/options.js'
import type { SharedState } from '../../src/monitor/sharedState.js'
import type { FakeBrowser, FakeTab } from '../../src/testing/fakeBrowser.js'

/** A logger that nobody reads. */
export const SILENT = { warn: () => {}, error: () => {} }

export interface OpenTab {
  readonly tab: FakeTab
  readonly monitor: Monitor
  readonly stop: () => void
}

/** A tab with a monitor that has started. */
export function open(browser: FakeBrowser, options: MonitorOptions = {}, isVisible = true): OpenTab {
  const tab = browser.openTab({ isVisible })
  const monitor = createMonitor(tab, { logger: SILENT, ...options })
  return { tab, monitor, stop: monitor.start() }
}

/** Tabs side by side; the first leads. */
export async function openTabs(
  browser: FakeBrowser,
  count: number,
  options: MonitorOptions = {},
): Promise<OpenTab[]> {
  const tabs: OpenTab[] = []
  for (let index = 0; index < count; index++) {
    tabs.push(open(browser, options))
    await browser.clock.advance(200)
  }
  return tabs
}

/** A leader and its follower. */
export async function two(browser: FakeBrowser, options: MonitorOptions = {}): Promise<[OpenTab, OpenTab]> {
  return (await openTabs(browser, 2, options)) as [OpenTab, OpenTab]
}

/** How many requests they have sent, all together. */
export function requests(tabs: readonly OpenTab[]): number {
  return tabs.reduce((sum, { tab }) => sum + tab.requests, 0)
}

/** Nobody answers from now on. */
export function failing(browser: FakeBrowser): void {
  browser.endpoint.answer({ kind: 'refuse' })
}

/** Every answer takes `ms` milliseconds from now on, as over a network. */
export function answerAfter(browser: FakeBrowser, ms: number, make: (request: Request) => Response): void {
  browser.endpoint.answer({
    kind: 'respond',
    respond: (request) =>
      new Promise((resolve) => browser.clock.setTimeout(() => resolve(make(request)), ms)),
  })
}

/** A tab that nobody looks at hears what the one that leads tells the others. */
export function listenIn(browser: FakeBrowser, onState: (state: SharedState) => void): void {
  const tab = browser.openTab({ isVisible: false })
  const monitor = createMonitor(tab, {
    logger: SILENT,
    tabs: (ports) =>
      tab.tabs!({
        ...ports,
        onState(state, isLed) {
          onState(state)
          ports.onState(state, isLed)
        },
      }),
  })
  monitor.start()
}
