import type { BackendAnswer } from './attempt.js'
import { backendCall } from './backendCall.js'
import { callBackend } from './callBackend.js'
import type { BackendClientOptions, CallOptions } from './options.js'
import { checkClientOptions } from './options.js'
import { clientSettings } from './settings.js'

/** Options of {@link BackendClient.request}. */
export interface RequestOptions<Data = unknown> extends CallOptions<Data> {
  /** The body, sent as JSON. */
  readonly json?: unknown
}

/**
 * Calls a back end: JSON both ways, tried again where that helps and does no harm, behind a circuit breaker.
 *
 * `Data` is what the caller says it is, unless `read` makes sure. Each call rejects with a `BackendError`; with the reason
 * of the caller's own signal; or with what the app's own code throws. A `TypeError` or `RangeError` says that it can't
 * be made as it is.
 *
 * A call that may have arrived is repeated only where that has the effect of one: GET, HEAD, OPTIONS, PUT, DELETE, and
 * whatever carries an `Idempotency-Key`. A POST or PATCH without one is, on Node, where its connection was refused; in a
 * browser, which doesn't tell that from a lost answer, it isn't.
 */
export interface BackendClient {
  get<Data = unknown>(path: string, options?: CallOptions<Data>): Promise<Data>
  post<Data = unknown>(path: string, json?: unknown, options?: CallOptions<Data>): Promise<Data>
  put<Data = unknown>(path: string, json?: unknown, options?: CallOptions<Data>): Promise<Data>
  patch<Data = unknown>(path: string, json?: unknown, options?: CallOptions<Data>): Promise<Data>
  delete<Data = unknown>(path: string, options?: CallOptions<Data>): Promise<Data>
  /** Any method, and what came with the data. */
  request<Data = unknown>(
    method: string,
    path: string,
    options?: RequestOptions<Data>,
  ): Promise<BackendAnswer<Data>>
}

/**
 * Makes a client of a back end, for the browser and for Node. Nothing is sent or started. Throws a `TypeError` or a
 * `RangeError` that names the option when one is wrong.
 *
 * @example
 * const backend = createBackendClient({ baseUrl: 'https://api.example.com' })
 * const orders = await backend.get<Order[]>('/orders', { query: { status: 'open' } })
 * await backend.post('/orders', draft, { idempotent: true })
 */
export function createBackendClient(options: BackendClientOptions): BackendClient {
  checkClientOptions(options)
  const settings = clientSettings(options)

  async function request<Data>(
    method: string,
    path: string,
    { json, ...call }: RequestOptions<Data> = {},
  ): Promise<BackendAnswer<Data>> {
    return callBackend(settings, backendCall(settings.baseUrl, method, path, json, call))
  }
  async function dataOf<Data>(
    method: string,
    path: string,
    json: unknown,
    call?: CallOptions<Data>,
  ): Promise<Data> {
    return (await request<Data>(method, path, { ...call, json })).data
  }
  return {
    get: (path, call) => dataOf('GET', path, undefined, call),
    post: (path, json, call) => dataOf('POST', path, json, call),
    put: (path, json, call) => dataOf('PUT', path, json, call),
    patch: (path, json, call) => dataOf('PATCH', path, json, call),
    delete: (path, call) => dataOf('DELETE', path, undefined, call),
    request,
  }
}
