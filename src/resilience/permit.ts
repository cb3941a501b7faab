import type { Verdict } from './callOutcome.js'

/** Leave to make one call. Settle it exactly once; anything after that is ignored. */
export interface Permit {
  /** The other side works. */
  succeed(): void
  /** It does not. A number `retryAfterMs` on `cause` makes a break that this begins at least that long. */
  fail(cause?: unknown): void
  /** The outcome says nothing: the permit goes back, and nothing is counted. */
  release(): void
}

/** Who gave a permit, and hears how its call ended. */
export interface PermitGiver<Period> {
  settled(period: Period, verdict: Verdict, cause: unknown, call: unknown): void
}

/** A permit of a period; whether that still matters when the call ends is for the giver to know. */
export class CallPermit<Period> implements Permit {
  #giver: PermitGiver<Period> | null
  readonly #period: Period
  readonly #call: unknown

  /** @param call How the giver knows the call among others. */
  constructor(giver: PermitGiver<Period>, period: Period, call?: unknown) {
    this.#giver = giver
    this.#period = period
    this.#call = call
  }

  succeed(): void {
    this.settle('succeeded')
  }

  fail(cause?: unknown): void {
    this.settle('failed', cause)
  }

  release(): void {
    this.settle('ignored')
  }

  settle(verdict: Verdict, cause?: unknown): void {
    const giver = this.#giver
    this.#giver = null
    giver?.settled(this.#period, verdict, cause, this.#call)
  }
}
