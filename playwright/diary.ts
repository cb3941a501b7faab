import type { Page } from '@playwright/test'

/** What the indicator showed at one moment. */
export interface Sighting {
  readonly status: string | undefined
  readonly cause: string | undefined
  readonly source: string | undefined
  readonly isStale: boolean
  /** When the report behind it was received (ISO 8601); `undefined` when it shows no age. */
  readonly reportAt: string | undefined
}

declare global {
  interface Window {
    diary: { announcements: string[]; sightings: Sighting[] }
  }
}

/** From now on each page writes down what it shows and says: some of it is gone before a test could look. */
export async function keepDiary(page: Page): Promise<void> {
  await page.addInitScript(writeDiary)
}

/** Runs in the page, and sees nothing of what is around it here. */
export function writeDiary(): void {
  const diary: Window['diary'] = { announcements: [], sightings: [] }
  window.diary = diary
  let lastSaid = ''
  let lastSeen = ''

  const listen = () => {
    const said = document.querySelector('[data-api-status="announcer"]')?.textContent.trim() ?? ''
    if (said !== lastSaid && said !== '') diary.announcements.push(said)
    lastSaid = said
  }
  const look = () => {
    const indicator = document.querySelector<HTMLElement>('[data-api-status="indicator"]')
    if (!indicator) return
    const { status, cause, source, stale } = indicator.dataset
    const reportAt = indicator.querySelector('time')?.dateTime
    const sighting = { status, cause, source, isStale: stale !== undefined, reportAt }
    const seen = JSON.stringify(sighting)
    if (seen !== lastSeen) diary.sightings.push(sighting)
    lastSeen = seen
  }
  const observer = new MutationObserver(() => {
    listen()
    look()
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}
