import { expect, test } from './desk.js'

test('without its disk the desk is degraded, and an order is saved without its packing slip', async ({
  desk,
  faults,
}) => {
  await desk.openInGoodHealth()
  await faults.set('disk', 'down')
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('attachments')

  await desk.fillIn('Otto without paper')
  await desk.create.click()
  await expect(desk.gate.getByText('Its packing slip could not be written')).toBeVisible()
  await expect(desk.orders.filter({ hasText: 'Otto without paper' })).toHaveCount(1)
})
