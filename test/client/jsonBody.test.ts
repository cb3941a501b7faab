import { describe, expect, it } from 'vitest'
import { json } from '../monitor/misbehaviour.js'
import { reading, scene, thrownBy } from './backEnd.js'

/** Has nothing that JSON sees. */
class Pen {
  readonly #ink = 'blue'

  get ink(): string {
    return this.#ink
  }
}

describe('the body of a call', () => {
  it.each<[string, unknown]>([
    ['FormData', new FormData()],
    ['URLSearchParams', new URLSearchParams('a=1')],
    ['Blob', new Blob(['a'])],
    ['ArrayBuffer', new ArrayBuffer(8)],
    ['Map', new Map([['a', 1]])],
    ['Set', new Set([1])],
    ['Promise', Promise.resolve({ pens: 1 })],
    ['Promise', Object.assign(Promise.resolve(), { pens: 1 })],
    ['Object', new Pen()],
    ['Object', { toJSON: () => undefined }],
    ['Function', () => ({ pens: 1 })],
    ['Symbol', Symbol('pens')],
  ])('cannot be what JSON would lose: %s', async (name, body) => {
    const { server, client } = await scene(json({}))
    expect(await thrownBy(client.post('/orders', body))).toEqual(
      new TypeError(
        `react-api-status: option \`json\`: expected data that JSON can hold, got ${name}, which would be lost. ` +
          'Await promises; send forms, files and bytes with `fetch`.',
      ),
    )
    expect(server.hits).toHaveLength(0)
  })

  it.each<[string, unknown]>([
    ['{}', {}],
    ['{}', Object.create(null)],
    ['[]', []],
    ['{"pens":1}', Object.assign(new Pen(), { pens: 1 })],
    ['{}', { toJSON: () => ({}) }],
    ['{}', Object.assign(new Pen(), { toJSON: () => ({}) })],
    ['"2026-01-01T00:00:00.000Z"', new Date(Date.UTC(2026, 0, 1))],
    ['{"then":"later"}', JSON.parse('{"then":"later"}')],
  ])('can be what JSON says: %s', async (text, body) => {
    const bodies: string[] = []
    const { client } = await scene(reading(bodies, json({})))
    await client.post('/orders', body)
    expect(bodies).toEqual([text])
  })
})
