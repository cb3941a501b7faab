import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultTarget } from '../faultTargets.js'
import type { DelayMessage, PartMessage } from './messages.js'

/** What every process under the supervisor does: it takes orders from it, and never outlives it. */
export function runPart(start: (delays: Delays) => Promise<void>): void {
  if (!process.send) {
    console.error('A part of the demo runs under the supervisor only: npm start')
    process.exit(1)
  }
  // The channel closes with the supervisor, however that ends: also by SIGKILL, which nobody can catch.
  process.on('disconnect', () => process.exit(0))
  if (!process.connected) process.exit(0)
  // Ctrl-C reaches the whole group. The supervisor gets it as well and decides.
  process.on('SIGINT', () => {})

  const delays = new Delays()
  process.on('message', (message: DelayMessage) => delays.set(message.delay, message.latencyMs))
  start(delays).then(
    () => tell({ kind: 'ready' }),
    (error: Error) => tell({ kind: 'failed', reason: error.message }, () => process.exit(1)),
  )
}

/** How late the answers of this process are. */
export class Delays {
  readonly #latencies = new Map<FaultTarget, number>()

  set(target: FaultTarget, latencyMs: number): void {
    this.#latencies.set(target, latencyMs)
  }

  /** Waits as long as `target` is told to be late; no time at all while it is not. */
  async wait(target: FaultTarget): Promise<void> {
    const latencyMs = this.#latencies.get(target) ?? 0
    if (latencyMs > 0) await sleep(latencyMs)
  }
}

/** The supervisor may have gone at this very moment; with a callback that is no error. */
function tell(message: PartMessage, onSent: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, onSent)
}
