import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import type { BrowserContext, Page } from 'playwright'
import { chromiumLaunchOptions } from '../../test/run/chromium.js'
import { serveStorybook } from '../shots/storybook.js'
import { openContext, visit } from '../shots/visit.js'
import { galleryPage } from './galleryPage.js'
import { pictures } from './pictures.js'
import type { Picture } from './pictures.js'
import { smallPng } from './smallPng.js'

// `npm run gallery`: the pictures of the documentation, and the page that shows them.
const FOLDER = 'docs/images'
/** As Storybook leaves at the sides. */
const PADDING = 16
/** Of the window, in pixels. */
const HEIGHT = 600

type Clip = { x: number; y: number; width: number; height: number }

const storybook = await serveStorybook()
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  mkdirSync(FOLDER, { recursive: true })
  for (const picture of pictures) {
    const context = await openContext(browser, { deviceScaleFactor: picture.scale ?? 2 })
    await take(context, picture)
    await context.close()
    console.log(picture.file)
  }
  writeFileSync('docs/gallery.md', galleryPage(pictures, storybook.stories))
  console.log(`${pictures.length * 2} pictures of ${pictures.length} stories`)
} finally {
  await browser.close()
  await storybook.close()
}

async function take(context: BrowserContext, { file, story, width }: Picture): Promise<void> {
  const { page, errors } = await visit(context, storybook.url, story)
  if (errors.length > 0) throw new Error(`${story} ${errors.join('; ')}`)
  await page.setViewportSize({ width, height: HEIGHT })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const clip = await surroundings(page, width)
    const png = await page.screenshot({ clip, fullPage: true, animations: 'disabled' })
    writeFileSync(`${FOLDER}/${file}-${colorScheme}.png`, smallPng(png))
  }
}

/** The story with the same space on every side, as far as the page goes. */
async function surroundings(page: Page, width: number): Promise<Clip> {
  const story = await page.locator('#storybook-root').boundingBox()
  if (!story) throw new Error('There is nothing to see.')
  const y = Math.max(0, story.y - PADDING)
  const end = await page.evaluate(() => document.documentElement.getBoundingClientRect().height)
  return { x: 0, y, width, height: Math.min(end, story.y + story.height + PADDING) - y }
}
