import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a server does with one request. One that neither writes nor ends leaves it hanging. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** JSON as a health endpoint sends it. Any origin may read it, so that the lab's other origin is of use. */
export function json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      ...headers,
    })
    response.end(JSON.stringify(body))
  }
}

/** A web page: a captive portal, a login form, the fallback of a single-page app. */
export function webPage(body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(`<!doctype html><meta charset="utf-8"><title>lab</title>${body}`)
  }
}

/** All is well. */
export const healthy: Answer = json({ status: 'healthy' })

/** One component is at fault. */
export const degraded: Answer = json({
  status: 'degraded',
  components: { search: { status: 'unhealthy', critical: false } },
})

/** The back end answers that it is down. */
export const down: Answer = json({ status: 'unhealthy' }, 503)

/** The back end takes the request and never says a word. */
export const hang: Answer = () => {}

/** The headers come at once, the body never comes whole. */
export const slowBody: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"status":')
}

/** The connection is cut: for the page the same as no network at all. */
export const cut: Answer = (request) => {
  request.socket.destroy()
}

/** A captive portal, which answers everything with its own page. */
export const portal: Answer = webPage('<h1>Welcome to the hotel</h1><form><button>Connect</button></form>')

/** The answer comes so many milliseconds late, and from `answer`. */
export function late(milliseconds: number, answer: Answer): Answer {
  return (request, response) => {
    setTimeout(() => answer(request, response), milliseconds).unref()
  }
}
