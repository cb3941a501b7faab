import type { CallContext } from './action.js'
import type { Deadline } from './deadlines.js'
import type { Permit } from './permit.js'

/** One attempt of a call, and a link in the list of deadlines. */
export interface PolicyAttempt<Run = unknown> extends Deadline {
  readonly run: Run
  readonly permit: Permit | null
  /** Set by whoever decides how it ended; what comes after that is late, and dropped. */
  isOver: boolean
  controller: AbortController | null
  /** Why it was given up. */
  aborted: { readonly reason: unknown } | null
}

/** Begins an attempt. @param expire What is done at its deadline: one function for all, since each call would make one. */
export function newAttempt<Run>(
  run: Run,
  permit: Permit | null,
  expire: (this: PolicyAttempt<Run>) => void,
): PolicyAttempt<Run> {
  return {
    run,
    permit,
    isOver: false,
    controller: null,
    aborted: null,
    dueAt: 0,
    earlier: null,
    later: null,
    expire,
  }
}

/** What the action is given. */
export class AttemptContext implements CallContext {
  readonly attempt: number
  readonly #of: PolicyAttempt

  constructor(number: number, of: PolicyAttempt) {
    this.attempt = number
    this.#of = of
  }

  /** Made when it is first asked for: to make one costs more than all the rest. */
  get signal(): AbortSignal {
    const attempt = this.#of
    if (!attempt.controller) {
      attempt.controller = new AbortController()
      if (attempt.aborted) attempt.controller.abort(attempt.aborted.reason)
    }
    return attempt.controller.signal
  }
}

/** Gives an attempt up: its signal says so, whenever it is read. */
export function abortAttempt(attempt: PolicyAttempt, reason: unknown): void {
  attempt.aborted = { reason }
  attempt.controller?.abort(reason)
}
