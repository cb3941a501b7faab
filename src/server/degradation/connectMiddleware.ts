import { markRequest } from './markRequest.js'
import type { RequestStep } from './requestStep.js'

/** What of a request is used: `node:http`, Connect and Express have it. */
export interface ConnectRequest {
  readonly method?: string | undefined
}

/** What of a response is used. */
export interface ConnectResponse {
  setHeader(name: string, value: string): unknown
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown
  end(body?: Uint8Array): unknown
}

/** A middleware as Connect and Express call it, and as `node:http` can. */
export type ConnectMiddleware = (request: ConnectRequest, response: ConnectResponse, next: () => void) => void

/**
 * Steps as a middleware of Express, Connect and `node:http`: `request.degraded`, `request.degradedServices` and
 * `request.readOnly` say how the service stood when the request began. A request that is refused gets no further; Node
 * reads away what is left of its body, so that the connection can go on.
 */
export function connectMiddleware(...steps: readonly RequestStep[]): ConnectMiddleware {
  return (request, response, next) => {
    for (const step of steps) {
      const { state, headers, refusal } = step.begin(request.method ?? 'GET')
      if (refusal) {
        response.writeHead(refusal.status, refusal.headers)
        response.end(refusal.bytes ?? undefined)
        return
      }
      if (state) markRequest(request, state)
      for (const name in headers) response.setHeader(name, headers[name] ?? '')
    }
    next()
  }
}
