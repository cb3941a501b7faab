import type { Breaker } from '../../src/resilience/breaker.js'
import type { BreakerState } from '../../src/resilience/breakerState.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { policy } from '../../src/resilience/policy.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'
import type { Control, Scenario, ScenarioStep, StateWord } from './scenario.js'
import { readScenario } from './scenario.js'
import { breakerOf } from './scenarioBreaker.js'
import type { Caller } from './scriptedCall.js'
import { Attempt } from './scriptedCall.js'

/** A way of calling actions behind a breaker. */
export type Route = (breaker: Breaker, clock: FakeClock) => Caller

export const throughBreaker: Route = (breaker) => (action, signal) =>
  breaker.execute(action, signal && { signal })

/**
 * Plays a scenario, as parsed from JSON, to a breaker on a clock of its own. Resolves to what went otherwise than it
 * says, in the order of its steps; to nothing where all went well. A scenario that can't be understood has gone wrong.
 */
export async function runScenario(json: unknown, route: Route = throughBreaker): Promise<readonly string[]> {
  try {
    return await new Performance(readScenario(json), route).complaints()
  } catch (error) {
    return [String(error)]
  }
}

class Performance {
  readonly #steps: readonly ScenarioStep[]
  readonly #clock = new FakeClock()
  readonly #breaker: Breaker
  readonly #caller: Caller
  readonly #ignored: string
  readonly #fallback: unknown
  readonly #handles: (() => void)[] = []
  #opens = 0

  constructor({ config, steps }: Scenario, route: Route) {
    const { ignore = [], fallback } = config
    this.#steps = steps
    this.#breaker = breakerOf(config, this.#clock)
    this.#ignored = ignore.includes('ignored') ? 'ignored' : (ignore[0] ?? 'ignored')
    this.#fallback = fallback === true ? 'the fallback' : fallback
    this.#caller = (fallback ? throughFallback(this.#fallback) : route)(this.#breaker, this.#clock)
    this.#breaker.subscribe((state, previous) => {
      if (wordOf(state) === 'open' && wordOf(previous) !== 'open') this.#opens++
    })
  }

  async complaints(): Promise<readonly string[]> {
    const played: { readonly step: ScenarioStep; readonly attempts: Attempt[]; readonly seen: string[] }[] =
      []
    for (const step of this.#steps) {
      await this.#waitUntil(step.atMs)
      const attempts = await this.#play(step)
      played.push({ step, attempts, seen: this.#lookAt(step) })
    }
    await this.#waitForOutcomes(played.flatMap(({ attempts }) => attempts))
    return played.flatMap(({ step, attempts, seen }, index) =>
      [...attempts.flatMap((attempt) => attempt.complaints(step.invoked)), ...seen].map(
        (complaint) => `step ${index + 1} at ${step.atMs} ms (${wordsOf(step)}) ${complaint}`,
      ),
    )
  }

  async #waitUntil(atMs: number): Promise<void> {
    const now = this.#clock.now()
    if (atMs < now) {
      throw new Error(`expected steps in the order of their time, got one at ${atMs} ms after ${now} ms`)
    }
    await this.#clock.advance(atMs - now)
  }

  async #play(step: ScenarioStep): Promise<Attempt[]> {
    this.#clock.setWallBy(step.wallJumpMs)
    for (const control of step.controls) this.#control(control)
    // Begun before the calls: nothing that waits for a turn of its own can come before its end.
    const turn = nextTurn()
    const attempts = step.calls.map(
      (call) =>
        new Attempt(call, {
          caller: this.#caller,
          clock: this.#clock,
          ignored: this.#ignored,
          fallback: this.#fallback,
        }),
    )
    await turn
    for (const attempt of attempts) attempt.isInTurn = attempt.outcome !== 'pending'
    return attempts
  }

  #control(control: Control): void {
    switch (control) {
      case 'isolate':
        this.#handles.push(this.#breaker.isolate())
        break
      case 'release': {
        // What was put so without a handle is released by a reset.
        const handle = this.#handles.pop() ?? (() => this.#breaker.reset())
        handle()
        break
      }
      case 'reset':
        for (const handle of this.#handles.splice(0)) handle()
        this.#breaker.reset()
        break
      default:
        this.#breaker[control]()
    }
  }

  #lookAt({ states, opens }: ScenarioStep): string[] {
    const state = wordOf(this.#breaker.state)
    const seen: string[] = []
    if (states && !states.includes(state)) seen.push(`leaves it ${state}, expected ${states.join(' or ')}`)
    if (opens && !opens.includes(this.#opens)) {
      seen.push(`has seen it open ${this.#opens} times, expected ${opens.join(' or ')}`)
    }
    return seen
  }

  /** A call that isn't over when the last step is, but is expected to end, is given the time that its action takes. */
  async #waitForOutcomes(attempts: readonly Attempt[]): Promise<void> {
    const late = attempts.filter(
      ({ outcome, call }) => outcome === 'pending' && call.expected?.includes('pending') === false,
    )
    await this.#clock.advance(Math.max(0, ...late.map(({ call }) => call.tookMs ?? 0)))
  }
}

function throughFallback(value: unknown): Route {
  return (breaker, clock) => {
    const behind = policy({ breaker, fallback: degradedResponse(value), clock })
    return (action, signal) => behind.execute(action, signal && { signal })
  }
}

function wordOf({ kind }: BreakerState): StateWord {
  switch (kind) {
    case 'closed':
    case 'forced-closed':
      return 'closed'
    case 'half-open':
      return 'half_open'
    default:
      return 'open'
  }
}

function wordsOf({ controls, calls }: ScenarioStep): string {
  return [...controls, ...calls.map(({ words }) => words)].join(', ') || 'none'
}
