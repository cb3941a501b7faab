import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Breaker } from 'react-api-status/core'
import type { DegradationState } from 'react-api-status/server'
import { ageHeader, isUnavailable, KeyReusedError, withDegradation } from 'react-api-status/server'
import { readJson, sendJson } from '../json.js'
import { discardDeadLetters, listDeadLetters } from './deadLetters.js'
import type { Desk } from './desk.js'
import type { OrderDraft, OrderList } from './orders.js'
import { KeyUsedError } from './orders.js'
import { prefersNotToWait } from './prefer.js'
import { readOrderDraft, readOrderKey } from './readOrderDraft.js'

/** Seconds after which a refused caller may come again. */
const RETRY_AFTER = '5'

/** A request that was told how the API stands. */
export type ApiRequest = IncomingMessage & DegradationState

/** A breaker as the panel of the page shows it. */
export interface BreakerFact {
  readonly name: string
  readonly state: Breaker['state']['kind']
}

/** Answers the desk's own paths; whatever fails becomes an answer. */
export async function answer(desk: Desk, request: ApiRequest, response: ServerResponse): Promise<void> {
  try {
    await route(desk, request, response)
  } catch (error) {
    if (error instanceof KeyUsedError) return refuseKey(response, `Order ${error.order.id} was saved already`)
    if (error instanceof KeyReusedError) return refuseKey(response, 'This order was taken already')
    if (isUnavailable(error)) return refuse(response, request.method)
    console.error(error)
    sendJson(response, 500, { message: 'Something went wrong here. Please try again.' })
  }
}

async function route(desk: Desk, request: ApiRequest, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://api')
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/orders':
      return listOrders(desk, request, response)
    case 'POST /api/orders':
      return createOrder(desk, request, response)
    case 'GET /api/recommendations':
      return sendJson(response, 200, await desk.recommendations.list())
    case 'GET /api/breakers':
      return sendJson(response, 200, breakersOf(desk))
    case 'GET /api/dead-letters':
      return sendJson(response, 200, await listDeadLetters(desk.queues))
    case 'DELETE /api/dead-letters':
      return sendJson(response, 200, await discardDeadLetters(desk.queues))
    default:
      return sendJson(response, 404, { message: `There is no ${request.method} ${pathname} here.` })
  }
}

function breakersOf({ breakers }: Desk): readonly BreakerFact[] {
  return Object.values(breakers).map(({ name, state }: Breaker) => ({ name, state: state.kind }))
}

async function listOrders(desk: Desk, request: ApiRequest, response: ServerResponse): Promise<void> {
  const read = await desk.readOrders()
  const list: OrderList = {
    orders: read.value,
    live: read.source === 'primary',
    asOf: new Date(Date.now() - read.ageMs).toISOString(),
  }
  sendJson(response, 200, withDegradation(list, request, { answer: read }), ageHeader(read))
}

async function createOrder(desk: Desk, request: ApiRequest, response: ServerResponse): Promise<void> {
  let key: string
  let draft: OrderDraft
  try {
    key = readOrderKey(request.headers['idempotency-key'])
    draft = readOrderDraft(await readJson(request))
  } catch (error) {
    return sendJson(response, 400, { message: (error as Error).message })
  }
  const outcome = await desk.takeOrder(key, draft, prefersNotToWait(request))
  if (outcome.kind === 'queued') {
    return sendJson(response, 202, { key }, { 'preference-applied': 'respond-async' })
  }
  const order = outcome.value
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
function refuseKey(response: ServerResponse, fact: string): void {
  const message = `${fact}, as it was before you changed it. Create this one only if you want both.`
  sendJson(response, 422, { code: 'KEY_USED', message })
}
