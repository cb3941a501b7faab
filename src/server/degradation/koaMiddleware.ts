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
 * service stood when the request began. A request that is refused gets no further. What the app throws carries the
 * headers on, as its `headers`: Koa takes back all others when it answers an error.
 *
 * @example
 * // Koa
 * app.use(koaMiddleware(degradation(health), requireWritable(health)))
 */
export function koaMiddleware(...steps: readonly RequestStep[]): KoaMiddleware {
  return async (context, next) => {
    const said: Record<string, string> = {}
    for (const step of steps) {
      const { state, headers, refusal } = step.begin(context.method)
      Object.assign(said, headers, refusal?.headers)
      for (const name in said) context.set(name, said[name] ?? '')
      if (refusal) {
        context.status = refusal.status
        // Koa writes bytes that are no Buffer as JSON.
        context.body = decoder.decode(refusal.bytes ?? undefined)
        return
      }
      if (state) markRequest(context.state, state)
    }
    try {
      await next()
    } catch (error) {
      carry(error, said)
      throw error
    }
  }
}

/** https://github.com/koajs/koa/blob/master/docs/error-handling.md: an error's `headers` are those of its answer. */
function carry(error: unknown, said: Readonly<Record<string, string>>): void {
  if (!(error instanceof Error) || Object.keys(said).length === 0) return
  const own = (error as { readonly headers?: unknown }).headers ?? {}
  // Of another kind they are an upstream's, as `Headers`, and the app's to read.
  if (Object.getPrototypeOf(own) !== Object.prototype) return
  // In place of an assignment, which throws for an error that is frozen.
  Reflect.set(error, 'headers', { ...own, ...said })
}
