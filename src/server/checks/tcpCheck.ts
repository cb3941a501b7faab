import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import { abortable } from './abortable.js'

/** Options of {@link tcpCheck}. */
export interface TcpCheckOptions extends CheckOptions {
  /** @default 'tcp' */
  readonly name?: string
}

/**
 * Checks that something accepts connections at an address: for what has no better check. A server that is stopped may
 * still accept, as its system does that for it. The connection is closed at once, nothing is sent.
 *
 * Throws a TypeError when the host or the port is malformed.
 */
export function tcpCheck(
  { host, port }: { readonly host: string; readonly port: number },
  { name = 'tcp', ...check }: TcpCheckOptions = {},
): Check {
  expect(typeof host === 'string' && host !== '', 'tcpCheck host', 'the name of a host', host)
  const isPort = Number.isInteger(port) && port > 0 && port < 65_536
  expect(isPort, 'tcpCheck port', 'a whole number from 1 to 65535', port)

  return {
    name,
    ...check,
    async run(signal) {
      // Not handed the signal: its listener would stay there when all went well.
      const socket = connect({ host, port })
      try {
        await abortable(signal, connected(socket))
      } finally {
        socket.destroy()
      }
    },
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
}
