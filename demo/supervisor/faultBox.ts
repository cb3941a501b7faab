import type { Fault, FaultTarget, Faults } from '../faultTargets.js'
import { FAULT_TARGETS } from '../faultTargets.js'
import type { Child } from './childProcess.js'
import type { Disk } from './disk.js'

/** The processes that can be killed. */
export interface Breakable {
  readonly api: Child
  readonly database: Child
  readonly recommendations: Child
}

/** Does the damage, and undoes it. */
export class FaultBox {
  readonly #parts: Breakable
  readonly #disk: Disk
  readonly #faults = new Map<FaultTarget, Fault>()
  #queue: Promise<unknown> = Promise.resolve()

  constructor(parts: Breakable, disk: Disk) {
    this.#parts = parts
    this.#disk = disk
  }

  faults(): Faults {
    return Object.fromEntries(
      FAULT_TARGETS.map((target) => [
        target,
        { ...this.#faultOf(target), running: this.#childOf(target).isRunning },
      ]),
    ) as Faults
  }

  /** Resolves when the damage is done, or when what was broken works again. One at a time, in the order asked. */
  apply(target: FaultTarget, fault: Fault): Promise<void> {
    const done = this.#queue.then(() => this.#apply(target, fault))
    this.#queue = done.catch(() => {})
    return done
  }

  async #apply(target: FaultTarget, fault: Fault): Promise<void> {
    this.#faults.set(target, fault)
    if (target === 'disk') {
      await (fault.mode === 'down' ? this.#disk.break() : this.#disk.mend())
    } else if (fault.mode === 'down') {
      await this.#parts[target].kill()
    } else {
      await this.#parts[target].start()
    }
    this.#tellDelays(this.#childOf(target))
  }

  /** A process that has just started knows nothing of the delays asked for before. */
  #tellDelays(child: Child): void {
    for (const target of FAULT_TARGETS) {
      if (this.#childOf(target) !== child) continue
      const fault = this.#faultOf(target)
      child.tell({ delay: target, latencyMs: fault.mode === 'slow' ? fault.latencyMs : 0 })
    }
  }

  #faultOf(target: FaultTarget): Fault {
    return this.#faults.get(target) ?? { mode: 'ok' }
  }

  #childOf(target: FaultTarget): Child {
    return this.#parts[target === 'disk' ? 'api' : target]
  }
}
