import type { Page } from '@playwright/test'
import { rest } from './test.js'

/** Presses every button of the kit, opens every disclosure and leaves every widget by Escape. */
export async function pressEverything(page: Page): Promise<void> {
  const controls = page.locator('[data-exhibit] :is(button, summary):visible')
  for (const control of await controls.elementHandles()) {
    // One may have left with the one before it.
    if (!(await control.isVisible())) continue
    await control.focus()
    await page.keyboard.press('Enter')
    await rest(page)
    await page.keyboard.press('Escape')
    await rest(page)
  }
}
