import { en } from '../src/words/en.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer } from './savedOrders.js'

test('an API that dies is unreachable, and announced once; so is its return', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  const orders = await desk.orders.allInnerTexts()
  await faults.set('api', 'down')
  await desk.expectStatus('unhealthy', 'unreachable', 20)
  await expect(desk.banner).toContainText(en.trouble.unreachable.title)
  await expect(desk.gate).not.toHaveAttribute('data-closed')
  expect(await desk.orders.allInnerTexts()).toEqual(orders)

  await faults.set('api', 'ok')
  await desk.expectStatus('healthy', null, 40)
  await expect(desk.banner).toContainText(en.trouble.recovered)
  await expect(desk.banner).toBeHidden({ timeout: patience(15) })
  expect(await desk.announcements()).toEqual([
    expect.stringContaining(en.trouble.unreachable.title),
    en.trouble.recovered,
  ])
})

test('an order that finds no API is refused kindly, stays in the form, and is saved after the return', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Rosa')
  await desk.openInGoodHealth()
  await faults.set('api', 'down')
  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.refusal).toContainText('Nothing you typed is lost', { timeout: patience(5) })
  await desk.expectFilledIn(customer)

  await desk.expectStatus('unhealthy', 'unreachable', 20)
  await faults.set('api', 'ok')
  await desk.expectStatus('healthy', null, 40)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
})

test('"Retry now" finds an API that is back', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  await faults.set('api', 'down')
  await desk.expectStatus('unhealthy', 'unreachable', 20)
  // Long enough for a start of the API, or the page would find it by itself.
  await expect(desk.banner).toContainText(/in [1-9]\d sec/, { timeout: patience(90) })
  await faults.set('api', 'ok')
  await desk.banner.getByRole('button', { name: en.banner.retry }).click()
  await desk.expectStatus('healthy', null, 5)
})

test('an API that answers too late is unhealthy by its time-out', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  await faults.set('api', 'slow', 20_000)
  await desk.expectStatus('unhealthy', 'timeout', 40)
})
