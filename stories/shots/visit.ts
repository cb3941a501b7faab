import { stripVTControlCharacters } from 'node:util'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'

declare global {
  interface Window {
    /** Storybook's messages; `last` gives what came with the newest one of a name. */
    __STORYBOOK_ADDONS_CHANNEL__?: {
      last(message: string): unknown
      emit(message: string, content: unknown): void
    }
  }
}

/** A story, rendered and played to its end. */
export interface Visit {
  readonly page: Page
  /** What it has logged as an error, or thrown, so far. */
  readonly errors: string[]
}

const PATIENCE_MS = 20_000
/** Every picture is taken at this moment, so that ages and clocks in it are the same each time. */
const NOW = Date.UTC(2026, 2, 12, 14, 2)
/** Axe has its turn in the tests; here it would only take time. */
const WITHOUT_AXE = 'a11y.manual:!true'

/** A place to open stories in where nothing moves. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en',
    timezoneId: 'UTC',
    ...options,
  })
  await context.addInitScript((now) => {
    Date.now = () => now
  }, NOW)
  return context
}

/** Opens a story and waits until nothing of it is under way: its play function, its fonts. */
export async function visit(context: BrowserContext, storybook: string, story: string): Promise<Visit> {
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    errors.push(`logs an error: ${firstLine(message.text())} (${message.location().url})`)
  })
  page.on('pageerror', (error) => errors.push(`throws: ${firstLine(error.message)}`))
  await page.goto(`${storybook}/iframe.html?id=${story}&viewMode=story&globals=${WITHOUT_AXE}`)
  const end = await page.waitForFunction(() => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = window
    const failure = [
      'storyMissing',
      'storyErrored',
      'storyThrewException',
      'playFunctionThrewException',
    ].find((message) => channel?.last(message))
    const [finished] = (channel?.last('storyFinished') ?? []) as { status: string }[]
    return failure ?? finished?.status
  })
  const how = await end.jsonValue()
  if (how !== 'success') errors.push(`does not come to its end: ${how}`)
  await page.evaluate(() => document.fonts.ready)
  return { page, errors }
}

/** Of what a terminal would show in colours. */
function firstLine(text: string): string | undefined {
  return stripVTControlCharacters(text).split('\n')[0]
}

/** Turns the toolbar to a language and a direction. The story stays as it is otherwise. */
export async function speak(page: Page, language: string, direction: string): Promise<void> {
  const globals = { language, direction }
  await page.evaluate((chosen) => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = window
    channel?.emit('updateGlobals', { globals: chosen })
  }, globals)
  await page.waitForFunction(({ language: lang, direction: dir }) => {
    const { documentElement: root } = document
    return root.lang === lang && root.dir === dir
  }, globals)
}
