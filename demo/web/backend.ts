import type { Order, OrderDraft, OrderList } from '../api/orders.js'
import type { RecommendationList } from '../api/recommendations.js'
import { monitor } from './monitor.js'

/** The API said no, in words for the person in front of the page. */
export class RefusedError extends Error {
  override name = 'RefusedError' as const
  /** What it answered: no retry cures a 400. `undefined` when nobody answered. */
  readonly status: number | undefined

  constructor(message: string, status?: number, cause?: unknown) {
    super(message, { cause })
    this.status = status
  }
}

const UNREACHABLE =
  "The orders service can't be reached right now. Nothing you typed is lost: please try again."

export function listOrders({ signal }: { signal: AbortSignal }): Promise<OrderList> {
  return getJson('/api/orders', signal)
}

export function listRecommendations({ signal }: { signal: AbortSignal }): Promise<RecommendationList> {
  return getJson('/api/recommendations', signal)
}

/** Throws a {@link RefusedError} whose message can be shown, whatever went wrong. */
export async function createOrder(draft: OrderDraft): Promise<{ order: Order; hasSlip: boolean }> {
  const response = await monitor
    .fetch('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    })
    .catch((cause: unknown) => {
      throw new RefusedError(UNREACHABLE, undefined, cause)
    })
  if (response.ok) return (await response.json()) as { order: Order; hasSlip: boolean }
  throw new RefusedError(await readMessage(response), response.status)
}

async function getJson<Body>(path: string, signal: AbortSignal): Promise<Body> {
  const response = await monitor.fetch(path, { signal })
  if (!response.ok) throw new RefusedError(await readMessage(response), response.status)
  return (await response.json()) as Body
}

/** A gateway's answer has no message of ours. */
async function readMessage(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : null
  return typeof message === 'string' ? message : UNREACHABLE
}
