import type { IncomingMessage, ServerResponse } from 'node:http'
import { readJson, sendJson } from '../json.js'
import type { Order, OrderBook, OrderDraft } from './orders.js'
import { KeyUsedError, OrdersUnavailableError } from './orders.js'
import type { PackingSlips } from './packingSlips.js'
import { readOrderDraft, readOrderKey } from './readOrderDraft.js'
import type { Recommendations } from './recommendations.js'

/** Seconds after which a refused caller may come again. */
const RETRY_AFTER = '5'

/** What the routes stand on. */
export interface Desk {
  readonly orders: OrderBook
  readonly recommendations: Recommendations
  readonly slips: PackingSlips
}

/** Answers the desk's own paths; whatever fails becomes an answer. */
export async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(desk, request, response)
  } catch (error) {
    if (error instanceof OrdersUnavailableError) return refuse(response, request.method)
    if (error instanceof KeyUsedError) return refuseKey(response, error.order)
    console.error(error)
    sendJson(response, 500, { message: 'Something went wrong here. Please try again.' })
  }
}

async function route(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://api')
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/orders':
      return sendJson(response, 200, await desk.orders.list())
    case 'POST /api/orders':
      return createOrder(desk, request, response)
    case 'GET /api/recommendations':
      return sendJson(response, 200, await desk.recommendations.list())
    default:
      return sendJson(response, 404, { message: `There is no ${request.method} ${pathname} here.` })
  }
}

async function createOrder(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let key: string
  let draft: OrderDraft
  try {
    key = readOrderKey(request.headers['idempotency-key'])
    draft = readOrderDraft(await readJson(request))
  } catch (error) {
    return sendJson(response, 400, { message: (error as Error).message })
  }
  const order = await desk.orders.create(key, draft)
  sendJson(response, 201, { order, hasSlip: await desk.slips.write(order) })
}

function refuse(response: ServerResponse, method: string | undefined): void {
  const message =
    method === 'GET'
      ? "The orders can't be read right now."
      : "New orders can't be saved right now. Nothing you typed is lost: please try again in a moment."
  sendJson(response, 503, { code: 'ORDERS_UNAVAILABLE', message }, { 'retry-after': RETRY_AFTER })
}

/**
 * What was sent before a change may have been saved, although no answer came back.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header#section-2.7
 */
function refuseKey(response: ServerResponse, { id }: Order): void {
  const message = `Order ${id} was saved already, as it was before you changed it. Create this one only if you want both.`
  sendJson(response, 422, { code: 'KEY_USED', message })
}
