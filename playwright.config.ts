import { defineConfig } from '@playwright/test'
import { patience } from './playwright/patience.js'
import { chromiumLaunchOptions } from './test/run/chromium.js'

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
  use: { launchOptions: chromiumLaunchOptions(), trace: 'retain-on-failure' },
})
