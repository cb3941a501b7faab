import { describe, expect, it } from 'vitest'
import type { CallOptions } from '../../src/client/options.js'
import { json, reset } from '../monitor/misbehaviour.js'
import { failureOf, scene, thrownBy } from './backEnd.js'

const well = json({ id: 7 })

describe('an idempotency key', () => {
  it.each(['', '   ', 7 as unknown as string])('cannot be %j, and then nothing is sent', async (key) => {
    const { server, client } = await scene(well)
    const error = await thrownBy(client.post('/orders', {}, { idempotencyKey: key }))
    expect(error).toEqual(
      new TypeError(
        `react-api-status: option \`idempotencyKey\`: expected a text that is not blank, got ${JSON.stringify(key)}.`,
      ),
    )
    expect(server.hits).toHaveLength(0)
  })

  it.each(['', '  '])('that is a header of %j is none: the call is sent once, without it', async (key) => {
    const { server, client } = await scene(reset)
    const error = await failureOf(client.post('/orders', {}, { headers: { 'Idempotency-Key': key } }))
    expect(error).toMatchObject({ attempts: 1, noRetry: 'unsafe' })
    expect(server.hits[0]?.headers).not.toHaveProperty('idempotency-key')
  })

  it.each<[string, CallOptions, string]>([
    ['the option', { idempotent: true, idempotencyKey: 'a', headers: { 'idempotency-key': 'b' } }, 'a'],
    ['the header', { idempotent: true, headers: { 'idempotency-key': 'b' } }, 'b'],
  ])('is that of %s before one of chance, in all attempts', async (_, options, key) => {
    const { server, client } = await scene([reset, well])
    await client.post('/orders', {}, options)
    expect(server.hits.map(({ headers }) => headers['idempotency-key'])).toEqual([key, key])
  })

  it('is one of chance where the header is empty, and the same in all attempts', async () => {
    const { server, client } = await scene([reset, well])
    await client.post('/orders', {}, { idempotent: true, headers: { 'Idempotency-Key': '' } })
    const [first, second] = server.hits.map(({ headers }) => headers['idempotency-key'])
    expect(first).toMatch(/^[\da-f-]{36}$/)
    expect(second).toBe(first)
  })
})
