import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from '@playwright/test'
import { patience } from '../patience.js'

/** Sends a command and resolves with what it gave. Typed by the session of Playwright, which speaks the same protocol. */
export type Send = CDPSession['send']

/** Something that the browser tells of its own accord. */
export interface ProtocolEvent {
  readonly method: string
  readonly params: unknown
  /** The tab that it concerns; none for the browser. */
  readonly sessionId?: string
}

/** A line to a browser: https://chromedevtools.github.io/devtools-protocol */
export interface Protocol {
  /** The commands of one session; without an id those of the browser itself. */
  session(id?: string): Send
  /** Calls `listener` at each event; returns the undo. */
  listen(listener: (event: ProtocolEvent) => void): () => void
}

interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** A browser's main thread may be busy; a command without an answer for so long never gets one. */
const LONGEST_ANSWER = patience(20)

/** Speaks over the two ends of `--remote-debugging-pipe`: JSON, each message ended by a NUL. */
export function speakProtocol(toBrowser: Writable, fromBrowser: Readable): Protocol {
  const listeners = new Set<(event: ProtocolEvent) => void>()
  const pending = new Map<number, (reply: Reply) => void>()
  let lastId = 0
  let rest = ''

  const receive = (message: Reply | ProtocolEvent) => {
    if ('id' in message) pending.get(message.id)?.(message)
    else for (const listener of [...listeners]) listener(message)
  }
  fromBrowser.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) receive(JSON.parse(message) as Reply | ProtocolEvent)
  })
  // A browser that is gone takes no commands; what waits for it says so at its deadline.
  toBrowser.on('error', () => {})

  const send = (method: string, params: unknown, sessionId: string | undefined) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++lastId
      const settle = ({ result, error }: Omit<Reply, 'id'>) => {
        clearTimeout(deadline)
        pending.delete(id)
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result)
      }
      const deadline = setTimeout(settle, LONGEST_ANSWER, {
        error: { message: `the browser has not answered within ${LONGEST_ANSWER} ms` },
      })
      pending.set(id, settle)
      toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })

  return {
    session: (id) => ((method, params) => send(method, params, id)) as Send,
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
