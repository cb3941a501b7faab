import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import type { FaultMode, FaultTarget } from '../demo/faultTargets.js'
import { FAULT_TARGETS } from '../demo/faultTargets.js'
import type { Sighting } from './diary.js'
import { keepDiary } from './diary.js'
import { patience } from './patience.js'

export { expect } from '@playwright/test'

/** A page with the desk, and the damage that can be done to what is behind it. Everything works before and after. */
export const test = base.extend<{ desk: Desk; faults: Faults }>({
  faults: [
    async ({ request }, use) => {
      const faults: Faults = {
        async set(target, mode, latencyMs) {
          const data = { target, mode, latencyMs }
          const answer = await request.post(`${origin('CONTROL_ORIGIN')}/faults`, { data })
          expect(answer.status(), await answer.text()).toBe(200)
        },
      }
      const mend = async () => {
        for (const target of FAULT_TARGETS) await faults.set(target, 'ok')
      }
      await mend()
      await untilHealthy(request)
      await use(faults)
      await mend()
    },
    { auto: true },
  ],
  desk: async ({ page }, use) => {
    await keepDiary(page)
    await use(new Desk(page))
  },
})

/**
 * The API needs a moment to see that what was broken works; a breaker needs a call for that, and there may be no page
 * that makes one. Dead letters may be left of a test that has failed.
 */
async function untilHealthy(request: APIRequestContext): Promise<void> {
  const api = `${origin('API_ORIGIN')}/api`
  const status = async () => {
    await request.get(`${api}/orders`)
    await request.delete(`${api}/dead-letters`)
    return ((await (await request.get(`${api}/health`)).json()) as { readonly status: unknown }).status
  }
  await expect.poll(status, { timeout: patience(30), message: 'status of the API' }).toBe('healthy')
}

interface Faults {
  /** Resolves when the damage is done, or undone. */
  set(target: FaultTarget, mode: FaultMode, latencyMs?: number): Promise<void>
}

/** The page, by what is on it. */
export class Desk {
  readonly page: Page
  readonly indicator: Locator
  readonly banner: Locator
  readonly gate: Locator
  readonly orders: Locator
  readonly refusal: Locator
  readonly create: Locator
  /** What the panel says of the circuit breaker. */
  readonly breaker: Locator

  constructor(page: Page) {
    this.page = page
    this.indicator = page.getByRole('banner').locator('[data-api-status="indicator"]')
    this.banner = page.locator('[data-api-status="banner"]')
    // The outermost: others stand in it, and elsewhere.
    this.gate = page.getByRole('region', { name: 'New order' }).locator('[data-api-status="gate"]').first()
    this.orders = page.getByRole('region', { name: 'Orders' }).getByRole('row')
    this.refusal = this.gate.getByRole('alert')
    this.create = page.getByRole('button', { name: 'Create order' })
    this.breaker = page.getByRole('complementary', { name: 'Break it' }).getByText('Circuit breaker:')
  }

  async open(): Promise<void> {
    await this.page.goto(origin('DESK_ORIGIN'))
  }

  /** The page is closed in good order; what it has stored stays. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank')
  }

  /** Where the page asks. */
  get healthUrl(): string {
    return `${origin('DESK_ORIGIN')}/api/health`
  }

  /** Opened, healthy, and with its orders. */
  async openInGoodHealth(): Promise<void> {
    await this.open()
    await this.expectStatus('healthy', null, 3)
    await expect(this.orders).not.toHaveCount(0)
  }

  /** @param seconds How long it may take to be so. */
  async expectStatus(status: string, cause: string | null, seconds: number): Promise<void> {
    const attributes = { status, cause }
    await expect
      .poll(
        async () => ({
          status: await this.indicator.getAttribute('data-status'),
          cause: await this.indicator.getAttribute('data-cause'),
        }),
        { timeout: patience(seconds), intervals: [100], message: 'status and cause of the indicator' },
      )
      .toEqual(attributes)
  }

  field(name: 'Customer' | 'Item' | 'Quantity'): Locator {
    return this.gate.getByLabel(name)
  }

  async fillIn(customer: string): Promise<void> {
    const texts = { Customer: customer, Item: 'Oak shelf', Quantity: '3' } as const
    for (const [name, text] of Object.entries(texts) as [keyof typeof texts, string][]) {
      // Key by key, as people do: in Firefox Playwright's fill() assigns the value, which React takes for its own doing.
      await this.field(name).selectText()
      await this.page.keyboard.type(text)
    }
  }

  async expectFilledIn(customer: string): Promise<void> {
    await expect(this.field('Customer')).toHaveValue(customer)
    await expect(this.field('Item')).toHaveValue('Oak shelf')
    await expect(this.field('Quantity')).toHaveValue('3')
  }

  /** Everything that the announcer has said since the page was loaded. */
  announcements(): Promise<string[]> {
    return this.page.evaluate(() => window.diary.announcements)
  }

  /** Everything that the indicator has shown since the page was loaded. */
  sightings(): Promise<Sighting[]> {
    return this.page.evaluate(() => window.diary.sightings)
  }
}

function origin(variable: 'DESK_ORIGIN' | 'CONTROL_ORIGIN' | 'API_ORIGIN'): string {
  const address = process.env[variable]
  if (!address)
    throw new Error(
      `${variable} is not set: the demo was not started. Run the tests by playwright.config.ts.`,
    )
  return address
}
