import type { Clock } from '../../../time/clock.js'
import type { DoneEntry } from './jobEntry.js'
import type { StoreLimits } from './storeLimits.js'

/** The job that has a key. */
export interface KeyHolder {
  readonly id: string
  readonly queue: string
  readonly key: string
  /** Of its data; `undefined` where it was kept by a version that had none. */
  readonly digest?: string | undefined
}

/** Takes back what was changed. */
type Undo = () => void

/** Whose each key is: that of a job that is kept, or of one that was done, which is remembered for a while. */
export class KeyMemory {
  readonly #clock: Clock
  readonly #limits: Required<StoreLimits>
  readonly #holders = new Map<string, KeyHolder>()
  /** By id, the oldest first. */
  readonly #done = new Map<string, { readonly entry: DoneEntry; readonly forgetAt: number }>()

  constructor(clock: Clock, limits: Required<StoreLimits>) {
    this.#clock = clock
    this.#limits = limits
  }

  /** Who has this key, unless that was done too long ago. */
  holder(queue: string, key: string): KeyHolder | undefined {
    const holder = this.#holders.get(nameOf({ queue, key }))
    const done = holder && this.#done.get(holder.id)
    return done && done.forgetAt <= this.#clock.now() ? undefined : holder
  }

  give({ id, queue, key, digest }: KeyHolder): Undo {
    const name = nameOf({ queue, key })
    const before = this.#holders.get(name)
    this.#holders.set(name, { id, queue, key, digest })
    return () => (before ? this.#holders.set(name, before) : this.#holders.delete(name))
  }

  /** Nobody has it any more. */
  free(holder: KeyHolder): Undo {
    const name = nameOf(holder)
    const before = this.#holders.get(name)
    if (before?.id !== holder.id) return () => {}
    this.#holders.delete(name)
    return () => this.#holders.set(name, before)
  }

  /** The job was done: its key is remembered from then on, for so long. */
  remember(entry: DoneEntry): Undo {
    const age = Math.max(0, this.#clock.wallNow() - entry.doneAt)
    this.#done.set(entry.id, { entry, forgetAt: this.#clock.now() + this.#limits.keepKeys - age })
    const takeBack = this.give(entry)
    return () => {
      takeBack()
      this.#done.delete(entry.id)
    }
  }

  /** Lets go of those that are too old, or too many. */
  forget(): void {
    const now = this.#clock.now()
    for (const { entry, forgetAt } of this.#done.values()) {
      if (forgetAt > now && this.#done.size <= this.#limits.maxKeys) return
      this.#done.delete(entry.id)
      // The key may be another job's by now.
      this.free(entry)
    }
  }

  /** What is remembered of jobs that were done. */
  *remembered(): Iterable<DoneEntry> {
    for (const { entry } of this.#done.values()) yield entry
  }
}

function nameOf({ queue, key }: { readonly queue: string; readonly key: string }): string {
  return JSON.stringify([queue, key])
}
