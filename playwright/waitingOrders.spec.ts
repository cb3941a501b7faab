import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
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

test('an order that may wait is refused where its key is that of another one that waits', async ({
  faults,
  request,
}) => {
  const customer = newCustomer('Wim')
  const key = randomUUID()
  await faults.set('database', 'down')
  const statuses = []
  for (const item of ['Oak shelf', 'Wool rug', 'Oak shelf']) {
    statuses.push((await leaveOrder(request, key, { customer, item })).status())
  }
  expect(statuses).toEqual([202, 422, 202])
  await faults.set('database', 'ok')
  await expect.poll(() => savedOrders(customer), { timeout: patience(40) }).toHaveLength(1)
})

test('an order that has waited under the key of one that was saved before is a dead letter that somebody sees', async ({
  desk,
  faults,
  request,
}) => {
  const customer = newCustomer('Wanda')
  const key = randomUUID()
  await desk.openInGoodHealth()
  expect((await leaveOrder(request, key, { customer, item: 'Oak shelf' })).status()).toBe(201)
  await faults.set('database', 'down')
  expect((await leaveOrder(request, key, { customer, item: 'Wool rug' })).status()).toBe(202)
  await faults.set('database', 'ok')

  const url = `${process.env['API_ORIGIN']}/api/dead-letters`
  const deadLetters = async () => (await request.get(url)).json()
  await expect
    .poll(deadLetters, { timeout: patience(40) })
    .toMatchObject([{ queue: 'waiting-orders', key, data: { item: 'Wool rug' } }])
  expect(await savedOrders(customer)).toHaveLength(1)
  await expect(desk.banner).toContainText('Orders that wait', { timeout: patience(30) })

  await request.delete(url)
  await desk.expectStatus('healthy', null, 40)
})

function leaveOrder(request: APIRequestContext, key: string, order: { customer: string; item: string }) {
  return request.post(`${process.env['API_ORIGIN']}/api/orders`, {
    data: { ...order, quantity: 2 },
    headers: { 'idempotency-key': key, prefer: 'respond-async' },
  })
}
