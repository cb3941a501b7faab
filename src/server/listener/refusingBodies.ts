import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { jsonAnswer } from '../answers/answer.js'

const BODY_REFUSED = jsonAnswer(
  413,
  { error: { code: 'BODY_REFUSED', message: 'A health request has no body. Send it without one.' } },
  { connection: 'close' },
)

/** Refuses requests that bring a body, instead of reading it away: how much comes, and how slowly, is up to the client. */
export function refusingBodies(listener: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return listener(request, response)
    response.writeHead(BODY_REFUSED.status, BODY_REFUSED.headers)
    response.end(BODY_REFUSED.bytes, () => request.socket.destroySoon())
  }
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-6 */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
