import { getEventListeners, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Server } from 'node:net'
import { createHealthService, tcpCheck } from '../../../src/server.js'

let server: Server
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => server.close())

const address = () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
const CONTEXT = { lifecycle: 'started' } as const

describe('an address', () => {
  test('that takes connections is healthy, and the connection is closed without a word', async () => {
    const closed = once(server, 'connection').then(async ([socket]) => {
      socket.resume()
      await once(socket, 'close')
      return socket.bytesRead as number
    })
    const { signal } = new AbortController()
    await tcpCheck(address()).run(signal, CONTEXT)
    expect(await closed).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('where nobody listens is unhealthy', async () => {
    const target = address()
    server.close()
    await once(server, 'close')
    const logger = { info() {}, warn() {} }
    const service = createHealthService({ checks: [tcpCheck(target, { name: 'smtp' })], logger })
    expect(await service.check('smtp')).toMatchObject({
      status: 'unhealthy',
      error: { code: 'ECONNREFUSED' },
    })
  })

  test('that says nothing is given up with the signal (H2)', async () => {
    const controller = new AbortController()
    // A connection can't be made before the next turn.
    const run = tcpCheck(address()).run(controller.signal, CONTEXT)
    controller.abort(new Error('too late'))
    await expect(run).rejects.toThrow('too late')
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test.each([0, 65_536, 1.5, '80' as unknown as number])('with the port %o is refused at once', (port) => {
    expect(() => tcpCheck({ host: '127.0.0.1', port })).toThrow('expected a whole number from 1 to 65535')
  })
})
