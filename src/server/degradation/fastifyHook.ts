import { markRequest } from './markRequest.js'
import type { RequestStep } from './requestStep.js'

/** What of a reply is used. */
export interface FastifyReplyLike {
  header(name: string, value: string): unknown
  code(status: number): unknown
  headers(values: Record<string, string>): unknown
  send(payload: Uint8Array | null): unknown
}

/** A hook as Fastify calls it. */
export type FastifyHook = (
  request: { readonly method: string },
  reply: FastifyReplyLike,
  done: () => void,
) => void

/**
 * Steps as an `onRequest` hook of Fastify: `request.degraded`, `request.degradedServices` and `request.readOnly` say how
 * the service stood when the request began. A request that is refused gets no further, and its body is not parsed.
 *
 * @example
 * // Fastify
 * app.addHook('onRequest', fastifyHook(degradation(health), requireWritable(health)))
 */
export function fastifyHook(...steps: readonly RequestStep[]): FastifyHook {
  return (request, reply, done) => {
    for (const step of steps) {
      const { state, headers, refusal } = step.begin(request.method)
      if (refusal) {
        reply.code(refusal.status)
        reply.headers({ ...refusal.headers })
        reply.send(refusal.bytes)
        return
      }
      if (state) markRequest(request, state)
      for (const name in headers) reply.header(name, headers[name] ?? '')
    }
    done()
  }
}
