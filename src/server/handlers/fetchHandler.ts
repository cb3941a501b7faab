import type { HealthService } from '../healthService.js'
import { readableStreamOf } from './readableStream.js'

/**
 * The service as a function from `Request` to `Response`, as Hono, Next, Deno, Bun and workers want it. Never rejects.
 * The request's body is left alone: what becomes of it is the server's business.
 */
export function createFetchHandler(
  service: Pick<HealthService, 'answer'>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, url, headers: asked, signal } = request
    const { status, headers, bytes, stream } = await service.answer(method, url, (name) => asked.get(name))
    return new Response(stream ? readableStreamOf(stream, signal) : bytes, { status, headers })
  }
}
