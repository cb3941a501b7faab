import type { Fault, FaultTarget, Faults } from '../faultTargets.js'
import { FAULT_TARGETS } from '../faultTargets.js'
import type { Child } from './childProcess.js'
import type { Disk } from './disk.js'

/** The processes that can be killed. */
export type Breakable = Readonly<Record<Exclude<FaultTarget, 'disk'>, Child>>

/** What is not there, and why; so it can't be broken. */
export type Absences = Readonly<Partial<Record<FaultTarget, string>>>

/** There is nothing to break. */
export class AbsentError extends Error {}

/** Does the damage, and undoes it. */
export class FaultBox {
  readonly #parts: Breakable
  readonly #disk: Disk
  readonly #absences: Absences
  readonly #faults = new Map<FaultTarget, Fault>()
  #queue: Promise<unknown> = Promise.resolve()

  constructor(parts: Breakable, disk: Disk, absences: Absences) {
    this.#parts = parts
    this.#disk = disk
    this.#absences = absences
  }

  faults(): Faults {
    return Object.fromEntries(
      FAULT_TARGETS.map((target) => [
        target,
        {
          ...this.#seenFaultOf(target),
          running: this.#childOf(target).isRunning,
          ...(this.#absences[target] !== undefined && { absence: this.#absences[target] }),
        },
      ]),
    ) as Faults
  }

  /**
   * Resolves when the damage is done, or when what was broken works again. One at a time, in the order asked. Rejects with
   * an {@link AbsentError} when there is nothing to break.
   */
  apply(target: FaultTarget, fault: Fault): Promise<void> {
    const absence = this.#absences[target]
    if (absence !== undefined) {
      return fault.mode === 'ok' ? Promise.resolve() : Promise.reject(new AbsentError(absence))
    }
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

  /** A process that has ended by itself is down as well, whatever was asked for. */
  #seenFaultOf(target: FaultTarget): Fault {
    const isMissing = !(target in this.#absences) && !this.#childOf(target).isRunning
    return isMissing && target !== 'disk' ? { mode: 'down' } : this.#faultOf(target)
  }

  #faultOf(target: FaultTarget): Fault {
    return this.#faults.get(target) ?? { mode: 'ok' }
  }

  #childOf(target: FaultTarget): Child {
    return this.#parts[target === 'disk' ? 'api' : target]
  }
}
