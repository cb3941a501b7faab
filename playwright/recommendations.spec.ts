import { expect, test } from './desk.js'
import { newCustomer } from './savedOrders.js'

test('without recommendations the desk is degraded, says which part is missing, and orders still work', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Mira')
  await desk.openInGoodHealth()
  await faults.set('recommendations', 'down')
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('Recommendations')

  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
  await expect(desk.field('Customer')).toHaveValue('')

  await faults.set('recommendations', 'ok')
  await desk.expectStatus('healthy', null, 20)
})

test('recommendations that answer too late are as good as none', async ({ desk, faults }) => {
  await desk.openInGoodHealth()
  await faults.set('recommendations', 'slow', 5000)
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('Recommendations')
})
