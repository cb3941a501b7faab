import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer } from './savedOrders.js'

test('without its cache the desk does all that it did, and says that a part is missing', async ({
  desk,
  faults,
}) => {
  test.skip(!(await hasRedis()), 'There is no redis-server on this machine.')
  const customer = newCustomer('Carla')
  await desk.openInGoodHealth()
  await faults.set('cache', 'down')
  await desk.expectStatus('degraded', 'component', 20)
  await expect(desk.banner).toContainText('Cache')

  await desk.fillIn(customer)
  await desk.create.click()
  await expect(desk.orders.filter({ hasText: customer })).toHaveCount(1)

  await faults.set('cache', 'ok')
  await desk.expectStatus('healthy', null, 40)
})

test('without its database the orders come from the cache, also after the API was started anew', async ({
  desk,
  faults,
  request,
}) => {
  test.skip(!(await hasRedis()), 'There is no redis-server on this machine.')
  await desk.openInGoodHealth()
  await faults.set('database', 'down')
  await faults.set('api', 'down')
  await faults.set('api', 'ok')

  const read = () => request.get(`${process.env['API_ORIGIN']}/api/orders`)
  // At its start the API leaves the database some seconds to come up before it says that it is down.
  await expect
    .poll(async () => (await read()).json(), { timeout: patience(15) })
    .toMatchObject({ live: false, degraded: true, degradedServices: expect.arrayContaining(['database']) })
  expect((await read()).headers()).toMatchObject({
    age: expect.stringMatching(/^\d+$/),
    'degraded-services': expect.stringContaining('"database"'),
  })
  await expect(desk.page.getByText('last known, as of')).toBeVisible({ timeout: patience(20) })
})

async function hasRedis(): Promise<boolean> {
  const faults = await (await fetch(`${process.env['CONTROL_ORIGIN']}/faults`)).json()
  return faults.cache.absence === undefined
}
