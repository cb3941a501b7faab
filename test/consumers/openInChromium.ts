import assert from 'node:assert/strict'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../run/chromium.js'
import { openPage } from './openPage.js'
import { serve } from './serve.js'

// Serves the consumer in the folder given as the first argument, opens it and waits until its indicator says healthy.
// Whatever the page complains of (an error, a blocked style, a failed request) fails the run.
const server = await serve(['serve.mjs'], { cwd: process.argv[2] as string })
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  const { page, complaints } = await openPage(browser)
  await page.goto(server.url)
  const indicator = page.locator('[data-api-status="indicator"][data-status="healthy"]').first()
  await indicator.waitFor({ timeout: 15_000 })
  console.log(`The indicator says: ${await indicator.innerText()}`)

  const display = await indicator.evaluate((node) => getComputedStyle(node).display)
  assert.notEqual(display, 'inline', 'The indicator has no styles: react-api-status/styles.css is missing.')
  assert.deepEqual(complaints, [])
} finally {
  await browser.close()
  server.stop()
}
