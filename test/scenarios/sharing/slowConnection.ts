import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** A way to a server on which answers take as long as one likes. */
export interface SlowConnection {
  readonly port: number
  /** From now on each answer is passed on after so many milliseconds. */
  delayBy(ms: number): void
  close(): void
}

/** @param port Of the server that it leads to. */
export async function slowConnection(port: number): Promise<SlowConnection> {
  let delayMs = 0
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    let passedOn: Promise<unknown> = Promise.resolve()
    near.pipe(far)
    far.on('data', (answer) => {
      // In order, also where the delay becomes shorter.
      passedOn = Promise.all([passedOn, delayMs > 0 && setTimeout(delayMs)]).then(() => near.write(answer))
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    delayBy: (ms) => void (delayMs = ms),
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
