import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Dependency } from './checks.js'
import type { SubjectName, Usage } from './serve.js'

/** A server in a process of its own. */
export interface BenchServer {
  readonly port: number
  usage(): Promise<Usage>
  /** From now on one of its dependencies never answers. Only ours know how. */
  hang(): Promise<void>
  stop(): void
}

/** Starts a server. Rejects if it ends before it listens. */
export async function startServer(name: SubjectName, dependency: Dependency): Promise<BenchServer> {
  const child = fork(new URL('serve.mjs', import.meta.url), [name, dependency], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The server ${name} ended with ${code}. Start it alone to see why.`)
  })
  ended.catch(() => {})
  const told = async () => (await Promise.race([once(child, 'message'), ended]))[0] as unknown
  const ask = (message: 'usage' | 'hang') => {
    child.send(message)
    return told()
  }
  return {
    port: (await told()) as number,
    usage: async () => (await ask('usage')) as Usage,
    async hang() {
      await ask('hang')
    },
    stop: () => child.disconnect(),
  }
}
