import { expect, test } from './desk.js'

const nonsense = [
  { body: 'down, please', expected: 'Expected a body in JSON.' },
  {
    body: '{"target":"printer","mode":"down"}',
    expected: 'target: expected one of api, database, cache, email, recommendations, disk, got "printer".',
  },
  { body: '{"target":"api","mode":"melt"}', expected: 'mode: expected one of ok, slow, down, got "melt".' },
  {
    body: '{"target":"api","mode":"slow","latencyMs":"long"}',
    expected: 'latencyMs: expected a number from 0 to 60000, got "long".',
  },
]
for (const { body, expected } of nonsense) {
  test(`the control server says what it expected when it is told ${body}`, async ({ request }) => {
    const answer = await request.post(faultsUrl(), { data: Buffer.from(body) })
    expect(answer.status()).toBe(400)
    expect(await answer.json()).toEqual({ error: expected })
  })
}

test('a page of another site can break nothing', async ({ request }) => {
  const answer = await request.post(faultsUrl(), {
    data: { target: 'api', mode: 'down' },
    headers: { origin: 'https://elsewhere.example' },
  })
  expect(answer.status()).toBe(403)
  expect(await (await request.get(faultsUrl())).json()).toMatchObject({ api: { mode: 'ok', running: true } })
})

test('the control server outlives the API, and says that its process is gone', async ({
  faults,
  request,
}) => {
  await faults.set('api', 'down')
  expect(await (await request.get(faultsUrl())).json()).toEqual({
    api: { mode: 'down', running: false },
    database: { mode: 'ok', running: true },
    cache: expect.objectContaining({ mode: 'ok' }),
    email: { mode: 'ok', running: true },
    recommendations: { mode: 'ok', running: true },
    disk: { mode: 'ok', running: false },
  })
})

function faultsUrl(): string {
  return `${process.env['CONTROL_ORIGIN']}/faults`
}
