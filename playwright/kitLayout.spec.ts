import type { Page } from '@playwright/test'
import { expect, rest, test } from './kit/test.js'

const BANNERS = ['DegradedBanner', 'DegradedBanner dismissible', 'DegradedBanner with names']

/** Where every exhibit and what stands behind them is, from top to bottom. */
async function places(page: Page): Promise<number[]> {
  return page
    .locator('[data-exhibit], footer')
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top))
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number
  /** A node that has left since is `null`. */
  readonly sources: readonly { readonly node: Node | null }[]
}

/**
 * The sum of all layout shifts so far that moved something outside of the banners, also of those that followed an
 * input: https://web.dev/articles/cls
 */
async function shifts(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const seen: LayoutShift[] = []
    const observer = new PerformanceObserver((list) => seen.push(...(list.getEntries() as LayoutShift[])))
    observer.observe({ type: 'layout-shift', buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 100))
    observer.disconnect()
    const isOutside = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement
      return element !== undefined && element !== null && !element.closest('[data-api-status="banner"]')
    }
    return seen
      .filter(({ sources }) => sources.some(({ node }) => isOutside(node)))
      .reduce((sum, { value }) => sum + value, 0)
  })
}

test('a banner that is taken out of the flow moves nothing, coming or going (U11)', async ({ page, kit }) => {
  await kit.open({ only: BANNERS, look: 'overlay' })
  const before = await places(page)
  for (const situation of ['component', 'unreachable', 'healthy', 'healthy'] as const) {
    await kit.show(situation)
    expect(await places(page), situation).toEqual(before)
  }
  expect(await shifts(page)).toBe(0)
})

test('a banner in the flow takes its own room alone, and gives it back (U11)', async ({ page, kit }) => {
  await kit.open({ only: BANNERS })
  const before = await places(page)
  await kit.show('component')
  const heights = await page
    .locator('[data-api-status="banner"]')
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().height))
  const room = before.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height, 0))
  expect(heights.every((height) => height > 0)).toBe(true)
  expect(await places(page)).toEqual(before.map((top, index) => top + (room[index] ?? 0)))
  // The measure of the test above notices what moves here.
  expect(await shifts(page)).toBeGreaterThan(0)
  await kit.show('healthy')
  await kit.show('healthy')
  expect(await places(page)).toEqual(before)
})

test('a countdown is as wide at each second with as many digits, and what follows it stays (U8)', async ({
  page,
  kit,
}) => {
  await kit.open({ only: ['DegradedBanner dismissible'] })
  await kit.show('component')
  const widths = new Map<number, Set<number>>()
  const followers = new Map<number, Set<number>>()
  const texts = new Set<string>()
  const note = (map: Map<number, Set<number>>, digits: number, value: number) =>
    map.set(digits, (map.get(digits) ?? new Set()).add(value))
  for (let second = 0; second < 12; second++) {
    const countdown = page.locator('[data-api-status="countdown"]')
    const text = await countdown.innerText()
    const digits = text.replaceAll(/\D/g, '').length
    texts.add(text)
    note(widths, digits, await countdown.evaluate((node) => node.getBoundingClientRect().width))
    note(
      followers,
      digits,
      await page.locator('[data-api-status="retry"]').evaluate((node) => node.getBoundingClientRect().left),
    )
    await page.evaluate(() => window.kit.pass(1000))
    await rest(page)
  }
  expect(texts.size).toBe(12)
  expect(widths.size).toBe(2)
  for (const map of [widths, followers]) for (const values of map.values()) expect(values.size).toBe(1)
  const numeric = page.locator('[data-api-status="countdown"]')
  await expect(numeric).toHaveCSS('font-variant-numeric', 'tabular-nums')
})
