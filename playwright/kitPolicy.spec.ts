import type { Page } from '@playwright/test'
import { SITUATIONS } from './kit/situations.js'
import { pressEverything } from './kit/pressEverything.js'
import { expect, test } from './kit/test.js'
import type { Kit } from './kit/test.js'

// Nothing here is about motion, which would be waited for.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Every state in turn, each followed by its end. Then every button in the worst minute. */
async function walk(page: Page, kit: Kit): Promise<void> {
  for (const situation of SITUATIONS) {
    for (const next of [situation, 'healthy'] as const) {
      await kit.show(next)
    }
  }
  await kit.show('trouble')
  await pressEverything(page)
  await page.evaluate(() => window.kit.endChecks())
  await kit.show('healthy')
}

test('the page that all of this is about shows every widget', async ({ page, kit }) => {
  await kit.open()
  const { widgets, exhibits } = await page.evaluate(() => window.kit)
  expect(widgets).toContain('StatusIndicator')
  const shown = exhibits.map((name) => name.split(' ')[0])
  expect(widgets.filter((name) => !shown.includes(name))).toEqual([])
  expect(kit.complaints).toEqual([])
})

test('the policy is in force, and each breach of it is seen', async ({ page, kit }) => {
  await kit.open()
  const breach = async (breaking: () => void, directive: string) => {
    const before = kit.complaints.length
    await page.evaluate(breaking).catch(() => {})
    await expect.poll(() => kit.complaints.slice(before).join('\n')).toContain(`broken policy: ${directive}`)
  }
  await breach(() => document.head.append(document.createElement('style')), 'style-src-elem')
  await breach(() => document.body.setAttribute('style', 'color: red'), 'style-src-attr')
  await breach(() => document.body.insertAdjacentHTML('beforeend', '<p></p>'), 'require-trusted-types-for')
})

for (const mode of ['development', 'production'] as const) {
  test.describe(`with React’s ${mode} build, under a strict security policy`, () => {
    test.use({ mode })

    test('nothing is refused, and the console stays empty, whatever happens to hydrated widgets (U25)', async ({
      page,
      kit,
    }) => {
      await kit.open({ onServer: true })
      await walk(page, kit)
      expect(kit.complaints).toEqual([])
    })

    test.describe('in another time zone and language than the server’s', () => {
      test.use({ timezoneId: 'Asia/Kathmandu', locale: 'de-DE' })

      test('hydration takes the server’s HTML as it is, in every state (U26)', async ({ kit }) => {
        for (const situation of SITUATIONS) {
          await kit.open({ onServer: true, situation })
          expect.soft(kit.complaints, situation).toEqual([])
        }
      })
    })
  })
}

test('nor where the browser has rendered them: no breach, and no word in the console (U25)', async ({
  page,
  kit,
}) => {
  await kit.open()
  await walk(page, kit)
  expect(kit.complaints).toEqual([])
})

test('a server’s HTML has no style and no script of its own, in any state or language (U25)', async ({
  page,
  kit,
}) => {
  await kit.open()
  const languages = await page.evaluate(() => window.kit.languages)
  for (const situation of SITUATIONS) {
    for (const language of languages) {
      const html = await kit.htmlOf({ onServer: true, situation, language })
      expect(html).toContain('data-api-status')
      expect
        .soft(html, `${situation}, ${language}`)
        .not.toMatch(/\sstyle=|<style|<script(?! type="module" src=)|\son\w+=/)
    }
  }
})

test('it works without JavaScript as neutral text: no trouble before anyone has looked (U26)', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${server.origins.production}/?server`)
  await expect(page.locator('[data-api-status="indicator"]').first()).toBeVisible()
  await expect(page.locator('[data-api-status="banner"]:visible')).toHaveCount(0)
  for (const region of await page.getByRole('status').all()) await expect(region).toHaveText('')
  await context.close()
})

test('the stylesheet comes as a file, and reaches every widget (U25)', async ({ page, kit }) => {
  await kit.open()
  await kit.show('trouble')
  const unstyled = await page.evaluate(() => {
    const looksOf = (exhibit: Element) =>
      [...exhibit.querySelectorAll('[data-api-status]')].slice(0, 12).map((part) =>
        [null, '::before', '::after'].map((pseudo) => {
          const style = getComputedStyle(part, pseudo)
          return [...style].map((name) => style.getPropertyValue(name)).join()
        }),
      )
    const exhibits = [...document.querySelectorAll<HTMLElement>('[data-exhibit]')]
    const styled = exhibits.map((exhibit) => JSON.stringify(looksOf(exhibit)))
    for (const sheet of document.styleSheets) sheet.disabled = sheet.href?.endsWith('/kit.css') ?? false
    return exhibits
      .filter((exhibit, index) => styled[index] === JSON.stringify(looksOf(exhibit)))
      .map((exhibit) => exhibit.dataset['exhibit'])
  })
  expect(unstyled).toEqual([])
})
