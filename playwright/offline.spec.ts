import { en } from '../src/words/en.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer } from './savedOrders.js'

test('offline the gate closes over the form, which keeps what was typed until the network is back', async ({
  desk,
  context,
}) => {
  await desk.openInGoodHealth()
  await desk.fillIn('Selma on the train')
  const orders = await desk.orders.allInnerTexts()

  await context.setOffline(true)
  await desk.expectStatus('offline', 'device-offline', 10)
  await expect(desk.gate).toHaveAttribute('data-closed')
  await expect(desk.page.getByText('You are offline. What you have typed is kept.')).toBeVisible()
  await expect(desk.create).toBeHidden()
  expect(await desk.orders.allInnerTexts()).toEqual(orders)
  // Trouble that is over before it is told of is no news, and neither is its end.
  const { title } = en.trouble['device-offline']
  await expect.poll(() => desk.announcements()).toEqual([expect.stringContaining(title)])

  await context.setOffline(false)
  await desk.expectStatus('healthy', null, 10)
  await expect(desk.gate).not.toHaveAttribute('data-closed')
  await desk.expectFilledIn('Selma on the train')
  // The announcer leaves 5 s between two announcements.
  await expect.poll(() => desk.announcements(), { timeout: patience(15) }).toContain(en.trouble.backOnline)
})

test('an order typed before the tunnel is saved after it', async ({ desk, context }) => {
  const customer = newCustomer('Tove after the tunnel')
  await desk.openInGoodHealth()
  await desk.fillIn(customer)
  await context.setOffline(true)
  await desk.expectStatus('offline', 'device-offline', 10)
  await context.setOffline(false)
  await desk.expectStatus('healthy', null, 10)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
})
