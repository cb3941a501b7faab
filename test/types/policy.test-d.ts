import { expectTypeOf } from 'vitest'
import type { CallContext, Outcome } from '../../src/resilience/action.js'
import { createBreakers } from '../../src/resilience/breakers.js'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import type { CallOutcome } from '../../src/resilience/callOutcome.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { fallback } from '../../src/resilience/fallback.js'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import type { Policy } from '../../src/resilience/policy.js'
import { policy } from '../../src/resilience/policy.js'
import { exponential } from '../../src/resilience/backoff.js'
import { retryBudget } from '../../src/resilience/retryBudget.js'
import { staleIfError } from '../../src/resilience/staleIfError.js'

interface Order {
  readonly id: number
}
declare const order: Order

// Without a fallback a call gives what its action gives.
const plain = policy({ retry: { retries: 2 }, breaker: createBreaker(), timeout: 2000 })
expectTypeOf(policy().execute(() => 1)).toEqualTypeOf<Promise<number>>()
expectTypeOf<Policy['execute']>().toEqualTypeOf(plain.execute)
expectTypeOf(plain.execute(async () => order)).toEqualTypeOf<Promise<Order>>()
expectTypeOf(plain.execute(() => order)).toEqualTypeOf<Promise<Order>>()
expectTypeOf(plain.execute(() => {})).toEqualTypeOf<Promise<void>>()
expectTypeOf(plain.tryExecute(async () => order)).toEqualTypeOf<Promise<Outcome<Order>>>()

// A fallback widens that by its own answers, be they promised or not.
const withNull = policy({ fallback: fallback(() => null) })
expectTypeOf(withNull).toEqualTypeOf<Policy<null>>()
expectTypeOf(withNull.execute(async () => order)).toEqualTypeOf<Promise<Order | null>>()
expectTypeOf(policy({ fallback: fallback(async () => 'later') })).toEqualTypeOf<Policy<string>>()
expectTypeOf(policy({ fallback: degradedResponse({ items: [0] }) })).toEqualTypeOf<
  Policy<{ items: number[] }>
>()

// Several widen it by all of theirs; those that keep results have none of their own.
const mixed = policy({
  fallback: [
    cacheFirst({ maxAge: 1000 }),
    fallback(() => 'text'),
    staleIfError({ maxAge: 60_000 }),
    degradedResponse(null),
  ],
})
expectTypeOf(mixed).toEqualTypeOf<Policy<string | null>>()
expectTypeOf(mixed.execute(async () => order)).toEqualTypeOf<Promise<Order | string | null>>()
const keeping = policy({ fallback: staleIfError({ maxAge: 60_000 }) })
expectTypeOf(keeping.execute(() => 1)).toEqualTypeOf<Promise<number>>()
expectTypeOf(policy({ fallback: [] }).execute(() => 1)).toEqualTypeOf<Promise<number>>()
declare const strategies: readonly FallbackStrategy<number>[]
expectTypeOf(policy({ fallback: strategies })).toEqualTypeOf<Policy<number>>()

// Who says who answered says it by kind, and each kind has only its own data.
const outcome = await mixed.tryExecute(async () => order)
expectTypeOf(outcome).toEqualTypeOf<Outcome<Order | string | null>>()
if (outcome.kind === 'error') expectTypeOf(outcome.error).toBeUnknown()
else expectTypeOf(outcome.value).toEqualTypeOf<Order | string | null>()
if (outcome.kind === 'fallback') expectTypeOf(outcome.by).toBeString()
// @ts-expect-error a result has no cause
if (outcome.kind === 'result') void outcome.cause
// @ts-expect-error nothing is known to have a value before the kind is known
void outcome.value

// An action is told of its attempt, may do without, and has nothing to change.
void plain.execute((context) => {
  expectTypeOf(context).toEqualTypeOf<CallContext>()
  expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>()
  expectTypeOf(context.attempt).toBeNumber()
  // @ts-expect-error read-only
  context.attempt = 1
})
// @ts-expect-error a policy calls actions, it does not wait for promises that are under way
void plain.execute(fetch('/orders'))

// A wrapped function keeps its arguments and its `this`, and may give a fallback's answer too.
const load = withNull.wrap(async (id: number, locale?: string) => ({ ...order, id, locale }))
expectTypeOf(load).parameters.toEqualTypeOf<[id: number, locale?: string | undefined]>()
expectTypeOf(load(7)).toEqualTypeOf<Promise<{ id: number; locale: string | undefined } | null>>()
// @ts-expect-error the id is a number
void load('7')
const parse = (id: string) => Number(id)
withNull.wrap(parse, (id) => ({ key: id }))
// @ts-expect-error a key is a text
withNull.wrap(parse, (id) => ({ key: Number(id) }))
const shop = {
  name: 'shop',
  order: plain.wrap(function (this: { name: string }, id: number) {
    return `${this.name} ${id}`
  }),
}
expectTypeOf(shop.order(7)).toEqualTypeOf<Promise<string>>()
const { order: orphan } = shop
// @ts-expect-error it needs its `this`
void orphan(7)

// A call may have a signal and a key.
void plain.execute(() => 1, { signal: new AbortController().signal, key: 'orders' })
void plain.execute(() => 1, { signal: undefined, key: undefined })
// @ts-expect-error no such option
void plain.execute(() => 1, { timeout: 1000 })

// Options are exact, and strategies are values.
policy({
  retry: { backoff: exponential({ base: 100 }), budget: retryBudget(), maxDuration: 10_000 },
  breaker: createBreakers(),
})
policy({
  retry: { backoff: 100, budget: false },
  timeout: undefined,
  breaker: undefined,
  fallback: undefined,
})
policy({
  retry: {
    isRetryable(failure) {
      expectTypeOf(failure).toEqualTypeOf<CallOutcome>()
      return 'error' in failure
    },
    onRetry({ attempt, delayMs, failure }) {
      expectTypeOf([attempt, delayMs]).toEqualTypeOf<number[]>()
      expectTypeOf(failure).toEqualTypeOf<CallOutcome>()
    },
  },
})
// @ts-expect-error no such option
policy({ timeOut: 1000 })
// @ts-expect-error no such option
policy({ retry: { times: 3 } })
// @ts-expect-error a duration is a number of milliseconds
policy({ timeout: '2s' })
// @ts-expect-error a strategy is not a function
policy({ fallback: () => null })
// @ts-expect-error a strategy is not a value either
policy({ fallback: ['degraded'] })
// @ts-expect-error options of a breaker are no breaker
policy({ breaker: { resetAfter: 1000 } })
// @ts-expect-error a verdict is a yes or no
policy({ retry: { isRetryable: () => 'maybe' } })
// @ts-expect-error only false switches it off
policy({ retry: { budget: true } })
