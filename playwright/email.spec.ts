import { arrivedMails } from './arrivedMails.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer } from './savedOrders.js'

test('an order is confirmed by mail', async ({ desk }) => {
  const customer = newCustomer('Paula')
  await desk.openInGoodHealth()
  await desk.fillIn(customer)
  await desk.create.click()
  const order = desk.orders.filter({ hasText: customer })
  await expect(order).toContainText('sent', { timeout: patience(15) })
  const [mail, ...others] = await arrivedMails(customer)
  expect(others).toEqual([])
  expect(mail?.text).toContain('3 × Oak shelf')
})

test('while the mail server is down orders are saved, and their mails are sent later, each once', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Emil')
  await desk.openInGoodHealth()
  await faults.set('email', 'down')
  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.gate.getByText(/^Order \d+ is saved\.$/)).toBeVisible()
  const order = desk.orders.filter({ hasText: customer })
  await expect(order).toContainText('queued')
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('E-mail')
  expect(await arrivedMails(customer)).toEqual([])

  // What has not been sent survives the process that was to send it.
  await faults.set('api', 'down')
  await faults.set('api', 'ok')
  await faults.set('email', 'ok')
  await expect(order).toContainText('sent', { timeout: patience(60) })
  await desk.expectStatus('healthy', null, 40)
  expect(await arrivedMails(customer)).toHaveLength(1)
})
