import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../answers/answer.js'
import type { HealthService } from '../healthService.js'
import type { StreamBody } from '../stream/streamBody.js'

/** Express and Connect cut the mount path off `url` and keep the whole in `originalUrl`. */
type MountedRequest = IncomingMessage & { readonly originalUrl?: string }

/**
 * The service as a listener of `node:http`, and of what is built on it. It makes no `Request` and no `Response`: they
 * cost more than the whole answer. Never throws; a client that goes away is no error. A body that was sent along is left
 * to Node, which reads it away after the answer, so that the connection can go on.
 */
export function createNodeHandler(
  service: Pick<HealthService, 'answer'>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const { method = 'GET', url = '/', originalUrl = url } = request as MountedRequest
    const answer = service.answer(method, originalUrl, (name) => headerOf(request, name))
    if (answer instanceof Promise) void answer.then((ready) => write(response, ready))
    else write(response, answer)
  }
}

function write(response: ServerResponse, { status, headers, bytes, stream }: Answer): void {
  // Another middleware (a timeout) has answered in the meantime.
  if (response.headersSent) return
  // A connection that was a stream is not used again, so that a server that closes need not wait for it.
  if (stream) response.shouldKeepAlive = false
  response.writeHead(status, headers)
  if (stream) keepWriting(response, stream)
  else response.end(bytes ?? undefined)
}

function keepWriting(response: ServerResponse, stream: StreamBody): void {
  const leave = stream.connect({
    // What is written after an end would be an error that nobody handles; another middleware (a timeout) may end it.
    write: (bytes) => void (response.writableEnded || response.write(bytes)),
    backlog: () => response.writableLength,
    end: () => void response.end(),
    drop: () => void response.destroy(),
  })
  // A client that went away while its answer was made has been told of already.
  if (response.destroyed || response.closed) leave()
  else response.once('close', leave)
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}
