import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright'
import { openPage } from './openPage.js'

/** What is looked at while a page goes from its server's HTML to what the browser has found out itself. */
interface Sight {
  /** Each look of the indicator that differs from the one before: its status and its text. */
  readonly looks: string[]
  /** How much of the page has moved by itself: the sum of its layout shifts. */
  shift: number
  /** When the banner was first seen, in milliseconds after the navigation began. */
  bannerAt?: number
}

/** What a page of the kit, rendered on a server, has to be. */
export interface Expected {
  /** In the server's HTML, and from then on. */
  readonly status: string
  /** What the indicator says. */
  readonly text: string
  /** Whether a banner comes, and how long after the page it comes at the earliest, in milliseconds. */
  readonly bannerAfter: number | null
}

/**
 * Opens a page that was rendered on a server with `initialReport`. Asserts that its HTML says the status without any
 * script, that hydrating it gives no message, and that nothing blinks or moves until the browser has its own answer.
 */
export async function hydratesQuietly(browser: Browser, url: string, expected: Expected): Promise<void> {
  const { page, complaints } = await openPage(browser)
  await page.addInitScript(watch)
  const response = await page.goto(url)
  const html = await response?.text()
  assert.ok(html, `${url} sends a page`)
  const withoutScripts = html.replaceAll(/<script.*?<\/script>/gs, '')
  assert.match(withoutScripts, new RegExp(`data-api-status="indicator" data-status="${expected.status}"`))
  assert.match(withoutScripts, new RegExp(`>${expected.text}<`), 'the HTML says the status in words')
  assert.doesNotMatch(
    withoutScripts,
    /<[^>]+ style=/,
    'a strict content security policy refuses style attributes',
  )

  await page.locator('[data-api-status="indicator"][data-source="live"]').first().waitFor({ timeout: 15_000 })
  if (expected.bannerAfter !== null) {
    await page.locator('[data-api-status="banner"] [data-api-status="message"]').waitFor({ timeout: 15_000 })
  }
  const { looks, shift, bannerAt = null } = await sightOf(page)
  assert.deepEqual(looks, [`${expected.status}: ${expected.text}`], 'the indicator says one thing throughout')
  assert.equal(shift, 0, 'nothing moves')
  if (expected.bannerAfter === null) assert.equal(bannerAt, null, 'no banner blinks')
  else assert.ok(Number(bannerAt) >= expected.bannerAfter, `the banner waits, and came after ${bannerAt} ms`)
  assert.deepEqual(complaints, [])
  await page.close()
}

/** The proof that the above would notice: the same page with another word in its HTML than the browser renders. */
export async function noticesMismatch(browser: Browser, url: string, text: string): Promise<void> {
  const { page, complaints } = await openPage(browser)
  await page.route(url, async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    await route.fulfill({ response, body: html.replace(`>${text}<`, '>Another word<') })
  })
  await page.goto(url)
  await page.locator('[data-api-status="indicator"][data-source="live"]').first().waitFor({ timeout: 15_000 })
  assert.match(complaints.join('\n'), /hydrat|#418/i, 'a mismatch is complained of')
  await page.close()
}

async function sightOf(page: Page): Promise<Sight> {
  return page.evaluate(() => (window as unknown as { sight: Sight }).sight)
}

/** Runs in the page, before anything of its own. */
function watch(): void {
  const sight: Sight = { looks: [], shift: 0 }
  Object.assign(window, { sight })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      sight.shift += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })

  new MutationObserver(() => {
    if (document.querySelector('[data-api-status="banner"]:not([hidden])'))
      sight.bannerAt ??= performance.now()
    const indicator = document.querySelector<HTMLElement>('[data-api-status="indicator"]')
    if (!indicator) return
    const look = `${indicator.dataset['status']}: ${indicator.textContent.trim()}`
    if (look !== sight.looks.at(-1)) sight.looks.push(look)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}
