import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/testing/seededRandom.js'
import type { Behaviour } from '../monitor/misbehavingServer.js'
import { closedPort, reading, scene } from './backEnd.js'

type Trouble = (put: () => void, request: IncomingMessage, response: ServerResponse, closed: string) => void

/** What a server in trouble does with an order: before or after it has put it down. */
const TROUBLE: readonly Trouble[] = [
  (_, { socket }) => socket.resetAndDestroy(),
  (put, { socket }) => {
    put()
    socket.resetAndDestroy()
  },
  (put, { socket }) => {
    put()
    socket.end('HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{')
  },
  (put, _, response) => {
    put()
    response.writeHead(503).end()
  },
  (_, __, response) => response.writeHead(429).end(),
  (put, _, response, closed) => {
    put()
    response.writeHead(303, { location: `${closed}/orders/1` }).end()
  },
]

describe('a back end that loses every other answer', () => {
  it.each([1, 2, 3])('gets each order once that carries a key, and none is lost (seed %i)', async (seed) => {
    const shop = await troubledShop(seed, (request) => String(request.headers['idempotency-key']))
    const calls = Array.from({ length: 100 }, (_, pens) =>
      shop.client.post('/orders', { pens }, { idempotent: true }),
    )
    expect(await Promise.all(calls)).toHaveLength(100)
    expect(shop.orders).toHaveLength(100)
    expect(new Set(shop.orders).size).toBe(100)
  })

  it.each([1, 2, 3])('gets no order twice that carries none (seed %i)', async (seed) => {
    let count = 0
    const shop = await troubledShop(seed, () => String(++count))
    const calls = Array.from({ length: 100 }, (_, pens) => shop.client.post('/orders', { pens }))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    expect(new Set(shop.orders).size).toBe(shop.orders.length)
  })
})

/** Puts each order down once for each key; every other time something goes wrong. */
async function troubledShop(seed: number, keyOf: (request: IncomingMessage) => string) {
  const random = seededRandom(seed)
  const orders: string[] = []
  const known = new Set<string>()
  const closed = await closedPort()
  const bodies: string[] = []
  const work: Behaviour = (request, response) => {
    const body = bodies.at(-1) ?? ''
    const key = keyOf(request)
    const put = () => {
      if (!known.has(key)) orders.push(body)
      known.add(key)
    }
    const trouble = random() < 0.5 && TROUBLE[Math.floor(random() * TROUBLE.length)]
    if (trouble) return trouble(put, request, response, closed)
    put()
    return response.writeHead(201).end(body)
  }
  return { orders, ...(await scene(reading(bodies, work), { retries: 30, retryDelay: 1 })) }
}
