import type { Clock } from '../time/clock.js'
import type { HalfOpenRules } from './breaker.js'
import type { Verdict } from './callOutcome.js'

/** A call that takes longer has lost its permit, unless the rules say otherwise. In milliseconds. */
export const MAX_PROBE_WAIT = 30_000

/** The calls of one half-open period, by which it is found out whether calls work again. */
export class HalfOpenTrial {
  readonly #rules: HalfOpenRules
  readonly #clock: Clock
  /** When each of those under way began. */
  readonly #running = new Map<unknown, number>()
  #succeeded = 0
  #failed = 0

  constructor(rules: HalfOpenRules, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  /** Whether one more may find out. Those that hang make room: they may never come back. */
  hasRoom(): boolean {
    const { permitted = 1 } = this.#rules
    return this.#running.size - this.#hung().length + this.#succeeded + this.#failed < permitted
  }

  /** A call begins, where there is room. Those that hang lose their say. */
  begin(call: object): void {
    for (const hung of this.#hung()) this.#running.delete(hung)
    this.#running.set(call, this.#clock.now())
  }

  /** A call has ended. Gives whether calls work again; `undefined` while that is not known. */
  end(call: unknown, verdict: Verdict): boolean | undefined {
    const { permitted = 1, failureRate = 0 } = this.#rules
    if (!this.#running.delete(call) || verdict === 'ignored') return undefined
    if (verdict === 'succeeded') this.#succeeded++
    else this.#failed++
    if (this.#failed > 0 && this.#failed / permitted >= failureRate) return false
    return this.#succeeded + this.#failed === permitted ? true : undefined
  }

  #hung(): unknown[] {
    const { maxWait = MAX_PROBE_WAIT } = this.#rules
    const hungSince = this.#clock.now() - maxWait
    return [...this.#running.keys()].filter((call) => this.#running.get(call)! <= hungSince)
  }
}
