import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What a server does with a request, honest or not. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

/** A real server on loopback. */
export interface MisbehavingServer {
  readonly origin: string
  /** The health endpoint. */
  readonly url: string
  /** Every request that came, oldest first. */
  readonly hits: readonly IncomingMessage[]
  /** Requests that came and whose connection has neither ended nor been answered, and the most there ever were. */
  readonly open: { readonly now: number; readonly most: number }
  /** What it got rid of so far, headers included, in bytes. */
  readonly bytesSent: number
  /** Does so from now on. */
  behave(behaviour: Behaviour): void
  stop(): Promise<void>
}

/** Starts a server that does what it is told, whatever is asked of it. */
export async function misbehavingServer(first: Behaviour): Promise<MisbehavingServer> {
  let behaviour = first
  const hits: IncomingMessage[] = []
  const open = { now: 0, most: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    hits.push(request)
    open.most = Math.max(open.most, ++open.now)
    response.on('close', () => open.now--)
    // Who is cut off while writing gets an error, which is the purpose here.
    response.on('error', () => {})
    behaviour(request, response)
  })
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: `${origin}/api/health`,
    hits,
    open,
    get bytesSent() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0)
    },
    behave(next) {
      behaviour = next
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
