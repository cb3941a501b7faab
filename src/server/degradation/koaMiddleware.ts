import { markRequest } from './markRequest.js'
import type { RequestStep } from './requestStep.js'

/** What of a context is used. */
export interface KoaContextLike {
  readonly method: string
  readonly state: object
  status: number
  body: unknown
  set(name: string, value: string): unknown
}

/** A middleware as Koa calls it. */
export type KoaMiddleware = (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown>

const decoder = new TextDecoder()

/**
 * Steps as a middleware of Koa: `ctx.state.degraded`, `ctx.state.degradedServices` and `ctx.state.readOnly` say how the
 * service stood when the request began. A request that is refused gets no further.
 *
 * @example
 * // Koa
 * app.use(koaMiddleware(degradation(health), requireWritable(health)))
 */
export function koaMiddleware(...steps: readonly RequestStep[]): KoaMiddleware {
  return async (context, next) => {
    for (const step of steps) {
      const { state, headers, refusal } = step.begin(context.method)
      const toSet = refusal?.headers ?? headers
      for (const name in toSet) context.set(name, toSet[name] ?? '')
      if (refusal) {
        context.status = refusal.status
        // Koa writes bytes that are no Buffer as JSON.
        context.body = decoder.decode(refusal.bytes ?? undefined)
        return
      }
      if (state) markRequest(context.state, state)
    }
    await next()
  }
}
