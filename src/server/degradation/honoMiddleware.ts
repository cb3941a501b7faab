import type { RequestStep } from './requestStep.js'

/** What of a context is used. */
export interface HonoContextLike {
  readonly req: { readonly method: string }
  readonly res: { readonly status: number }
  set(key: string, value: unknown): void
  header(name: string, value?: string): void
}

/** A middleware as Hono calls it. */
export type HonoMiddleware = (
  context: HonoContextLike,
  next: () => Promise<void>,
) => Promise<Response | undefined>

/**
 * Steps as a middleware of Hono: `c.get('degraded')`, `c.get('degradedServices')` and `c.get('readOnly')` say how the
 * service stood when the request began. A request that is refused gets no further.
 *
 * @example
 * // Hono
 * app.use(honoMiddleware(degradation(health), requireWritable(health)))
 */
export function honoMiddleware(...steps: readonly RequestStep[]): HonoMiddleware {
  return async (context, next) => {
    const said: Record<string, string> = {}
    for (const step of steps) {
      const { state, headers, refusal } = step.begin(context.req.method)
      Object.assign(said, headers, refusal?.headers)
      if (refusal) return new Response(refusal.bytes, { status: refusal.status, headers: said })
      if (state) {
        context.set('degraded', state.degraded)
        context.set('degradedServices', state.degradedServices)
        context.set('readOnly', state.readOnly)
      }
    }
    await next()
    // One that switches protocols, or says that there is none, can't be made anew with other headers.
    if (context.res.status < 200) return undefined
    // Afterwards: a `Response` of the app's own would take the place of what was set before.
    for (const name in said) context.header(name, said[name])
    return undefined
  }
}
