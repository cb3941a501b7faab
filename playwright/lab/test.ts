import { test as base } from '@playwright/test'
import type { Mode } from './bundle.js'
import type { Chromium } from './chromium.js'
import { launchChromium } from './chromium.js'
import type { Lab } from './startLab.js'
import { startLab } from './startLab.js'

export { expect } from '@playwright/test'

/**
 * A test with a lab and a browser of its own. `test.use({ flags: [...] })` gives the browser further switches,
 * `test.use({ mode: 'production' })` the page another build.
 */
export const test = base.extend<{ mode: Mode; lab: Lab; flags: readonly string[]; chromium: Chromium }>({
  mode: ['development', { option: true }],
  flags: [[], { option: true }],
  lab: async ({ mode }, use) => {
    const lab = await startLab(mode)
    await use(lab)
    await lab.stop()
  },
  chromium: async ({ flags }, use) => {
    const chromium = await launchChromium(flags)
    await use(chromium)
    await chromium.close()
  },
})
