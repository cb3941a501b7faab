import { test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Mode } from '../lab/bundle.js'
import type { Situation } from './situations.js'
import { serveKit } from './serveKit.js'
import type { KitServer } from './serveKit.js'
import { toQuery } from './visit.js'
import type { Visit } from './visit.js'

export { expect } from '@playwright/test'

/** A page with the kit on it. */
export interface Kit {
  /** Opens it anew. */
  open(visit?: Visit): Promise<void>
  /** Brings every widget into a state, or each into its worst, and waits until that is told. */
  show(situation: Situation | 'trouble'): Promise<void>
  /** What the page has complained of since it was opened: errors, warnings, broken policies, any word in the console. */
  readonly complaints: readonly string[]
  /** The HTML that the server sends for a visit. */
  htmlOf(visit: Visit): Promise<string>
}

/** Longer than every delay of the kit, also that of trouble which returns. */
const LONG = 6000

/** React's only word that is no complaint, in its development build. */
const HINT = 'Download the React DevTools'

/** A test with a page of the kit. `test.use({ mode: 'production' })` gives the page that build of React. */
export const test = base.extend<{ mode: Mode; kit: Kit }, { server: KitServer }>({
  mode: ['development', { option: true }],
  server: [
    async ({ browserName: _anyBrowser }, use) => {
      const server = await serveKit()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  kit: async ({ page, server, mode }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      // Firefox tells of React's performance marks, too.
      const isMark = (message.type() as string) === 'timeStamp'
      if (!isMark && !message.text().includes(HINT)) complaints.push(`${message.type()}: ${message.text()}`)
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
      async show(situation) {
        await page.evaluate((name) => window.kit.show(name), situation)
        await page.evaluate((time) => window.kit.pass(time), LONG)
        await rest(page)
      },
      async htmlOf(visit) {
        const answer = await fetch(addressOf(visit))
        return answer.text()
      },
    })
  },
})

/** Waits until React and the browser have nothing left to do, and nothing moves but what never stops. */
export async function rest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
    )
    const passing = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < Infinity)
    // One that is cut short has ended too.
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

/** Runs in the page before anything of its own: what the parser refuses is seen too. */
function watchPolicy(): void {
  document.addEventListener(
    'securitypolicyviolation',
    ({ violatedDirective, blockedURI, sourceFile, sample }) => {
      console.error(`broken policy: ${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`)
    },
  )
}
