import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { ChildProcess, ForkOptions } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Processes that run on the door as a bundler leaves it: one file, minified. */
export interface BundledDoor {
  /** Runs a module in a process of its own; `door.mjs` beside it is the bundle. It can send, and hear `message`. */
  run(code: string, options?: Pick<ForkOptions, 'uid' | 'gid'>): Promise<ChildProcess>
  /** Ends them all. */
  close(): Promise<void>
}

export async function bundledDoor(): Promise<BundledDoor> {
  const directory = await mkdtemp(join(tmpdir(), 'bundled-door-'))
  // Also for a process of another user.
  await chmod(directory, 0o755)
  await build({
    entryPoints: [join(import.meta.dirname, '../../../src/server.ts')],
    outfile: join(directory, 'door.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  const children: ChildProcess[] = []

  return {
    async run(code, options = {}) {
      const path = join(directory, `program${children.length}.mjs`)
      await writeFile(path, code)
      const child = fork(path, [], { ...options, cwd: directory, execArgv: [], env: {} })
      children.push(child)
      return child
    },
    async close() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      await rm(directory, { recursive: true })
    },
  }
}

/** What a process sends next. Rejects when it ends instead. */
export function messageOf<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`The process ended with ${code} and sent nothing.`))
    child.once('exit', end)
    child.once('message', (message) => {
      child.off('exit', end)
      resolve(message as Message)
    })
  })
}
