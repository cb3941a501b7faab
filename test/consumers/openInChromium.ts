import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../run/chromium.js'

// Serves the consumer in the folder given as the first argument, opens it and waits until its indicator says healthy.
// Whatever the page complains of (an error, a blocked style, a failed request) fails the run.
const cwd = process.argv[2] as string
const server = spawn(process.execPath, ['serve.mjs'], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  const [url] = await once(createInterface({ input: server.stdout }), 'line')
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  await page.goto(String(url))
  const indicator = page.locator('[data-api-status="indicator"][data-status="healthy"]')
  await indicator.waitFor({ timeout: 15_000 })
  console.log(`The indicator says: ${await indicator.innerText()}`)

  const display = await indicator.evaluate((node) => getComputedStyle(node).display)
  if (display === 'inline')
    complaints.push('The indicator has no styles: react-api-status/styles.css is missing.')
  if (complaints.length > 0) throw new Error(`The page complains:\n${complaints.join('\n')}`)
} finally {
  await browser.close()
  server.kill()
}
