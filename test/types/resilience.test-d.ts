import { expectTypeOf } from 'vitest'
import {
  anyOf,
  consecutiveFailures,
  countWindow,
  createBreaker,
  createBreakers,
  exponential,
  failureRate,
  memoryBreakerStore,
  restoreBreaker,
  sharedBreaker,
  slowCallRate,
  timeWindow,
} from '../../src/core.js'
import type {
  Breaker,
  BreakerRecord,
  BreakerState,
  BreakerStore,
  CallOutcome,
  FleetCounts,
  Permit,
  SavedCounts,
  TripRule,
} from '../../src/core.js'

interface Order {
  readonly id: number
}
declare const order: Order
declare const breaker: Breaker

// A call gives what its action gives, be it promised or not.
expectTypeOf(breaker.execute(async () => order)).toEqualTypeOf<Promise<Order>>()
expectTypeOf(breaker.execute(() => order)).toEqualTypeOf<Promise<Order>>()
expectTypeOf(breaker.execute(() => fetch('/orders'))).toEqualTypeOf<Promise<Response>>()
expectTypeOf(breaker.execute(() => {})).toEqualTypeOf<Promise<void>>()
expectTypeOf(breaker.execute(() => null)).toEqualTypeOf<Promise<null>>()
expectTypeOf(breaker.execute((): Order | undefined => order)).toEqualTypeOf<Promise<Order | undefined>>()
declare const thenable: PromiseLike<Order>
expectTypeOf(breaker.execute(() => thenable)).toEqualTypeOf<Promise<Order>>()

// A call may have a signal, and nothing else.
void breaker.execute(() => 1, { signal: new AbortController().signal })
void breaker.execute(() => 1, { signal: undefined })
// @ts-expect-error no such option
void breaker.execute(() => 1, { timeout: 1000 })
// @ts-expect-error a breaker calls actions, it does not wait for promises that are under way
void breaker.execute(fetch('/orders'))
// @ts-expect-error an action is given nothing
void breaker.execute((id: number) => id)

// A wrapped function keeps its arguments and its result.
const load = breaker.wrap(async (id: number, locale?: string) => ({ ...order, id, locale }))
expectTypeOf(load).parameters.toEqualTypeOf<[id: number, locale?: string | undefined]>()
expectTypeOf(load(7)).toEqualTypeOf<Promise<{ id: number; locale: string | undefined }>>()
expectTypeOf(breaker.wrap(() => 1)()).toEqualTypeOf<Promise<number>>()
expectTypeOf(breaker.wrap((...ids: number[]) => ids)(1, 2)).toEqualTypeOf<Promise<number[]>>()
expectTypeOf(breaker.wrap(fetch)('/orders')).toEqualTypeOf<Promise<Response>>()
// @ts-expect-error the id is a number
void load('7')
// @ts-expect-error the id is needed
void load()

// It keeps its `this` too.
const shop = {
  name: 'shop',
  order: breaker.wrap(function (this: { readonly name: string }, id: number) {
    return `${this.name} ${id}`
  }),
}
expectTypeOf(shop.order(7)).toEqualTypeOf<Promise<string>>()
const { order: orphan } = shop
// @ts-expect-error it needs its `this`
void orphan(7)

// Leave for a call may be refused, and is settled in one of three ways.
expectTypeOf(breaker.acquire()).toEqualTypeOf<Permit | null>()
expectTypeOf<keyof Permit>().toEqualTypeOf<'succeed' | 'fail' | 'release'>()

// Each state has only its own data.
declare const state: BreakerState
if (state.kind === 'open') expectTypeOf([state.until, state.attempt, state.waitMs]).toEqualTypeOf<number[]>()
// @ts-expect-error a half-open breaker has no end to wait for
if (state.kind === 'half-open') void state.until
// @ts-expect-error nothing is known to have an end before the kind is known
void state.until
// @ts-expect-error read-only
breaker.state = state

// What listeners, rules and backoffs are told.
createBreaker().subscribe((now, previous) => {
  expectTypeOf(now).toEqualTypeOf<BreakerState>()
  expectTypeOf(previous).toEqualTypeOf<BreakerState>()
})
createBreaker({
  isFailure(outcome) {
    expectTypeOf(outcome).toEqualTypeOf<CallOutcome>()
    return 'error' in outcome
  },
  resetAfter({ attempt, previousMs }, random) {
    expectTypeOf(previousMs).toEqualTypeOf<number | undefined>()
    return attempt * random()
  },
})

// Another breaker's state may be taken over where it comes and goes by itself.
breaker.adopt({ kind: 'closed' }, { numbers: [], savedAt: 0 } satisfies SavedCounts)
// @ts-expect-error who holds it by hand does so here
breaker.adopt({ kind: 'forced-open' })
expectTypeOf(breaker.toJSON()).toEqualTypeOf<BreakerRecord>()
expectTypeOf(restoreBreaker(JSON.parse(''), { name: 'orders' })).toEqualTypeOf<Breaker>()
expectTypeOf(createBreakers({ resetAfter: 1000 }, 10).get('orders')).toEqualTypeOf<Breaker>()

// Options are exact, and strategies are values.
const rate = failureRate({ rate: 0.5, window: timeWindow(10_000), minimumCalls: 20 })
expectTypeOf(rate).toEqualTypeOf<TripRule>()
const slow = slowCallRate({ rate: 0.8, slowerThan: 2000, window: countWindow(20) })
createBreaker({ tripAfter: anyOf(rate, slow, consecutiveFailures(5)), resetAfter: exponential() })
createBreaker({ mode: 'metrics-only', halfOpen: { permitted: 3, failureRate: 0.5, maxWait: 1000 } })
createBreaker({ name: undefined, tripAfter: undefined, resetAfter: undefined, halfOpen: undefined })
// @ts-expect-error a rule is a value
createBreaker({ tripAfter: 3 })
// @ts-expect-error a duration is a number of milliseconds
createBreaker({ resetAfter: '5s' })
// @ts-expect-error no such mode
createBreaker({ mode: 'shadow' })
// @ts-expect-error no such option
createBreaker({ tripsAfter: consecutiveFailures(3) })
// @ts-expect-error no such option
createBreaker({ halfOpen: { permits: 3 } })
// @ts-expect-error a verdict is a yes or no
createBreaker({ isFailure: () => 'maybe' })
// @ts-expect-error a window is a value
failureRate({ rate: 0.5, window: 10_000 })
// @ts-expect-error slower than what
slowCallRate({ rate: 0.5, window: countWindow(10) })
// @ts-expect-error the breakers of a collection have names of their own
createBreakers({ name: 'orders' })

// A shared breaker is one like any other, on a store of somebody's.
const shared = sharedBreaker({ name: 'payments', store: memoryBreakerStore(), quorum: 2 })
expectTypeOf(shared).toExtend<Breaker>()
expectTypeOf(shared.execute(async () => order)).toEqualTypeOf<Promise<Order>>()
expectTypeOf(shared.fleet()).toEqualTypeOf<Promise<FleetCounts>>()
expectTypeOf(memoryBreakerStore()).toEqualTypeOf<BreakerStore>()
// @ts-expect-error it is known by its name
sharedBreaker({ store: memoryBreakerStore() })
// @ts-expect-error with whom it shares its state is for the app to say
sharedBreaker({ name: 'payments' })
