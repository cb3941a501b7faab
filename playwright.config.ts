import { defineConfig } from '@playwright/test'
import type { Project } from '@playwright/test'
import { ONLY_IN_CHROMIUM, ONLY_IN_WEBKIT } from './playwright/engines.js'
import { patience } from './playwright/patience.js'
import { chromiumLaunchOptions } from './test/run/chromium.js'
import { CHROMIUM, FIREFOX, WEBKIT, pathsOf } from './test/run/engines.js'
import { absenceOf } from './test/run/installEngines.js'

const inChromium: Project = {
  name: CHROMIUM.name,
  testIgnore: ONLY_IN_WEBKIT,
  use: { launchOptions: chromiumLaunchOptions() },
}

/** The one that users have, by WebDriver BiDi. Playwright from 1.65 on asks it for what this ESR does not know yet. */
const inFirefox: Project = {
  name: FIREFOX.name,
  testIgnore: [ONLY_IN_WEBKIT, ...ONLY_IN_CHROMIUM],
  use: {
    browserName: 'firefox',
    channel: 'moz-firefox',
    // Asked for its picture again and again, it has a quarter less time for the tests.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: Object.fromEntries(
      pathsOf(FIREFOX).map((executablePath) => ['executablePath', executablePath]),
    ),
  },
}

const inWebKit: Project = { name: WEBKIT.name, testMatch: ONLY_IN_WEBKIT }

/** The tests share one demo, and each of them breaks it: one after the other. */
export default defineConfig({
  testDir: 'playwright',
  testMatch: '*.spec.ts',
  globalSetup: './playwright/startSharedDemo.ts',
  workers: 1,
  // Real processes on a shared machine: CI asks once more before it believes a failure, and names the test as flaky.
  retries: process.env.CI === 'true' ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: patience(120),
  expect: { timeout: patience(5) },
  reporter: 'list',
  outputDir: '.tmp/playwright',
  use: { trace: 'retain-on-failure' },
  projects: [
    inChromium,
    // `npm test` says what it left out.
    ...(absenceOf(FIREFOX) === undefined ? [inFirefox] : []),
    ...(absenceOf(WEBKIT) === undefined ? [inWebKit] : []),
  ],
})
