import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { resolve } from 'node:path'
import type { DelayMessage, PartMessage } from '../parts/messages.js'
import { PROJECT } from '../settings.js'

/** How long a part may take to leave by itself before it is killed. */
const PATIENCE_MS = 2000

/** One process of the demo, started and ended any number of times. */
export class Child {
  readonly name: string
  readonly #file: string
  readonly #onCrash: (name: string, how: string) => void
  #process: ChildProcess | undefined
  /** Nobody needs to be told of an end while it starts, or after it was asked to end. */
  #isEnding = true

  /** @param file Relative to `demo/`. */
  constructor(name: string, file: string, onCrash: (name: string, how: string) => void) {
    this.name = name
    this.#file = resolve(PROJECT, 'demo', file)
    this.#onCrash = onCrash
  }

  get isRunning(): boolean {
    return this.#process !== undefined
  }

  /** Resolves when the part says that it is ready; rejects with its reason when it can't be. */
  async start(): Promise<void> {
    if (this.#process) return
    const child = fork(this.#file, { execArgv: ['--import', 'tsx'], cwd: PROJECT })
    this.#process = child
    this.#isEnding = true
    child.once('exit', (code, signal) => {
      this.#process = undefined
      if (!this.#isEnding) this.#onCrash(this.name, signal ?? `exit code ${code}`)
    })
    await new Promise<void>((ready, reject) => {
      child.once('exit', () => reject(new Error(`${this.name} ended before it was ready.`)))
      child.once('message', (message: PartMessage) => {
        if (message.kind === 'failed') return reject(new Error(`${this.name}: ${message.reason}`))
        this.#isEnding = false
        ready()
      })
    })
  }

  tell(message: DelayMessage): void {
    // A part that is just dying can't be told anything, and need not be.
    this.#process?.send(message, () => {})
  }

  /** Ends it as a power cut would. Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#isEnding = true
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Asks it to leave, and insists after {@link PATIENCE_MS}. Resolves when it is gone. */
  async end(): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#isEnding = true
    const gone = once(child, 'exit')
    if (child.connected) child.disconnect()
    const patience = new AbortController()
    await Promise.race([gone, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => {})])
    patience.abort()
    child.kill('SIGKILL')
    await gone
  }
}
