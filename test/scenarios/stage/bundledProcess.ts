import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** A program of the tests in a process of its own, which they end in any way and start again. */
export interface BundledProcess {
  /** Resolves when it has said that it is ready. Rejects with what it printed when it ends before that. */
  start(): Promise<void>
  /** As a power cut would. Resolves when it is gone. */
  kill(): Promise<void>
  /** As an orchestrator does; resolves with its exit code when it has gone by itself. Kills it after `patience`. */
  terminate(patience?: number): Promise<number | null>
  readonly isRunning: boolean
}

const READY_WITHIN_MS = 20_000
/** From here the packages are found, which stay outside of the bundles. */
const PROJECT = resolve(import.meta.dirname, '../../..')

/**
 * Bundles a program so that it starts in a tenth of a second, and gives what starts it; `settings` reach it as JSON.
 *
 * @param file Relative to `test/scenarios`.
 */
export async function bundled(file: string): Promise<(settings: unknown) => BundledProcess> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '..', file)],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    write: false,
    logLevel: 'warning',
  })
  const program = outputFiles[0]?.text ?? ''
  return (settings) => processOf(program, JSON.stringify(settings))
}

function processOf(program: string, settings: string): BundledProcess {
  let child: ChildProcess | undefined
  const killNow = () => void child?.kill('SIGKILL')
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null

  async function endOf(end: () => void): Promise<number | null> {
    if (!child || !isRunning()) return null
    const gone = once(child, 'exit') as Promise<[number | null]>
    end()
    const [code] = await gone
    return code
  }

  return {
    get isRunning() {
      return isRunning()
    },
    async start() {
      process.on('exit', killNow)
      child = spawn(process.execPath, ['--input-type=module', '-', settings], {
        cwd: PROJECT,
        stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      })
      // One that is killed while it starts reads no further.
      child.stdin?.on('error', () => {}).end(program)
      child.once('close', () => process.off('exit', killNow))
      await saysReady(child)
    },
    async kill() {
      await endOf(killNow)
    },
    async terminate(patience = 10_000) {
      const timer = setTimeout(killNow, patience)
      const code = await endOf(() => child?.kill('SIGTERM'))
      clearTimeout(timer)
      return code
    },
  }
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolveReady, reject) => {
    let printed = ''
    const print = (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4000))
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', print)
    const fail = (how: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`The process ${how}. It printed: ${printed}`))
    }
    const timer = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS)
    const failToStart = (code: number | null, signal: string | null) => fail(`ended with ${signal ?? code}`)
    child.once('exit', failToStart)
    child.once('message', () => {
      clearTimeout(timer)
      child.off('exit', failToStart)
      resolveReady()
    })
  })
}
