import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import { newCustomer, savedOrders } from './savedOrders.js'

// The key makes an order one order. The client sends it with each try; keeping the promise is up to the API.

test('requests with one key are one order, also those that come at once', async ({ request }) => {
  const draft = { customer: newCustomer('Kim'), item: 'Oak shelf', quantity: 1 }
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendOrder(request, draft, key)))
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 201))
  const [order] = await savedOrders(draft.customer)
  for (const answer of answers) expect((await answer.json()).order).toMatchObject({ id: order?.id })
  expect(await savedOrders(draft.customer)).toEqual([order])
})

test('an order without a key, or with an endless one, is refused', async ({ request }) => {
  const draft = { customer: newCustomer('Lea'), item: 'Oak shelf', quantity: 1 }
  for (const key of [undefined, '', 'k'.repeat(81)]) {
    expect((await sendOrder(request, draft, key)).status()).toBe(400)
  }
  expect(await savedOrders(draft.customer)).toEqual([])
})

test('whoever changes an order that was saved without an answer is told, and can have both', async ({
  desk,
  faults,
}) => {
  const customer = newCustomer('Mo')
  await desk.openInGoodHealth()
  // The slip is written after the order, so the disk holds the answer back.
  await faults.set('disk', 'slow', 8000)
  await desk.fillIn(customer)
  await desk.create.click()
  await expect.poll(() => savedOrders(customer)).toHaveLength(1)
  await faults.set('api', 'down')
  await expect(desk.refusal).toContainText('keeps trying', { timeout: patience(5) })

  // What is changed is not sent behind the back of whoever changes it.
  await desk.field('Quantity').fill('5')
  await expect(desk.refusal).toBeEmpty()
  await faults.set('disk', 'ok')
  await faults.set('api', 'ok')
  await desk.expectStatus('healthy', null, 40)
  await desk.create.click()
  await expect(desk.refusal).toHaveText(/^Order \d+ was saved already/)
  await expect(desk.field('Quantity')).toHaveValue('5')

  await desk.create.click()
  await expect(desk.gate.getByText(/^Order \d+ is saved\.$/)).toBeVisible()
  expect((await savedOrders(customer)).map(({ quantity }) => quantity)).toEqual([3, 5])
})

function sendOrder(request: APIRequestContext, draft: object, key: string | undefined) {
  return request.post(`${process.env['API_ORIGIN']}/api/orders`, {
    data: draft,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
}
