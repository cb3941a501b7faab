import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../freePorts.js'
import { patience } from '../patience.js'
import type { Mode } from './bundle.js'
import { bundle } from './bundle.js'
import type { PushOrder, PushReply } from './pushServer.js'

/** A health service that pushes, in a process that can be ended and started again. */
export interface PushServer {
  readonly origin: string
  tell(order: Exclude<PushOrder, 'listen'>): Promise<PushReply>
  /** Ends the process as `signal` does, and has another one listen at once at the same port. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  stop(): Promise<void>
}

const FILE = fileURLToPath(new URL('pushServer.ts', import.meta.url))

/** Starts one on a free port of 127.0.0.1. */
export async function startPushServer(mode: Mode): Promise<PushServer> {
  const folder = await mkdtemp(join(tmpdir(), 'push-server-'))
  const script = join(folder, 'lab.js')
  await writeFile(script, await bundle(mode))
  const [port = 0] = await freePorts(1)
  const start = () => fork(FILE, [String(port), script], { execArgv: ['--import', 'tsx'] })
  let current = start()
  await order(current, 'listen')

  return {
    origin: `http://127.0.0.1:${port}`,
    tell: (what) => order(current, what),
    async restart(signal) {
      // It is there already when the other one goes, as it would be with any supervisor worth its name.
      const next = start()
      await order(next, 'count')
      await end(current, signal)
      current = next
      await order(current, 'listen')
    },
    async stop() {
      await end(current, 'SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}

async function order(child: ChildProcess, what: PushOrder): Promise<PushReply> {
  const replied = once(child, 'message', { signal: AbortSignal.timeout(patience(20)) })
  child.send(what)
  const [reply] = (await replied) as [PushReply]
  return reply
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const exited = once(child, 'exit', { signal: AbortSignal.timeout(patience(20)) })
  child.kill(signal)
  await exited
}
