import assert from 'node:assert/strict'
import { chromium } from 'playwright'
import type { Locator } from 'playwright'
import registry from '../../registry.json' with { type: 'json' }
import { chromiumLaunchOptions } from '../run/chromium.js'
import { openPage } from './openPage.js'
import { serve } from './serve.js'

// Serves the app in the folder given as the first argument, to which the items of our registry have been added, and
// looks at them: with a back end that is well, in trouble, and offline.
const cwd = process.argv[2] as string
const preview = ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1', '--port', '0']
const [well, troubled] = await Promise.all([
  serve(preview, { cwd }),
  serve(preview, { cwd, env: { DATABASE: 'slow' } }),
])
const browser = await chromium.launch(chromiumLaunchOptions())

/** Whether the shape in `widget` has the colour that came with the item. */
async function assertColor(widget: Locator, status: 'healthy' | 'degraded'): Promise<void> {
  const expected = registry.items[0]?.cssVars?.light[`status-${status}`] as string
  const [color, wanted] = await widget.locator('svg').evaluate((shape, written) => {
    const sample = document.body.appendChild(document.createElement('i'))
    sample.style.color = written
    const pair = [sample, shape].map((node) => getComputedStyle(node).color)
    sample.remove()
    return pair
  }, expected)
  assert.equal(color, wanted)
}

try {
  const { page, complaints } = await openPage(browser)
  await page.goto(well.url)
  const indicator = page.locator('[data-variant="pill"][data-status="healthy"]')
  await indicator.getByText('Everything works').waitFor({ timeout: 15_000 })
  await assertColor(indicator, 'healthy')
  await page.getByRole('region').getByText('Maintenance is planned').waitFor({ timeout: 15_000 })
  await page.getByRole('listitem').filter({ hasText: 'Orders' }).getByText('Working').waitFor()
  await page.getByRole('listbox').getByRole('option', { selected: true }).waitFor()

  await page.goto(troubled.url)
  const banner = page.locator('[data-api-status="banner"]')
  await banner.getByRole('button', { name: 'Retry now' }).waitFor({ timeout: 15_000 })
  await assertColor(banner, 'degraded')
  assert.deepEqual(complaints, [])

  await page.context().setOffline(true)
  await page.locator('[data-closed]').getByText('You are offline.').waitFor({ timeout: 15_000 })
} finally {
  await browser.close()
  well.stop()
  troubled.stop()
}
