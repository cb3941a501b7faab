import type { CallOutcome } from './callOutcome.js'
import type { Answer, Failure, FallbackCall } from './fallbackStrategy.js'

interface Flight {
  /** The one that makes the call. */
  readonly pilot: FallbackCall
  readonly landed: Promise<CallOutcome | undefined>
  readonly land: (outcome: CallOutcome | undefined) => void
}

/** Calls that are under way, one for each key: others wait for it instead of calling too. */
export class Flights {
  readonly #byKey = new Map<string, Flight>()

  /**
   * Waits for the call with the same key. `undefined` where none is under way, or none any more because its caller
   * aborted it: then `call` is the one that others wait for, until {@link Flights.land}.
   */
  join(call: FallbackCall): Promise<Answer<never> | Failure | undefined> | undefined {
    const flight = this.#byKey.get(call.key)
    if (flight) return flight.landed.then((outcome) => (outcome ? replyOf(outcome) : this.join(call)))
    // Nobody hears of a call again that has been aborted by now.
    if (!call.signal?.aborted) this.#byKey.set(call.key, begin(call))
    return undefined
  }

  /** Tells those who wait for `call`, if anyone does, what came of it. */
  land(outcome: CallOutcome | undefined, call: FallbackCall): void {
    const flight = this.#byKey.get(call.key)
    if (flight?.pilot !== call) return
    this.#byKey.delete(call.key)
    flight.land(isAbort(outcome) ? undefined : outcome)
  }
}

function begin(pilot: FallbackCall): Flight {
  let land: Flight['land'] = () => {}
  const landed = new Promise<CallOutcome | undefined>((resolve) => {
    land = resolve
  })
  return { pilot, landed, land }
}

/** An abort concerns its own caller alone, also where the policy was not told of the signal. */
function isAbort(outcome: CallOutcome | undefined): boolean {
  const error = outcome && 'error' in outcome ? outcome.error : undefined
  return (error as { name?: unknown } | null | undefined)?.name === 'AbortError'
}

function replyOf(outcome: CallOutcome): Answer<never> | Failure {
  return 'error' in outcome ? outcome : { value: outcome.result as never }
}
