import type { Page } from '@playwright/test'
import { build } from 'vite'
import { expect, test } from './kit/test.js'

const LIGHT = 'rgb(30, 41, 59)'
const DARK = 'rgb(232, 234, 238)'

/** A stylesheet as Vite makes it for the browsers that it builds for unless told otherwise, of which some lack `light-dark()`. */
async function lowered(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input } },
  })
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []))
  const css = outputs.find(({ fileName }) => fileName.endsWith('.css'))
  if (css?.type !== 'asset') throw new Error('Vite has built no stylesheet.')
  return String(css.source)
}

/** The colours of a banner on a page with this CSS. */
async function coloursOf(page: Page, css: string): Promise<Record<string, string>> {
  await page.setContent(
    `<style>${css}</style><section data-api-status="banner" data-status="degraded">Slow</section>`,
  )
  return page.locator('section').evaluate((node) => {
    const { color, backgroundColor } = getComputedStyle(node)
    return { color, backgroundColor }
  })
}

const KIT = 'src/styles/index.css'

test.describe('a build that lowers light-dark()', () => {
  test('leaves the colours of a page that sets no scheme: light ones', async ({ page }) => {
    const css = await lowered(KIT)
    expect(css).not.toContain('light-dark(')
    const { color, backgroundColor } = await coloursOf(page, css)
    expect(color).toBe(LIGHT)
    expect(backgroundColor).not.toBe('rgba(0, 0, 0, 0)')
  })

  test('follows a scheme that the page sets in CSS that is lowered too, before or after', async ({
    page,
  }) => {
    const [kit, dark] = [await lowered(KIT), await lowered('playwright/kit/dark.css')]
    expect((await coloursOf(page, kit + dark)).color).toBe(DARK)
    expect((await coloursOf(page, dark + kit)).color).toBe(DARK)
  })
})
