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
/** Of a window, in pixels. */
const LEAST_HEIGHT = 200
/** Every picture is taken at this moment, so that ages and clocks in it are the same each time. */
const NOW = new Date('2026-03-12T14:02:00Z')
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
    viewport: { width: 800, height: LEAST_HEIGHT },
    ...options,
  })
  await context.clock.setFixedTime(NOW)
  return context
}

/** Opens a story and waits until nothing of it is under way: its play function, its fonts. */
export async function visit(context: BrowserContext, storybook: string, story: string): Promise<Visit> {
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    errors.push(`logs an error: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => errors.push(`throws: ${error.message}`))
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

/** As wide as that and as tall as the story: Chromium may repeat a part of what is taller than its window. */
export async function fitWindow(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: LEAST_HEIGHT })
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height })
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}
