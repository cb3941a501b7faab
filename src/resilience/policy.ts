import type { Clock } from '../time/clock.js'
import { systemClock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { systemRandom } from '../time/random.js'
import type { Action, ExecuteOptions, Outcome } from './action.js'
import type { Breaker } from './breaker.js'
import type { Breakers } from './breakers.js'
import { duration } from './checkNumber.js'
import { Deadlines } from './deadlines.js'
import type { NamedAnswer } from './fallbackChain.js'
import { answerAfter, fallbackChain } from './fallbackChain.js'
import type { Failure, FallbackStrategy } from './fallbackStrategy.js'
import type { Permit } from './permit.js'
import type { PolicyPlan } from './policyRun.js'
import { outcomeOf, resultOf } from './policyRun.js'
import type { RetryOptions } from './retry.js'
import { retryRules } from './retry.js'

/**
 * What a policy is made of; each part may be left out. The order is fixed, outermost first: fallback, retry, breaker,
 * timeout. So each attempt has its own timeout and counts for itself, and a fallback answers what is left after all.
 */
export interface PolicyOptions<Fallbacks> {
  /** Tries failed calls again. */
  readonly retry?: RetryOptions | undefined
  /** Refuses calls to what keeps failing: one breaker, or one for each `key` of a call. */
  readonly breaker?: Breaker | Breakers | undefined
  /** How long each attempt may take, in milliseconds. */
  readonly timeout?: number | undefined
  /** Answers calls that fail after all: one strategy, or several of which the first that answers wins. */
  readonly fallback?: Fallbacks | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
}

/** What fallback strategies may answer with. */
export type FallbackValue<Fallbacks> = ValueOf<
  Fallbacks extends readonly (infer Strategy)[] ? Strategy : Fallbacks
>
/** Of each strategy apart: `never`, which is none at all, has none. */
type ValueOf<Strategy> = Strategy extends FallbackStrategy<infer Value> ? Value : never

/** Retry, circuit breaker, timeout and fallback as one. */
export interface Policy<Fallback = never> {
  /**
   * Calls `action`, and again where that helps. Rejects with what the last attempt failed with; with a `TimeoutError`,
   * a `BreakerOpenError`, a `RetryBudgetError`; with a `FallbackError` where a fallback threw; or with the reason of
   * the caller's own signal.
   */
  execute<Result>(action: Action<Result>, options?: ExecuteOptions): Promise<Result | Fallback>
  /** The same, and says who answered. Never rejects. */
  tryExecute<Result>(action: Action<Result>, options?: ExecuteOptions): Promise<Outcome<Result | Fallback>>
  /**
   * `fn` behind this policy, with the same arguments and `this`. It is not told of attempts and signals.
   *
   * @param options Of each call, or made of its arguments: without a `key` of their own all calls share a cache's entry.
   */
  wrap<This, Args extends unknown[], Result>(
    fn: (this: This, ...args: Args) => PromiseLike<Result> | Result,
    options?: ExecuteOptions | ((...args: Args) => ExecuteOptions),
  ): (this: This, ...args: Args) => Promise<Result | Fallback>
}

/**
 * Makes a policy. Throws a `RangeError` on options that can't be.
 *
 * @example
 * const orders = policy({ retry: { retries: 2 }, breaker: createBreaker({ name: 'orders' }), timeout: 2000 })
 * await orders.execute(({ signal }) => fetch('/api/orders', { signal }))
 */
export function policy<
  const Fallbacks extends FallbackStrategy | readonly FallbackStrategy[] = readonly never[],
>(options: PolicyOptions<Fallbacks> = {}): Policy<FallbackValue<Fallbacks>> {
  type Fallback = FallbackValue<Fallbacks>
  const plan = planOf(options)
  const answerRefused = quickAnswers(plan, options.breaker)
  const execute = <Result>(action: Action<Result>, call?: ExecuteOptions) => {
    let permit: Permit | undefined
    if (answerRefused && !call) {
      const leave = answerRefused()
      if (leave instanceof Promise) return leave as Promise<Fallback>
      permit = leave
    }
    return resultOf<Result | Fallback>(plan, action, call, permit)
  }
  return {
    execute,
    tryExecute: <Result>(action: Action<Result>, call?: ExecuteOptions) =>
      outcomeOf<Result | Fallback>(plan, action, call),
    wrap(fn, call) {
      return async function (...args) {
        return execute(() => fn.apply(this, args), typeof call === 'function' ? call(...args) : call)
      }
    },
  }
}

/**
 * A call that is refused, and has neither attempts to wait for nor a cache to ask, needs no run: it is answered at once,
 * which is what an open breaker is for. Gives leave for a call, or the answer to one that has none.
 */
function quickAnswers(
  plan: PolicyPlan,
  breaker: Breaker | Breakers | undefined,
): (() => Permit | Promise<unknown>) | null {
  const { chain, retry, clock } = plan
  if (retry || !breaker || 'get' in breaker || !chain || chain.before.length + chain.settled.length > 0)
    return null
  const call = { key: '', clock, signal: undefined }
  return () => breaker.acquire() ?? promised(answerAfter(chain, breaker.refusal(), call))
}

function promised(answer: NamedAnswer | Failure | Promise<NamedAnswer | Failure>): Promise<unknown> {
  if (answer instanceof Promise) return answer.then(promised)
  return 'error' in answer ? Promise.reject(answer.error) : Promise.resolve(answer.value)
}

function planOf({
  retry,
  breaker,
  timeout,
  fallback,
  clock = systemClock,
  random = systemRandom,
}: PolicyOptions<FallbackStrategy | readonly FallbackStrategy[]>): PolicyPlan {
  if (timeout !== undefined) duration('timeout', timeout, 1)
  return {
    clock,
    random,
    retry: retry ? retryRules(retry) : null,
    breakerOf: !breaker ? null : 'get' in breaker ? (key) => breaker.get(key) : () => breaker,
    timeoutMs: timeout ?? Infinity,
    deadlines: timeout === undefined ? null : new Deadlines(clock, timeout),
    chain: fallback ? fallbackChain(fallback) : null,
  }
}
