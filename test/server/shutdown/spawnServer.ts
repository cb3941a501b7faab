import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { GracefulShutdownOptions, ShutdownOutcome } from '../../../src/server.js'

/** What the child goes by. */
export type ChildOptions = Pick<GracefulShutdownOptions, 'drainMs' | 'timeoutMs'> & { exitCode?: number }

/** What the child says. */
export type ChildMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'request'; readonly path: string }
  | { readonly kind: 'done'; readonly outcome: ShutdownOutcome }

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number
  signal(signal: NodeJS.Signals): void
  /** How many requests for a path its app has received. */
  received(path: string): number
  /** Resolves when its app has received a request for the path. */
  hasReceived(path: string): Promise<void>
  /** Resolves when the shutdown is over; all requests have been told of by then. */
  readonly done: Promise<ShutdownOutcome>
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  kill(): Promise<void>
}

/** Starts one. Rejects when it ends instead. */
export async function spawnServer(options: ChildOptions): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  const said: ChildMessage[] = []
  child.on('message', (message) => said.push(message as ChildMessage))

  const told = async (isIt: (message: ChildMessage) => boolean) => {
    while (!said.some(isIt)) await messageOrEnd(child)
    return said.find(isIt)
  }
  const isRequest = (path: string) => (message: ChildMessage) =>
    message.kind === 'request' && message.path === path
  const listening = await told(({ kind }) => kind === 'listening')
  return {
    port: listening?.kind === 'listening' ? listening.port : 0,
    signal: (signal) => void child.kill(signal),
    received: (path) => said.filter(isRequest(path)).length,
    async hasReceived(path) {
      await told(isRequest(path))
    },
    get done() {
      return told(({ kind }) => kind === 'done').then((message) =>
        message?.kind === 'done' ? message.outcome : 'timed-out',
      )
    },
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function messageOrEnd(child: ChildProcess): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('The process ended without having said it.')
      }),
    ])
  } finally {
    waiting.abort()
  }
}
