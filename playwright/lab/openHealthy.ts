import type { MonitorOptions } from '../../src/core.js'
import type { Chromium } from './chromium.js'
import type { Lab } from './startLab.js'
import type { Tab } from './tab.js'

/** A tab whose engine has heard once that all is well. */
export async function openHealthy(chromium: Chromium, lab: Lab, options: MonitorOptions): Promise<Tab> {
  const tab = await chromium.openTab(`${lab.origin}/`)
  await tab.evaluate((given) => window.lab.start(given), options)
  await tab.until(10, () => window.lab.snapshot().status === 'healthy')
  return tab
}
