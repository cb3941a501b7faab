import type { Clock, Timer } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { Action, ExecuteOptions, Outcome } from './action.js'
import { askedWait } from './askedWait.js'
import type { Breaker } from './breaker.js'
import type { CallOutcome, Verdict } from './callOutcome.js'
import { verdictOf } from './callOutcome.js'
import type { Deadlines } from './deadlines.js'
import type { BreakerOpenError } from './errors.js'
import { isBreakerOpenError } from './errors.js'
import type { FallbackChain, NamedAnswer } from './fallbackChain.js'
import { answerAfter, answerBefore, tellSettled } from './fallbackChain.js'
import type { FallbackCall } from './fallbackStrategy.js'
import { noteCallbackError } from './noteCallbackError.js'
import type { Permit } from './permit.js'
import type { PolicyAttempt } from './policyAttempt.js'
import { abortAttempt, AttemptContext, newAttempt } from './policyAttempt.js'
import type { RetryRules } from './retry.js'
import { RetryBudgetError } from './retryBudgetError.js'
import { TimeoutError } from './timeoutError.js'

/** A policy, ready to run. */
export interface PolicyPlan {
  readonly clock: Clock
  readonly random: Random
  readonly retry: RetryRules | null
  readonly breakerOf: ((key: string) => Breaker) | null
  readonly timeoutMs: number
  readonly deadlines: Deadlines | null
  readonly chain: FallbackChain | null
}

/** Waits that others ask for are spread by this share, so that not all who wait come back in one instant. */
const SPREAD = 0.1
/** What a breaker that names no wait is waited for, in milliseconds: to ask at once again would be a loop. */
const LEAST_BREAK = 1000

/** One call through a policy, over all its attempts. */
export interface PolicyRun<Value> {
  readonly plan: PolicyPlan
  readonly action: Action<Value>
  readonly signal: AbortSignal | undefined
  readonly breaker: Breaker | null
  readonly call: FallbackCall | null
  outcome: Outcome<Value> | null
  resolve: ((value: never) => void) | null
  reject: ((error: unknown) => void) | null
  isTold: boolean
  startedAt: number
  attempts: number
  attempt: PolicyAttempt | null
  delayMs: number | undefined
  timer: Timer | null
  onAbort: (() => void) | null
}

function begun<Value>(
  plan: PolicyPlan,
  action: Action<Value>,
  options: ExecuteOptions | undefined,
  permit?: Permit,
): PolicyRun<Value> {
  const signal = options?.signal
  const key = options?.key ?? ''
  const run: PolicyRun<Value> = {
    plan,
    action,
    signal,
    breaker: plan.breakerOf && plan.breakerOf(key),
    call: plan.chain && { key, clock: plan.clock, signal },
    outcome: null,
    resolve: null,
    reject: null,
    isTold: false,
    startedAt: 0,
    attempts: 0,
    attempt: null,
    delayMs: undefined,
    timer: null,
    onAbort: null,
  }
  start(run, permit)
  return run
}

/**
 * Runs, and settles as the call does.
 *
 * @param permit Leave for the first attempt, where it was taken already.
 */
export function resultOf<Value>(
  plan: PolicyPlan,
  action: Action<Value>,
  options?: ExecuteOptions,
  permit?: Permit,
): Promise<Value> {
  const run = begun(plan, action, options, permit)
  const { outcome } = run
  if (outcome)
    return outcome.kind === 'error' ? Promise.reject(outcome.error) : Promise.resolve(outcome.value)
  return new Promise((resolve, reject) => {
    run.resolve = resolve
    run.reject = reject
  })
}

/** Runs, and says how the call ended. */
export function outcomeOf<Value>(
  plan: PolicyPlan,
  action: Action<Value>,
  options?: ExecuteOptions,
): Promise<Outcome<Value>> {
  const run = begun(plan, action, options)
  if (run.outcome) return Promise.resolve(run.outcome)
  return new Promise((resolve) => {
    run.resolve = resolve
  })
}

function start<Value>(run: PolicyRun<Value>, permit?: Permit): void {
  const signal = run.signal
  if (signal) {
    if (signal.aborted) return end(run, { kind: 'error', error: signal.reason })
    run.onAbort = () => abort(run, signal.reason)
    signal.addEventListener('abort', run.onAbort)
  }
  const { chain } = run.plan
  if (!chain || !run.call || chain.before.length === 0) return begin(run, permit)
  later(answerBefore(chain, run.call), (answer) => {
    if (run.outcome) return
    if (!answer) return begin(run)
    tell(run)
    if (!('error' in answer)) end(run, fallbackOf(answer))
    else if (isBreakerOpenError(answer.error) || note(run, null, answer) === 'failed') fallBack(run, answer)
    else end(run, plain(answer))
  })
}

/** An attempt has reached its deadline. */
function expire<Value>(this: PolicyAttempt<PolicyRun<Value>>): void {
  const { run } = this
  const error = new TimeoutError(run.plan.timeoutMs)
  this.isOver = true
  abortAttempt(this, error)
  conclude(run, this, { error })
}

function begin<Value>(run: PolicyRun<Value>, permit?: Permit): void {
  const { retry, deadlines, clock } = run.plan
  if (retry || deadlines) run.startedAt = clock.now()
  tryOnce(run, run.startedAt, permit)
}

function tryOnce<Value>(run: PolicyRun<Value>, now: number, taken?: Permit): void {
  try {
    attemptOnce(run, now, taken)
  } catch (error) {
    // A breaker or a budget of the app has thrown: the call must neither hang nor throw where nobody listens.
    end(run, { kind: 'error', error })
  }
}

function attemptOnce<Value>(run: PolicyRun<Value>, now: number, taken?: Permit): void {
  const breaker = run.breaker
  const permit = breaker && (taken ?? breaker.acquire())
  // Who listens to the breaker may have aborted the call.
  if (run.outcome) return permit?.release()
  if (breaker && !permit) return refused(run, breaker.refusal())
  const { retry, deadlines } = run.plan
  if (run.attempt === null) retry?.budget?.called(now)
  const attempt = newAttempt<PolicyRun<Value>>(run, permit, expire)
  run.attempt = attempt
  deadlines?.set(attempt, now)
  let pending: PromiseLike<Value> | Value
  try {
    pending = run.action(new AttemptContext(++run.attempts, attempt))
  } catch (error) {
    pending = Promise.reject(error)
  }
  Promise.resolve(pending).then(
    (result) => settled(run, attempt, { result }),
    (error: unknown) => settled(run, attempt, { error }),
  )
}

function settled<Value>(run: PolicyRun<Value>, attempt: PolicyAttempt, outcome: CallOutcome<Value>): void {
  if (attempt.isOver) return
  attempt.isOver = true
  run.plan.deadlines?.clear(attempt)
  conclude(run, attempt, outcome)
}

function conclude<Value>(run: PolicyRun<Value>, attempt: PolicyAttempt, outcome: CallOutcome<Value>): void {
  try {
    if ('error' in outcome && isBreakerOpenError(outcome.error))
      return refusedWithin(run, attempt, outcome.error)
    const verdict = note(run, attempt.permit, outcome)
    if (run.outcome) return
    if (verdict === 'failed') return failed(run, outcome)
    tell(run, outcome, verdict)
    end(run, plain(outcome))
  } catch (error) {
    // A budget or a trip rule of the app has thrown: the call must not hang for it.
    end(run, { kind: 'error', error })
  }
}

/** The breaker hears what an attempt came to, and says what that counts as. */
function note<Value>(run: PolicyRun<Value>, permit: Permit | null, outcome: CallOutcome): Verdict {
  const breaker = run.breaker
  const verdict = breaker ? breaker.judge(outcome, run.signal) : verdictOf(outcome, {}, run.signal)
  if (verdict === 'succeeded') permit?.succeed()
  else if (verdict === 'failed') permit?.fail(whatFailed(outcome))
  else permit?.release()
  return verdict
}

/** A breaker that the action goes through has refused: that says nothing here, and was no attempt. */
function refusedWithin<Value>(run: PolicyRun<Value>, attempt: PolicyAttempt, error: BreakerOpenError): void {
  attempt.permit?.release()
  run.attempts--
  if (!run.outcome) refused(run, error)
}

/** A call was not sent, so another attempt costs nothing but time: neither one of the retries nor budget. */
function refused<Value>(run: PolicyRun<Value>, error: BreakerOpenError): void {
  const { retry, random } = run.plan
  if (!retry || retry.retries === 0) return fallBack(run, { error })
  const waitMs = (error.retryAfterMs || LEAST_BREAK) * (1 + SPREAD * random())
  if (isInTime(run, retry, waitMs)) wait(run, retry, waitMs, { error })
  else fallBack(run, { error })
}

function failed<Value>(run: PolicyRun<Value>, failure: CallOutcome<Value>): void {
  const { retry, clock } = run.plan
  if (!retry || run.attempts > retry.retries) return fallBack(run, failure)
  const delayMs = delayAfter(run, failure, retry)
  // A callback may have aborted the call.
  if (run.outcome) return
  if (delayMs === null || !isInTime(run, retry, delayMs)) return fallBack(run, failure)
  if (retry.budget?.take(clock.now()) === false)
    return fallBack(run, failure, new RetryBudgetError(whatFailed(failure), run.attempts))
  run.delayMs = delayMs
  wait(run, retry, delayMs, failure)
}

/** `null`: it is not to be tried again. */
function delayAfter<Value>(run: PolicyRun<Value>, failure: CallOutcome, retry: RetryRules): number | null {
  const { clock, random } = run.plan
  try {
    if (!retry.isRetryable(failure)) return null
    const delayMs = retry.delayMs(run.attempts, run.delayMs, random)
    const askedMs = askedWait(whatFailed(failure), clock.wallNow())
    return Math.max(delayMs || 0, askedMs && askedMs * (1 + SPREAD * random()))
  } catch (error) {
    noteCallbackError('isRetryable or backoff', error)
    return null
  }
}

function isInTime<Value>(run: PolicyRun<Value>, { maxDuration }: RetryRules, waitMs: number): boolean {
  return run.plan.clock.now() + waitMs - run.startedAt <= maxDuration
}

function wait<Value>(run: PolicyRun<Value>, retry: RetryRules, delayMs: number, failure: CallOutcome): void {
  const { clock } = run.plan
  run.timer = clock.setTimeout(() => tryOnce(run, clock.now()), delayMs)
  try {
    retry.onRetry({ attempt: run.attempts, delayMs, failure })
  } catch (error) {
    noteCallbackError('onRetry', error)
  }
}

/** @param spent Why it was not tried again, for the caller; strategies answer what it failed with, as always. */
function fallBack<Value>(run: PolicyRun<Value>, failure: CallOutcome<Value>, spent?: RetryBudgetError): void {
  const { chain } = run.plan
  tell(run, failure, 'failed')
  if (run.outcome) return
  // A result that counts as a failure is still a result.
  const unanswered = spent ? { error: spent } : failure
  if (!chain || !run.call) return end(run, plain(unanswered))
  const cause = whatFailed(failure)
  later(answerAfter(chain, cause, run.call), (answer) => {
    if (!('error' in answer)) end(run, fallbackOf(answer, cause))
    else end(run, plain(Object.is(answer.error, cause) ? unanswered : answer))
  })
}

function abort<Value>(run: PolicyRun<Value>, reason: unknown): void {
  const attempt = run.attempt
  if (attempt && !attempt.isOver) {
    attempt.isOver = true
    run.plan.deadlines?.clear(attempt)
    abortAttempt(attempt, reason)
    note(run, attempt.permit, { error: reason })
  }
  tell(run)
  end(run, { kind: 'error', error: reason })
}

/** Strategies hear once what a call came to; `undefined` where it was aborted, or not made. */
function tell<Value>(run: PolicyRun<Value>, outcome?: CallOutcome, verdict: Verdict = 'ignored'): void {
  if (!run.plan.chain || !run.call || run.isTold) return
  run.isTold = true
  tellSettled(run.plan.chain, outcome, verdict, run.call)
}

function end<Value>(run: PolicyRun<Value>, outcome: Outcome<Value>): void {
  if (run.outcome) return
  run.outcome = outcome
  if (run.timer !== null) run.plan.clock.clearTimeout(run.timer)
  if (run.onAbort) run.signal?.removeEventListener('abort', run.onAbort)
  if (!run.reject) run.resolve?.(outcome as never)
  else if (outcome.kind === 'error') run.reject(outcome.error)
  else run.resolve?.(outcome.value as never)
}

/** Goes on at once where it can: a promise costs a turn. */
function later<Value>(value: Value | Promise<Value>, next: (value: Value) => void): void {
  if (value instanceof Promise) void value.then(next)
  else next(value)
}

function plain<Value>(outcome: CallOutcome<Value>): Outcome<Value> {
  return 'error' in outcome
    ? { kind: 'error', error: outcome.error }
    : { kind: 'result', value: outcome.result }
}

function fallbackOf<Value>({ value, by }: NamedAnswer, cause?: unknown): Outcome<Value> {
  return { kind: 'fallback', value: value as Value, by, cause }
}

/** What a failure looks like from outside: an error, or a result that counts as one. */
function whatFailed(failure: CallOutcome): unknown {
  return 'error' in failure ? failure.error : failure.result
}
