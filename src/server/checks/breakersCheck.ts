import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'

/** What of a circuit breaker is looked at: one of `createBreaker` is such a value, and any other with a state that has a word. */
export interface BreakerLike {
  readonly name?: string
  readonly state: string | { readonly kind: string }
}

/** Breakers in a list, by their names, or in whatever can be gone through again and again (`createBreakers()`). */
export type BreakerSource =
  | Iterable<BreakerLike>
  | ReadonlyMap<string, BreakerLike>
  | Readonly<Record<string, BreakerLike>>

/** Options of {@link breakersCheck}. */
export interface BreakersCheckOptions extends CheckOptions {
  /** @default 'breakers' */
  readonly name?: string
}

const OPTION = 'breakersCheck breakers'
/** States in which every call is let through. */
const LETS_THROUGH = new Set(['closed', 'forced-closed'])
/** So many states are shown, those that are not closed first. */
const MOST_SHOWN = 50

/**
 * Checks the service's own circuit breakers: degraded while any of them is open (`BREAKER_OPEN`), or only half-open
 * (`BREAKER_HALF_OPEN`). Each one's state is in the details. It asks nobody: it says what calls have shown.
 *
 * Takes the breakers, or a function that gives those that there are now. Throws a TypeError when it is given neither, or
 * an iterator, which can be gone through once.
 *
 * @example
 * const breakers = createBreakers()
 * breakersCheck(breakers)
 */
export function breakersCheck(
  breakers: BreakerSource | (() => BreakerSource),
  { name = 'breakers', ...check }: BreakersCheckOptions = {},
): Check {
  if (typeof breakers !== 'function') {
    expectSource(breakers)
    // Of an iterator the second run would find nothing, which is healthy.
    const isIterator = Symbol.iterator in breakers && Object.is(breakers[Symbol.iterator](), breakers)
    expect(!isIterator, OPTION, 'what can be gone through again: `() => breakers.values()`', breakers)
  }

  return {
    name,
    ...check,
    run() {
      const source = typeof breakers === 'function' ? breakers() : breakers
      expectSource(source)
      const states = statesOf(source)
      const refusing = states.filter(([, state]) => !LETS_THROUGH.has(state))
      const passing = states.filter(([, state]) => LETS_THROUGH.has(state))
      // fromEntries, not assignment: a breaker may be named `__proto__`.
      const shown = Object.fromEntries([...refusing, ...passing].slice(0, MOST_SHOWN))
      const details = { breakers: shown, total: states.length, notClosed: refusing.length }
      if (refusing.length === 0) return { status: 'healthy', details }
      const isOnlyHalfOpen = refusing.every(([, state]) => state === 'half-open')
      const code = isOnlyHalfOpen ? 'BREAKER_HALF_OPEN' : 'BREAKER_OPEN'
      const named = refusing.slice(0, MOST_SHOWN).map(([each, state]) => `${each} (${state})`)
      const message = `Calls are refused before ${named.join(', ')}. See what fails behind them.`
      return { status: 'degraded', error: { code, message }, details }
    },
  }
}

function expectSource(source: BreakerSource): void {
  const isSource = typeof source === 'object' && source !== null
  expect(isSource, OPTION, 'breakers, or a function that gives them', source)
}

/** Names and states. Of several with one name each is shown, by its number. */
function statesOf(source: BreakerSource): (readonly [name: string, state: string])[] {
  const times = new Map<string, number>()
  return namedIn(source).map(([name, breaker]) => {
    const count = (times.get(name) ?? 0) + 1
    times.set(name, count)
    return [count === 1 ? name : `${name} ${count}`, wordOf(breaker)]
  })
}

function namedIn(source: BreakerSource): (readonly [name: string, breaker: BreakerLike])[] {
  if (source instanceof Map) return [...(source as ReadonlyMap<string, BreakerLike>)]
  if (!(Symbol.iterator in source)) return Object.entries(source)
  return Array.from(source as Iterable<BreakerLike>, (breaker) => [breaker.name ?? 'breaker', breaker])
}

/** One word for `halfOpen`, `HALF_OPEN` and `half-open`, as other libraries spell it. */
function wordOf({ state }: BreakerLike): string {
  const word: unknown = typeof state === 'object' && state !== null ? state.kind : state
  expect(typeof word === 'string', OPTION, 'each with a state that is a word, or { kind } of one', word)
  return (word as string).toLowerCase().replace(/^half[_ ]?open$/, 'half-open')
}
