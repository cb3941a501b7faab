import { EventEmitter, once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { patience } from '../patience.js'
import type { Answer } from './answers.js'
import { healthy, webPage } from './answers.js'
import type { Mode } from './bundle.js'
import { bundle } from './bundle.js'

/** One request that reached the server. */
export interface Hit {
  /** Monotonic milliseconds, on the clock of `performance.now()` of this process. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** A server that behaves as badly as it is told, and the page that asks it. */
export interface Lab {
  /** `/` is a blank page with `window.lab`; `/?bare` one that loads nothing until told; see `page.ts`. */
  readonly origin: string
  /** The same server behind another port. */
  readonly otherOrigin: string
  /** Every request so far but those for the lab's own page and script. */
  readonly hits: readonly Hit[]
  /** Resolves as soon as so many requests have come, with the last of them; rejects after so many seconds. */
  arrival(count: number, seconds?: number): Promise<Hit>
  /** What `/api/health` does with the next request. */
  answer: Answer
  /** Has `answer` serve a path, in place of whatever was there. */
  serve(path: string, answer: Answer): void
  /** Cuts every connection and frees both ports. */
  stop(): Promise<void>
}

/** The document that loads the page script; `headers` are its own, a content security policy for one. */
export function labPage(headers: Readonly<Record<string, string>> = {}): Answer {
  return webPage('<script type="module" src="/lab.js"></script>', headers)
}

/** Starts a lab on two free ports of 127.0.0.1. @param mode What `process.env.NODE_ENV` is in the page. */
export async function startLab(mode: Mode = 'development'): Promise<Lab> {
  const script = await bundle(mode)
  const hits: Hit[] = []
  const arrivals = new EventEmitter()
  const withScript = labPage()
  const bare = webPage('')
  const own = new Map<string, Answer>([
    ['/', (request, response) => (isBare(request) ? bare : withScript)(request, response)],
    [
      '/lab.js',
      (_request, response) => {
        // Any origin may load it: that of a sandboxed page is opaque.
        response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' })
        response.end(script)
      },
    ],
    ['/favicon.ico', notFound],
  ])
  const served = new Map<string, Answer>([['/api/health', (...exchange) => lab.answer(...exchange)]])

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request
    const path = url.split('?')[0] ?? ''
    const answer = served.get(path) ?? own.get(path) ?? notFound
    if (answer !== own.get(path)) {
      hits.push({ at: performance.now(), method, url, headers })
      arrivals.emit('hit')
    }
    answer(request, response)
  }
  const servers = [createServer(listener), createServer(listener)] as const
  const [origin, otherOrigin] = await Promise.all([listen(servers[0]), listen(servers[1])])

  const lab: Lab = {
    origin,
    otherOrigin,
    hits,
    async arrival(count, seconds = 15) {
      const deadline = AbortSignal.timeout(patience(seconds))
      for (;;) {
        const hit = hits[count - 1]
        if (hit) return hit
        await once(arrivals, 'hit', { signal: deadline }).catch(() => {
          throw new Error(`${hits.length} requests came within ${seconds} s, and not ${count}.`)
        })
      }
    },
    answer: healthy,
    serve: (path, answer) => void served.set(path, answer),
    async stop() {
      await Promise.all(servers.map((server) => shut(server)))
    },
  }
  return lab
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404).end()
}

function isBare(request: IncomingMessage): boolean {
  return request.url?.includes('?bare') ?? false
}

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function shut(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
