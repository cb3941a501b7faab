import { once } from 'node:events'
import { connect } from 'node:net'

/** What was answered. */
export interface Reply {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** One connection that is kept, with one request at a time. */
export interface Connection {
  ask(path: string, headers?: string): Promise<Reply>
  close(): void
}

const CLOSED = 'The server has closed the connection. Its log says why, or its limits for idle ones.'

/**
 * A client by hand: that of `node:http` takes more time than the servers, which would then wait for it. Knows lengths
 * and chunks, and no more of HTTP than the servers here say.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let settle: { resolve(reply: Reply): void; reject(error: Error): void } | undefined

  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const reply = readReply(received)
    if (!reply) return
    received = ''
    settle?.resolve(reply)
  })
  // Its close says the same.
  socket.on('error', () => {})
  socket.on('close', () => settle?.reject(new Error(CLOSED)))

  return {
    ask: (path, headers = '') =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error(CLOSED))
        settle = { resolve, reject }
        socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n`)
      }),
    close: () => void socket.destroy(),
  }
}

/** `undefined` until all of it is there. */
function readReply(text: string): Reply | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = text.slice(0, end)
  const body = text.slice(end + 4)
  const status = Number(head.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  const isWhole =
    status === 304 || (length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length))
  return isWhole ? { status, head, body } : undefined
}
