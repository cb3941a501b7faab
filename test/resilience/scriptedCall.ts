import { isBreakerOpenError } from '../../src/resilience/errors.js'
import type { Clock } from '../../src/time/clock.js'
import type { Outcome, ScriptedCall } from './scenario.js'

/** Calls an action behind a breaker. */
export type Caller = (action: () => Promise<unknown>, signal: AbortSignal | undefined) => Promise<unknown>

/** What an action of a scenario throws: it is known by its kind, as errors are by their name or code. */
export class ScriptedError extends Error {
  readonly kind: string

  constructor(kind: string) {
    super(`An action ended with: ${kind}.`)
    this.kind = kind
  }
}

/** What a call that is made depends on. */
export interface Surroundings {
  readonly caller: Caller
  readonly clock: Clock
  /** What an error of the kind `ignored` is called here. */
  readonly ignored: string
  /** What a fallback answers with. */
  readonly fallback: unknown
}

/** A call that has been made, and what has become of it. */
export class Attempt {
  readonly call: ScriptedCall
  outcome: Outcome | 'other' = 'pending'
  /** Whether it had its outcome before anything else could happen. */
  isInTurn = false
  #timesInvoked = 0
  /** What an outcome that no scenario knows was. */
  #other = ''
  readonly #result: unknown
  readonly #error: ScriptedError

  constructor(call: ScriptedCall, { caller, clock, ignored, fallback }: Surroundings) {
    this.call = call
    this.#result = { of: call.words }
    this.#error = new ScriptedError(call.ending === 'ignored' ? ignored : call.ending)
    const aborts = call.ending === 'cancelled' ? new AbortController() : undefined
    if (aborts) clock.setTimeout(() => aborts.abort(), call.tookMs ?? 0)
    try {
      caller(() => this.#act(clock, aborts?.signal), aborts?.signal).then(
        (value) =>
          this.#got(value === fallback ? 'fallback' : value === this.#result ? 'result' : 'other', value),
        (reason: unknown) => this.#got(reason === this.#error ? 'failed' : refusalOrAbort(reason), reason),
      )
    } catch (error) {
      this.#got('other', `a throw: ${String(error)}`)
    }
  }

  /** What went otherwise than the scenario says. */
  complaints(invoked: boolean | undefined): string[] {
    const { expected } = this.call
    const isInvoked = this.#timesInvoked > 0
    const complaints: string[] = []
    if (expected && !expected.some((each) => each === this.outcome)) {
      complaints.push(`got ${this.#other || this.outcome}, expected ${expected.join(' or ')}`)
    }
    if (this.outcome === 'rejected' && isInvoked) complaints.push('was rejected after it was invoked')
    if (this.outcome === 'rejected' && !this.isInTurn) complaints.push('was rejected in a later turn')
    if (this.#timesInvoked > 1) complaints.push(`was invoked ${this.#timesInvoked} times`)
    if (invoked === true && !isInvoked) complaints.push('was not invoked')
    if (invoked === false && isInvoked) complaints.push('was invoked')
    return complaints
  }

  #act(clock: Clock, signal: AbortSignal | undefined): Promise<unknown> {
    const { ending, tookMs } = this.call
    this.#timesInvoked++
    if (ending === 'throw_sync') throw this.#error
    return new Promise((resolve, reject) => {
      const end = () => (ending === 'ok' ? resolve(this.#result) : reject(this.#error))
      if (signal) signal.addEventListener('abort', () => reject(signal.reason))
      else if (tookMs !== null) clock.setTimeout(end, tookMs)
      else if (ending !== 'never') end()
    })
  }

  #got(outcome: Attempt['outcome'], what: unknown): void {
    this.outcome = outcome
    if (outcome === 'other') this.#other = String(what)
  }
}

function refusalOrAbort(reason: unknown): 'rejected' | 'cancelled' | 'other' {
  if (isBreakerOpenError(reason)) return 'rejected'
  return (reason as Error | undefined)?.name === 'AbortError' ? 'cancelled' : 'other'
}
