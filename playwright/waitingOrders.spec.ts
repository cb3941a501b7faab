import { randomUUID } from 'node:crypto'
import { arrivedMails } from './arrivedMails.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer, savedOrders } from './savedOrders.js'

test('an order that may wait is taken while there is no database, survives the API, and is saved once', async ({
  faults,
  request,
}) => {
  const draft = { customer: newCustomer('Willem'), item: 'Oak shelf', quantity: 2 }
  const headers = { 'idempotency-key': randomUUID() }
  const order = (more: Record<string, string>) =>
    request.post(`${process.env['API_ORIGIN']}/api/orders`, { data: draft, headers: { ...headers, ...more } })

  await faults.set('database', 'down')
  const taken = await order({ prefer: 'respond-async' })
  expect(taken.status()).toBe(202)
  expect(taken.headers()['preference-applied']).toBe('respond-async')
  const refused = await order({})
  expect(refused.status()).toBe(503)
  expect(refused.headers()['retry-after']).toBeDefined()

  await faults.set('api', 'down')
  await faults.set('api', 'ok')
  await faults.set('database', 'ok')
  await expect.poll(() => savedOrders(draft.customer), { timeout: patience(40) }).toHaveLength(1)
  await expect.poll(() => arrivedMails(draft.customer), { timeout: patience(40) }).toHaveLength(1)
  expect((await order({ prefer: 'respond-async' })).status()).toBe(201)
  expect(await savedOrders(draft.customer)).toHaveLength(1)
})
