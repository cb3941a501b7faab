import type { Clock, Timer } from '../time/clock.js'
import { unref } from '../time/clock.js'

/** Something that is to end by a certain time. A link of the list that it waits in. */
export interface Deadline {
  /** Monotonic milliseconds. */
  dueAt: number
  earlier: Deadline | null
  later: Deadline | null
  /** The time has come. It is out of the list already. */
  expire(): void
}

/**
 * Deadlines of one length, which therefore come due in the order in which they were set: a list, and a single timer for
 * its head, however many wait. While the list is empty there is no timer. The timer does not keep a process alive;
 * what it waits for does, or nothing will come of it.
 */
export class Deadlines {
  readonly #clock: Clock
  readonly #afterMs: number
  #head: Deadline | null = null
  #tail: Deadline | null = null
  #timer: Timer | null = null

  constructor(clock: Clock, afterMs: number) {
    this.#clock = clock
    this.#afterMs = afterMs
  }

  /** `deadline` comes due so long after `now`, the present. */
  set(deadline: Deadline, now: number): void {
    deadline.dueAt = now + this.#afterMs
    deadline.earlier = this.#tail
    deadline.later = null
    if (this.#tail) this.#tail.later = deadline
    else this.#head = deadline
    this.#tail = deadline
    if (this.#timer === null) this.#arm(this.#afterMs)
  }

  /** `deadline` was met. Must be in the list. */
  clear(deadline: Deadline): void {
    const { earlier, later } = deadline
    if (earlier) earlier.later = later
    else this.#head = later
    if (later) later.earlier = earlier
    else this.#tail = earlier
    if (this.#head === null) this.#disarm()
  }

  /** Forgets all of them. */
  clearAll(): void {
    this.#head = this.#tail = null
    this.#disarm()
  }

  #arm(waitMs: number): void {
    this.#timer = this.#clock.setTimeout(this.#expire, waitMs)
    unref(this.#timer)
  }

  #disarm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
    this.#timer = null
  }

  readonly #expire = (): void => {
    this.#timer = null
    const now = this.#clock.now()
    while (this.#head !== null && this.#head.dueAt <= now) {
      const due = this.#head
      this.clear(due)
      due.expire()
    }
    // What expired may have set another one, and with it a timer that comes too late for the head.
    this.#disarm()
    if (this.#head !== null) this.#arm(this.#head.dueAt - now)
  }
}
