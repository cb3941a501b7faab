/** A behaviour of a breaker, as data: what is called at which time, and what is to be seen. */
export interface Scenario {
  readonly config: ScenarioConfig
  readonly steps: readonly ScenarioStep[]
}

/** What the breaker is made with. What is absent is left to its defaults. */
export interface ScenarioConfig {
  readonly window?: { readonly type: string; readonly size?: number }
  readonly failureThreshold?: number
  readonly failureRate?: number
  readonly minimumCalls?: number
  readonly slowCall?: { readonly durationMs: number; readonly rate: number }
  readonly halfOpen?: {
    readonly permitted?: number
    readonly failureRate?: number
    readonly maxDurationMs?: number
  }
  readonly resetTimeoutMs?:
    | number
    | { readonly type: string; readonly initial: number; readonly factor?: number; readonly max?: number }
  /** The errors that count neither way. */
  readonly ignore?: readonly string[]
  /** `true`, or the value itself. */
  readonly fallback?: unknown
}

/** What happens at one moment: first the clock is set, then the switches are thrown, then the calls are made. */
export interface ScenarioStep {
  readonly atMs: number
  readonly wallJumpMs: number
  readonly controls: readonly Control[]
  readonly calls: readonly ScriptedCall[]
  /** Whether the actions of these calls are invoked; `undefined` where it doesn't matter. */
  readonly invoked: boolean | undefined
  /** How often the breaker has opened by now: any of these. */
  readonly opens: readonly number[] | undefined
  readonly states: readonly StateWord[] | undefined
}

/** A call whose action does what the script says. */
export interface ScriptedCall {
  readonly words: string
  readonly ending: Ending
  /** How long the action takes, in milliseconds; `null` when it ends at once. */
  readonly tookMs: number | null
  readonly expected: readonly Outcome[] | undefined
}

/** How an action ends. `never`: it doesn't. `cancelled`: when its caller aborts it. */
export type Ending = 'ok' | 'fail' | 'ignored' | 'throw_sync' | 'never' | 'cancelled'
/** What a caller gets. */
export type Outcome = keyof typeof OUTCOMES
export type StateWord = 'closed' | 'open' | 'half_open'
export type Control = (typeof CONTROLS)[keyof typeof CONTROLS]

const OUTCOMES = {
  result: 'result',
  failed: 'failed',
  rejected: 'rejected',
  fallback: 'fallback',
  cancelled: 'cancelled',
  pending: 'pending',
} as const

const AT_ONCE = {
  ok: 'ok',
  fail: 'fail',
  ignored: 'ignored',
  throw_sync: 'throw_sync',
  never: 'never',
} as const
const IN_THE_END = { ok: 'ok', fail: 'fail', ignored: 'ignored' } as const

const STATES = {
  closed: 'closed',
  forced_closed: 'closed',
  open: 'open',
  forced_open: 'open',
  isolated: 'open',
  half_open: 'half_open',
} as const

/** What a switch may be called, and what it does. */
const CONTROLS = {
  isolate: 'isolate',
  release: 'release',
  unisolate: 'release',
  end_isolation: 'release',
  release_isolation: 'release',
  isolate_release: 'release',
  force_open: 'forceOpen',
  forced_open: 'forceOpen',
  open: 'forceOpen',
  trip: 'forceOpen',
  force_close: 'forceClose',
  force_closed: 'forceClose',
  forced_closed: 'forceClose',
  disable: 'forceClose',
  close: 'reset',
  reset: 'reset',
  enable: 'reset',
  half_open: 'halfOpen',
  force_half_open: 'halfOpen',
} as const

/** Reads a scenario as it was parsed from JSON. Throws an error that names the word that nobody understands. */
export function readScenario(json: unknown): Scenario {
  const { config, steps } = objectOf(json, 'a scenario')
  if (!Array.isArray(steps) || steps.length === 0) throw new Error(`expected steps, got ${shown(steps)}`)
  return {
    // Whoever makes the breaker of it checks what it uses.
    config: objectOf(config, 'config'),
    steps: steps.map((step, index) => {
      try {
        return readStep(objectOf(step, 'a step'))
      } catch (error) {
        throw new Error(`step ${index + 1}: ${(error as Error).message}`, { cause: error })
      }
    }),
  }
}

function readStep(step: Readonly<Record<string, unknown>>): ScenarioStep {
  const { call, expect } = step
  const calls = listOf(call).filter((each) => each !== 'none')
  // As many expectations as calls made at once are one for each; otherwise they are alternatives for all.
  const isEach = Array.isArray(call) && Array.isArray(expect) && expect.length === calls.length
  return {
    atMs: numberOf(step.at_ms, 'at_ms'),
    wallJumpMs: numberOf(step.wall_clock_jump_ms ?? 0, 'wall_clock_jump_ms'),
    controls: listOf(step.control).map((word) => wordIn(CONTROLS, word, 'control')),
    calls: calls.map((each, index) => readCall(each, isEach ? (expect as unknown[])[index] : expect)),
    invoked: step.invoked == null ? undefined : Boolean(step.invoked),
    opens: someOf(listOf(step.opens).map((count) => numberOf(count, 'opens'))),
    states: someOf(listOf(step.state_after).map((word) => wordIn(STATES, word, 'state_after'))),
  }
}

/** `ok`, `slow(200)`, `slow(200,fail)`, `cancelled(50)`. */
function readCall(call: unknown, expect: unknown): ScriptedCall {
  const words = String(call)
  const expected = someOf(listOf(expect).map((word) => wordIn(OUTCOMES, word, 'expect')))
  const [, name = words, ms, end = 'ok'] = /^(\w+)\s*\(\s*([\d.]+)\s*(?:,\s*(\w+)\s*)?\)$/.exec(words) ?? []
  if (name === 'slow' && ms !== undefined) {
    return { words, ending: wordIn(IN_THE_END, end, 'end of a slow call'), tookMs: Number(ms), expected }
  }
  if (name === 'cancelled') return { words, ending: 'cancelled', tookMs: Number(ms ?? 0), expected }
  return { words, ending: wordIn(AT_ONCE, words, 'call'), tookMs: null, expected }
}

/** Finds a word however it is put together: `force_open`, `forceOpen`, `Force Open`. */
function wordIn<Word extends string>(
  words: Readonly<Record<string, Word>>,
  given: unknown,
  place: string,
): Word {
  const found = Object.entries(words).find(([word]) => lettersOf(word) === lettersOf(String(given)))
  if (!found) {
    throw new Error(`${place}: expected one of ${Object.keys(words).join(', ')}, got ${shown(given)}`)
  }
  return found[1]
}

function lettersOf(word: string): string {
  return word.replaceAll(/[\s_-]/g, '').toLowerCase()
}

function objectOf(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${place}: expected an object, got ${shown(value)}`)
  }
  return value as Readonly<Record<string, unknown>>
}

function numberOf(value: unknown, place: string): number {
  if (typeof value !== 'number') throw new TypeError(`${place}: expected a number, got ${shown(value)}`)
  return value
}

/** One, or several as a list; none where there is nothing. */
function listOf(value: unknown): readonly unknown[] {
  if (value == null) return []
  return Array.isArray(value) ? value : [value]
}

/** What is said of nothing is not looked at. */
function someOf<Each>(list: readonly Each[]): readonly Each[] | undefined {
  return list.length > 0 ? list : undefined
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
