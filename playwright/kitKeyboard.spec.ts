import type { Page } from '@playwright/test'
import { expect, test } from './kit/test.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** What people can act on. Of a group that is walked by arrow keys, one element at a time has a tab stop. */
const ACTIONS = ':is(a[href], button, input, select, summary, [tabindex="0"]):not([tabindex="-1"], :disabled)'

/** Marks every action in sight and gives their names, in the order of the document. */
async function actionsOn(page: Page): Promise<string[]> {
  return page.evaluate((actions) => {
    const inSight = [...document.querySelectorAll<HTMLElement>(`[data-exhibit] ${actions}`)].filter(
      (node) => node.checkVisibility() && !node.closest('[inert]'),
    )
    return inSight.map((node, index) => {
      const exhibit = node.closest<HTMLElement>('[data-exhibit]')?.dataset['exhibit']
      return (node.dataset['action'] = `${index}: ${exhibit}: ${node.innerText || node.localName}`)
    })
  }, ACTIONS)
}

test('Tab reaches every action in order, Shift+Tab goes back, and a ring shows where one is (U22)', async ({
  page,
  kit,
}) => {
  await kit.open()
  await kit.show('trouble')
  const actions = await actionsOn(page)
  const walked = async (key: string) => {
    const reached: string[] = []
    for (const _ of actions) {
      await page.keyboard.press(key)
      const { action, ring, place } = await page.evaluate(() => {
        const node = document.activeElement as HTMLElement
        const { outlineStyle, outlineWidth, outlineColor, stroke, strokeWidth } = getComputedStyle(node)
        // Inside of an svg a stroke is what every browser draws.
        const isDrawn = node instanceof SVGElement
        const [width, color] = isDrawn ? [strokeWidth, stroke] : [outlineWidth, outlineColor]
        return {
          action: node.dataset['action'] ?? node.outerHTML.slice(0, 120),
          ring: { width: isDrawn || outlineStyle !== 'none' ? Number.parseFloat(width) : 0, color },
          place: node.getBoundingClientRect().toJSON() as DOMRect,
        }
      })
      reached.push(action)
      expect.soft(ring.width, `the ring of ${action}`).toBeGreaterThanOrEqual(1)
      expect.soft(ring.color, `the ring of ${action}`).not.toMatch(/^none|transparent|^rgba.*, 0\)$/)
      expect.soft(place.width * place.height, `the box of ${action}`).toBeGreaterThan(0)
    }
    return reached
  }
  expect(await walked('Tab')).toEqual(actions)
  await page.keyboard.press('Tab')
  await expect(page.getByText('Behind the kit')).toBeFocused()
  expect(await walked('Shift+Tab')).toEqual(actions.toReversed())
})

test('every action is large enough to hit, in every language (U10)', async ({ page, kit }) => {
  await kit.open()
  for (const language of await page.evaluate(() => window.kit.languages)) {
    await kit.open({ language })
    for (const situation of ['trouble', 'component', 'updated', 'maintenance'] as const) {
      await kit.show(situation)
      const tooSmall = await page.locator('[data-exhibit] button:visible').evaluateAll((nodes) =>
        nodes
          .map((node) => ({ node, box: node.getBoundingClientRect() }))
          .filter(({ box }) => Math.min(box.width, box.height) < 44)
          .map(({ node, box }) => `${node.textContent}: ${box.width} × ${box.height}`),
      )
      expect.soft(tooSmall, `${language}, ${situation}`).toEqual([])
    }
  }
})

test('Escape closes what may be closed, and nothing that holds back a loss; focus stays on the page (U22)', async ({
  page,
  kit,
}) => {
  await kit.open()
  await kit.show('trouble')
  const mayGo = page.locator('[data-exhibit="DegradedBanner dismissible"] [data-api-status="banner"]')
  const mustStay = page.locator('[data-exhibit="DegradedBanner"] [data-api-status="banner"]')
  for (const banner of [mustStay, mayGo]) {
    await banner.getByRole('button').first().focus()
    await page.keyboard.press('Escape')
  }
  await expect(mayGo).toBeHidden()
  await expect(mustStay).toBeVisible()
  // From where focus had come.
  await expect(mustStay.getByRole('button').first()).toBeFocused()
})
