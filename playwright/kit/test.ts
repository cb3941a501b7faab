import { test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Mode } from '../lab/bundle.js'
import { serveKit } from './serveKit.js'
import type { KitServer } from './serveKit.js'
import { toQuery } from './visit.js'
import type { Visit } from './visit.js'

export { expect } from '@playwright/test'

/** A page with the kit on it. */
export interface Kit {
  /** Opens it anew. */
  open(visit?: Visit): Promise<void>
  /** What the page has complained of since it was opened: errors, warnings, broken policies, any word in the console. */
  readonly complaints: readonly string[]
  /** The HTML that the server sends for a visit. */
  htmlOf(visit: Visit): Promise<string>
}

/** React's only word that is no complaint, in its development build. */
const HINT = 'Download the React DevTools'

/** A test with a page of the kit. `test.use({ mode: 'production' })` gives the page that build of React. */
export const test = base.extend<{ mode: Mode; kit: Kit }, { server: KitServer }>({
  mode: ['development', { option: true }],
  server: [
    async ({}, use) => {
      const server = await serveKit()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  kit: async ({ page, server, mode }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (!message.text().includes(HINT)) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.addInitScript(watchPolicy)
    const addressOf = (visit: Visit) => `${server.origins[mode]}/?${toQuery(visit)}`
    await use({
      complaints,
      async open(visit = {}) {
        complaints.length = 0
        await page.goto(addressOf(visit))
        await rest(page)
      },
      async htmlOf(visit) {
        const answer = await fetch(addressOf(visit))
        return answer.text()
      },
    })
  },
})

/** Waits until React and the browser have nothing left to do. */
export async function rest(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
      ),
  )
}

/** Runs in the page before anything of its own: what the parser refuses is seen too. */
function watchPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) => {
    console.error(`broken policy: ${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`)
  })
}
