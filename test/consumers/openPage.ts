import type { Browser, Page } from 'playwright'

/** A page, and all that it has complained of since: errors, warnings, blocked styles and scripts, failed requests. */
export interface OpenPage {
  readonly page: Page
  readonly complaints: string[]
}

/** A new page that has been nowhere yet. */
export async function openPage(browser: Browser): Promise<OpenPage> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}
