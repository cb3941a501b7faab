import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type * as BackendModule from '../demo/web/backend.js'
import { createBackendClient, retryBudget } from '../src/core.js'
import { expect, test } from './desk.js'
import type * as LoadModule from './load.js'
import { startLoad } from './load.js'
import { patience } from './patience.js'
import { newCustomer, savedOrders } from './savedOrders.js'

// Readers and writers call without a break while the process that answers them is killed and started again.

/** For so long calls go well between the restarts, and after them. In milliseconds. */
const CALM = 1500

test('while the API restarts under load, the page loses no call, no order is saved twice, and the panel shows why', async ({
  desk,
  faults,
}) => {
  const name = newCustomer('Load in the page')
  const keys = keysSentBy(desk.page)
  await desk.openInGoodHealth()
  await expect(desk.breaker).toHaveText(/closed/)

  // All begin at once, and find nobody.
  await faults.set('api', 'down')
  await startLoadIn(desk.page, name)
  await expectBreakAndReturn()
  for (let restart = 0; restart < 2; restart++) {
    await sleep(CALM)
    await faults.set('api', 'down')
    await expectBreakAndReturn()
  }
  await sleep(CALM)

  const tally = await desk.page.evaluate(() => window.endLoad())
  await expectNothingLost(name, tally)
  // One key for each order, however often it was sent.
  expect(keys.size).toBe(tally.customers.length)

  async function expectBreakAndReturn() {
    await expect(desk.breaker).toHaveText(/open.*calls wait for \d+ s/, { timeout: patience(5) })
    await faults.set('api', 'ok')
    await expect(desk.breaker).toHaveText(/closed/, { timeout: patience(20) })
  }
})

test('on Node, where connections are refused and reset, it is the same', async ({ faults }) => {
  const name = newCustomer('Load on Node')
  const failures: (string | null)[] = []
  // With a breaker hardly a call would meet the closed port.
  const client = createBackendClient({
    baseUrl: `${process.env['API_ORIGIN']}/api`,
    breaker: false,
    retries: 6,
    retryBudget: retryBudget({ minimum: 100 }),
    onRetry: ({ error }) => failures.push(error.code),
  })
  const endLoad = startLoad(
    {
      read: () => client.get('/orders'),
      order: (customer) =>
        client.post('/orders', { customer, item: 'Oak shelf', quantity: 1 }, { idempotent: true }),
    },
    name,
  )
  for (const downFor of [0, 2000]) {
    await sleep(CALM)
    await faults.set('api', 'down')
    await sleep(downFor)
    await faults.set('api', 'ok')
  }
  await sleep(CALM)

  await expectNothingLost(name, await endLoad())
  expect(failures).toContain('ECONNREFUSED')
})

test('an order that is sent while the API is down is saved by itself when the API is back', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Ines')
  await desk.openInGoodHealth()
  await faults.set('api', 'down')
  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.refusal).toContainText('keeps trying', { timeout: patience(5) })
  // For longer than the first break: one call has found out that the API is still down.
  await expect(desk.breaker).toHaveText(/calls wait for [6-9] s/, { timeout: patience(20) })
  await desk.expectFilledIn(customer)

  await faults.set('api', 'ok')
  await expect(desk.gate.getByText(/^Order \d+ is saved\.$/)).toBeVisible({ timeout: patience(20) })
  expect(await savedOrders(customer)).toHaveLength(1)
})

test('"Try now" tries at once, by keyboard as well', async ({ desk }) => {
  const customer = newCustomer('Jan')
  await desk.openInGoodHealth()
  let isFirst = true
  await desk.page.route('**/api/orders', (route) => {
    if (!isFirst || route.request().method() === 'GET') return route.fallback()
    isFirst = false
    return route.fulfill({ status: 503, headers: { 'retry-after': '25' } })
  })
  await desk.fillIn(customer)
  await desk.create.press('Enter')
  await expect(desk.page.getByRole('button', { name: 'Try now' })).toBeFocused()
  await desk.page.keyboard.press('Enter')
  await expect(desk.gate.getByText(/^Order \d+ is saved\.$/)).toBeVisible()
  expect(await savedOrders(customer)).toHaveLength(1)
})

test('an order whose API dies between saving and answering is tried again, and is one order', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Hugo')
  await desk.openInGoodHealth()
  await saveWithoutAnAnswer()
  await expect(desk.refusal).toContainText('Nothing you typed is lost', { timeout: patience(5) })
  await desk.expectFilledIn(customer)

  await faults.set('disk', 'ok')
  await faults.set('api', 'ok')
  const [order] = await savedOrders(customer)
  await expect(desk.gate.getByText(`Order ${order?.id} is saved.`)).toBeVisible({ timeout: patience(20) })
  expect(await savedOrders(customer)).toEqual([order])

  async function saveWithoutAnAnswer() {
    // The slip is written after the order, so the disk holds the answer back.
    await faults.set('disk', 'slow', 8000)
    await desk.fillIn(customer)
    await desk.create.click()
    await expect.poll(() => savedOrders(customer)).toHaveLength(1)
    await faults.set('api', 'down')
  }
})

declare global {
  interface Window {
    endLoad: ReturnType<typeof startLoad>
  }
}

/** Calls through the very client, monitor and breaker of the page: what it has imported already is the same here. */
async function startLoadIn(page: Page, name: string): Promise<void> {
  const modules = {
    backend: '/backend.ts',
    load: `/@fs${fileURLToPath(new URL('load.ts', import.meta.url))}`,
  }
  await page.evaluate(
    async ({ modules: { backend, load }, name: customers }) => {
      const { listOrders, createOrder }: typeof BackendModule = await import(backend)
      const { startLoad: start }: typeof LoadModule = await import(load)
      const call = { signal: new AbortController().signal, onRetry: () => {} }
      const read = () => listOrders(call)
      const order = (customer: string) =>
        createOrder({ customer, item: 'Oak shelf', quantity: 1 }, { ...call, key: crypto.randomUUID() })
      window.endLoad = start({ read, order }, customers)
    },
    { modules, name },
  )
}

/** The keys of all orders that the page has sent so far. */
function keysSentBy(page: Page): ReadonlySet<string> {
  const keys = new Set<string>()
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key']
    if (key) keys.add(key)
  })
  return keys
}

async function expectNothingLost(
  name: string,
  { reads, customers, losses }: LoadModule.Tally,
): Promise<void> {
  expect(losses).toEqual([])
  // Work was done; how much of it depends on the machine.
  expect(reads).toBeGreaterThan(10)
  expect(customers.length).toBeGreaterThan(10)
  const saved = await savedOrders(name)
  expect(saved.map(({ customer }) => customer).toSorted()).toEqual(customers.toSorted())
}
