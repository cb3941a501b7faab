import { expect, test } from './desk.js'
import { newCustomer } from './savedOrders.js'

test('without its disk the desk is degraded, and an order is saved without its packing slip', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Otto')
  await desk.openInGoodHealth()
  await faults.set('disk', 'down')
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('Packing slips')

  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.gate.getByText('Its packing slip could not be written')).toBeVisible()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)
})
