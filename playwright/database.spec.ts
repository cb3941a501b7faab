import { en } from '../src/words/en.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer } from './savedOrders.js'

test('without its database the desk can be read, refuses new orders kindly, and keeps what was typed', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Pia')
  await desk.openInGoodHealth()
  const orders = await desk.orders.allInnerTexts()
  await desk.fillIn(customer)
  await faults.set('database', 'down')
  await desk.create.click()
  await expect(desk.refusal).toContainText('Nothing you typed is lost', { timeout: patience(5) })
  await desk.expectStatus('degraded', 'read-only', 20)
  await desk.expectFilledIn(customer)
  expect(await desk.orders.allInnerTexts()).toEqual(orders)
  // Refused writes are no evidence against a back end that has said that it is read-only.
  await desk.expectStatus('degraded', 'read-only', 1)

  await faults.set('database', 'ok')
  await desk.expectStatus('healthy', null, 20)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
})

test('while nothing can be saved nothing can be sent, and the form says why', async ({ desk, faults }) => {
  const customer = newCustomer('Ines')
  await desk.openInGoodHealth()
  await desk.fillIn(customer)
  await faults.set('database', 'down')
  await desk.expectStatus('degraded', 'read-only', 20)
  await expect(desk.gate.getByText(en.gate.readOnly.title)).toBeVisible()
  // Whoever is in a field may go on typing; Enter sends nothing.
  await expect(desk.field('Quantity')).toBeFocused()
  await desk.page.keyboard.press('Enter')
  await expect(desk.refusal).toBeEmpty()

  await desk.page.getByRole('heading', { name: 'Orders desk' }).click()
  await expect(desk.create).toBeDisabled()
  await expect(desk.field('Customer')).toBeDisabled()
  await desk.expectFilledIn(customer)

  await faults.set('database', 'ok')
  await desk.expectStatus('healthy', null, 20)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
})

test('orders survive the death of the database process', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  await desk.fillIn('Quinn before the crash')
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: 'Quinn before the crash' })).toHaveCount(1)

  await faults.set('database', 'down')
  await faults.set('database', 'ok')
  await desk.page.reload()
  await expect(desk.orders.filter({ hasText: 'Quinn before the crash' })).toHaveCount(1, {
    timeout: patience(10),
  })
})

test('a database that answers too late makes the desk read-only', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  await faults.set('database', 'slow', 4000)
  await desk.expectStatus('degraded', 'read-only', 20)
})
