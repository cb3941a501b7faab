import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import type { BrowserContext, Page } from 'playwright'
import { chromiumLaunchOptions } from '../../test/run/chromium.js'
import { contactSheet } from './contactSheet.js'
import { findFlaws } from './flaws.js'
import { modes } from './modes.js'
import type { Mode } from './modes.js'
import { serveStorybook } from './storybook.js'
import type { StoryEntry } from './storybook.js'
import { openContext, speak, visit } from './visit.js'

// `npm run stories:shots`: a picture of every story in every mode, and a look for what is plainly wrong. Words after
// `--` choose the stories whose ids contain one of them: `npm run stories:shots -- banner`.
const FOLDER = '.tmp/shots'
const AT_ONCE = 2
/** Of the window, in pixels. A picture is as tall as its story, and no smaller. */
const HEIGHT = 320

const words = process.argv.slice(2)
const storybook = await serveStorybook()
try {
  const chosen = storybook.stories.filter(
    ({ id }) => words.length === 0 || words.some((word) => id.includes(word)),
  )
  if (chosen.length === 0) throw new Error(`No story has an id with ${words.join(' or ')} in it.`)
  for (const { name } of modes) mkdirSync(`${FOLDER}/${name}`, { recursive: true })

  const waiting = [...chosen]
  let done = 0
  const complaints: string[] = []
  // Each with a Chromium of its own: within one, a window that is resized spoils the picture of another.
  const work = async () => {
    const browser = await chromium.launch(chromiumLaunchOptions())
    try {
      const context = await openContext(browser)
      for (let story = waiting.shift(); story; story = waiting.shift()) {
        complaints.push(
          ...(await shoot(context, story).catch((error: Error) => [`${story.id} ${error.message}`])),
        )
        console.log(`${++done}/${chosen.length} ${story.id}`)
      }
    } finally {
      await browser.close()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))

  writeFileSync(`${FOLDER}/index.html`, contactSheet(chosen, modes))
  if (complaints.length > 0) {
    process.exitCode = 1
    console.log(`\n${complaints.toSorted().join('\n')}\n`)
  }
  console.log(`All of them side by side: ${FOLDER}/index.html`)
  console.log(`${chosen.length * modes.length} screenshots of ${chosen.length} stories`)
} finally {
  await storybook.close()
}

/** Takes a story's pictures. Resolves with what is wrong, a sentence each that names story and mode. */
async function shoot(context: BrowserContext, { id }: StoryEntry): Promise<string[]> {
  const complaints: string[] = []
  const { page, errors } = await visit(context, storybook.url, id)
  for (const mode of modes) {
    const flaws = await take(page, id, mode)
    complaints.push(...[...errors.splice(0), ...flaws].map((flaw) => `${id} (${mode.name}) ${flaw}`))
  }
  await page.close()
  return complaints
}

async function take(page: Page, id: string, mode: Mode): Promise<string[]> {
  await page.emulateMedia({ ...mode.media, reducedMotion: 'reduce' })
  await speak(page, mode.language, mode.direction)
  await page.setViewportSize({ width: mode.width, height: HEIGHT })
  await page.screenshot({ path: `${FOLDER}/${mode.name}/${id}.png`, fullPage: true, animations: 'disabled' })
  return page.evaluate(findFlaws)
}
