import type { BackendError } from 'react-api-status/core'
import { createBackendClient, isBackendError, retryBudget } from 'react-api-status/core'
import type { Order, OrderDraft, OrderList } from '../api/orders.js'
import type { RecommendationList } from '../api/recommendations.js'
import { monitor } from './monitor.js'

/** The API said no, in words for the person in front of the page. */
export class RefusedError extends Error {
  override name = 'RefusedError' as const
  /** What it answered; `null` when nobody answered. */
  readonly status: number | null

  constructor(message: string, cause: BackendError) {
    super(message, { cause })
    this.status = cause.status
  }
}

/** What goes with each call of the page. */
export interface PageCall {
  readonly signal: AbortSignal
  /** It has failed and will be tried again. */
  readonly onRetry: () => void
}

/** The status of an order whose key was used for another one. */
export const KEY_WAS_USED = 422

const UNREACHABLE =
  "The orders service can't be reached right now. Nothing you typed is lost: please try again."

/** A person waits by the clock, with "Try now" in reach: for two breaks of the breaker, 5 s and 10 s, and some. */
const ORDER_PATIENCE = { maxDuration: 30_000, retries: 10 }

/**
 * The desk tries again here and nowhere else: with the retries of TanStack Query on top, each call would be sent sixteen
 * times. All calls pass one circuit breaker, the monitor's, which the panel shows.
 *
 * By default three calls in 10 s may be tried again, or a tenth of them. A page makes so few calls that the lists alone
 * would spend that while the API is down, and leave nothing for the order of the person in front of it.
 */
const backend = createBackendClient({ baseUrl: '/api', monitor, retryBudget: retryBudget({ minimum: 50 }) })

export function listOrders(call: PageCall): Promise<OrderList> {
  return read('/orders', call)
}

export function listRecommendations(call: PageCall): Promise<RecommendationList> {
  return read('/recommendations', call)
}

/**
 * Sent again, by the client or by hand, an order with the same `key` is still one order. Rejects with a
 * {@link RefusedError} whose message can be shown, or with the signal's reason.
 */
export function createOrder(
  draft: OrderDraft,
  { key, signal, onRetry }: PageCall & { readonly key: string },
): Promise<{ order: Order; hasSlip: boolean }> {
  return backend
    .post<{ order: Order; hasSlip: boolean }>('/orders', draft, {
      ...ORDER_PATIENCE,
      idempotencyKey: key,
      signal,
      onRetry,
    })
    .catch(refuse)
}

function read<Data>(path: string, call: PageCall): Promise<Data> {
  return backend.get<Data>(path, call).catch(refuse)
}

function refuse(error: unknown): never {
  throw isBackendError(error) ? new RefusedError(messageOf(error), error) : error
}

/** A refusal of the API's own has a `message`, one of `requireWritable` a `detail`; a gateway's answer has neither. */
function messageOf({ body }: BackendError): string {
  const { message, detail } = (body ?? {}) as { readonly message?: unknown; readonly detail?: unknown }
  return [message, detail].find((text) => typeof text === 'string') ?? UNREACHABLE
}
