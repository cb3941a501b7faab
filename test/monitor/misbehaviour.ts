import { gzipSync } from 'node:zlib'
import type { Behaviour } from './misbehavingServer.js'

/** Answers properly. */
export function answer(
  status: number,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): Behaviour {
  return (_, response) => void response.writeHead(status, headers).end(body)
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Behaviour {
  return answer(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

/** Answers with a web page. */
export function page(status = 200, body = '<!doctype html><div id="root"></div>'): Behaviour {
  return answer(status, body, { 'content-type': 'text/html' })
}

/** Answers the health endpoint with a redirect, and what lies behind it with `then`. */
export function redirect(location: string, then: Behaviour, status = 302): Behaviour {
  return (request, response) => {
    if (request.url === '/api/health') response.writeHead(status, { location }).end()
    else then(request, response)
  }
}

/** Takes the request and says nothing. */
export const hang: Behaviour = () => {}

/** Takes the request and hangs up. */
export const hangUp: Behaviour = ({ socket }) => void socket.end()

/** Takes the request and breaks the connection off. */
export const reset: Behaviour = ({ socket }) => void socket.resetAndDestroy()

/** Sends what is no HTTP at all. */
export const noHttp: Behaviour = ({ socket }) => void socket.end('220 mail.example ESMTP\r\n')

/** Sends one header after the other and never comes to an end: they go on until somebody has had enough of them. */
export const endlessHeaders: Behaviour = ({ socket }) => {
  socket.write('HTTP/1.1 200 OK\r\n')
  const line = `x-more: ${'x'.repeat(1000)}\r\n`
  const write = () => {
    while (!socket.destroyed && socket.write(line));
  }
  socket.on('drain', write)
  write()
}

/** Sends the headers a byte at a time. */
export const slowHeaders: Behaviour = ({ socket }) => {
  socket.write('HTTP/1.1 200 OK\r\nx-slow: ')
  repeat(socket, () => socket.write('x'))
}

const REPORT = JSON.stringify({ status: 'healthy', components: { database: { status: 'healthy' } } })

/** Sends the headers at once, and a healthy report a byte at a time. */
export const slowBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  let sent = 0
  repeat(response, () => response.write(REPORT[sent++ % REPORT.length]))
}

/** Sends the headers and the first half of a healthy report, and stops there. */
export const stalledBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write(REPORT.slice(0, 20))
}

/** Announces more than it sends, and hangs up. What it sends is a whole and healthy report. */
export const shortBody: Behaviour = ({ socket }) => {
  socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n${REPORT}`)
}

/** Sends the first half of a healthy report and breaks the connection off. */
export const bodyReset: Behaviour = (request, response) => {
  stalledBody(request, response)
  // Once the half is out: otherwise it would be taken back.
  response.write(' ', () => setImmediate(() => request.socket.resetAndDestroy()))
}

/** Sends as much as is taken, at most `bytes`, without saying beforehand how much that will be. */
export function bodyOf(bytes: number): Behaviour {
  const chunk = Buffer.alloc(64 * 1024, ' ')
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    let left = bytes
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left -= chunk.length
        if (!response.write(chunk)) return
      }
      if (left <= 0) response.end()
    }
    response.on('drain', write)
    write()
  }
}

/** A gigabyte of blanks, in one megabyte of gzip. */
export function gzipBomb(): Behaviour {
  const member = gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '))
  return answer(200, Buffer.concat(Array.from({ length: 64 }, () => member)), {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  })
}

function repeat(until: { readonly destroyed: boolean }, work: () => void): void {
  work()
  setTimeout(() => until.destroyed || repeat(until, work), 20)
}
