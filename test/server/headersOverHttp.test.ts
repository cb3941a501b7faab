import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createNodeHandler } from '../../src/server.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

/** The whole answer to a request written by hand, as it is on the wire. */
async function send(request: string): Promise<string> {
  const { service } = serviceOnFakeClock({
    checks: [
      { name: 'größe\r\nx-evil: 1', run: () => ({ status: 'healthy', details: { a: 1 } }) },
      { name: 'search', critical: false, run: () => Promise.reject(new Error('at 10.0.0.5')) },
    ],
    retries: 0,
    timingAllowOrigin: '*',
    poll: { intervalMs: 15_000 },
  })
  const server = createServer(createNodeHandler(service)).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let received = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
  socket.write(`${request}\r\nhost: x\r\nconnection: close\r\n\r\n`)
  await once(socket, 'close')
  return received
}

test.each([
  ['GET /api/health HTTP/1.1', 200],
  ['GET /api/health HTTP/1.1\r\naccept: text/plain\r\naccept: text/plain', 200],
  ['GET /api/health HTTP/1.1\r\naccept: application/health+json', 200],
  ['GET //api/health HTTP/1.1', 404],
  ['GET /api/health/components/%00 HTTP/1.1', 404],
  ['GET /api/health/components/%E0%A4%A HTTP/1.1', 404],
  ['GET /api/health/components/../liveness HTTP/1.1', 404],
  ['GET /api/health?exclude=%FF HTTP/1.1', 400],
  [`GET /api/health/${'x'.repeat(5000)} HTTP/1.1`, 414],
  ['PROPFIND /api/health HTTP/1.1', 405],
  ['DELETE /api/health/liveness HTTP/1.1', 405],
])('%.60j is answered with %i, in headers that a server can write', async (request, status) => {
  const answer = await send(request)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(answer.toLowerCase()).toMatch(/\r\ncontent-length: \d+\r\n/)
  expect(answer.toLowerCase()).toMatch(/\r\ncontent-type: (application|text)\//)
  expect(answer.toLowerCase()).toMatch(/\r\ncache-control: no-cache\r\n/)
  expect(answer.toLowerCase()).not.toMatch(/\r\nx-evil/)
  expect(answer).not.toContain('10.0.0.5')
})
