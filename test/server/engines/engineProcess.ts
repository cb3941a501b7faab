import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { Engine } from '../../run/engines.js'
import { absenceOf } from '../../run/installEngines.js'
import type { Program } from '../../run/program.js'
import { findProgram } from '../../run/program.js'
import { leaveToCaretaker } from './caretaker.js'
import { endFamily, signalFamily } from './processFamily.mjs'
import type { TemporaryFolder } from './temporaryFolder.js'

/** A database in processes of its own, which tests freeze and kill. */
export interface EngineProcess {
  /** Resolves when it takes connections. After a {@link kill} it comes back as it was. */
  start(): Promise<void>
  /** Stops it where it stands: it answers nothing, and its connections stay open. */
  freeze(): void
  /** Lets it go on. */
  thaw(): void
  /** Ends it without a good-bye; resolves when it is gone. */
  kill(): Promise<void>
  /** Ends it for good, with what it left. */
  close(): Promise<void>
}

/** How an engine is started. */
export interface EngineCommand {
  readonly path: string
  readonly args: readonly string[]
  /** What it keeps its data in. */
  readonly folder: TemporaryFolder
  readonly options?: SpawnOptions
  /** What it prints when it takes connections. */
  readonly ready: RegExp
}

const READY_WITHIN_MS = 15_000
const MOST_ATTEMPTS = 20
const PAUSE_MS = 250

/** The path of an engine's program. Throws with the way to get it. */
export function programOf(engine: Engine, program: Program): string {
  const path = findProgram(program)
  if (path === undefined) throw new Error(absenceOf(engine))
  return path
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Not started yet. Whatever is still there when the tests' own process ends is ended and removed. */
export function engineProcess({ path, args, folder, options, ready }: EngineCommand): EngineProcess {
  let running: { readonly pid: number; readonly exited: Promise<unknown> } | undefined

  const begin = () => {
    const child = spawn(path, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const { pid } = child
    if (pid === undefined) return child
    const isGone = leaveToCaretaker({ pid })
    const exited = once(child, 'exit').then(() => {
      running = undefined
      isGone()
    })
    running = { pid, exited }
    return child
  }
  const signal = (name: NodeJS.Signals) => {
    if (running) signalFamily(running.pid, name)
  }

  return {
    async start() {
      for (let attempt = 1; ; attempt++) {
        const child = begin()
        try {
          return await takesConnections(child, ready)
        } catch (error) {
          // What is left of one that was killed may hold its memory and its port a little longer.
          if (attempt === MOST_ATTEMPTS || child.exitCode === null) throw error
          await setTimeout(PAUSE_MS)
        }
      }
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async kill() {
      const exited = running?.exited
      signal('SIGKILL')
      await exited
    },
    async close() {
      if (running) await Promise.all([running.exited, endFamily(running.pid)])
      folder.remove()
    },
  }
}

function takesConnections(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const fail = (what: string) => {
      clearTimeout(timer)
      reject(new Error(`The engine ${what}. It printed: ${printed.slice(-2000)}`))
    }
    const timer = globalThis.setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS)
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!ready.test(printed)) return
      clearTimeout(timer)
      resolve()
    }
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', read)
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('exit', (code) => fail(`ended with ${code}`))
  })
}
