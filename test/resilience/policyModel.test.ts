import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Outcome } from '../../src/resilience/action.js'
import type { CallOutcome } from '../../src/resilience/callOutcome.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { policy } from '../../src/resilience/policy.js'
import type { RetryBudget } from '../../src/resilience/retryBudget.js'
import type { Clock } from '../../src/time/clock.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

/** What one attempt does; `hangs` until its timeout, if there is one. */
interface Ending {
  readonly kind: 'result' | 'busy result' | 'error' | 'not found' | 'ignored'
  readonly tookMs: number
  readonly retryAfterMs: number
}

interface Call {
  readonly endings: readonly Ending[]
  /** When the caller aborts, counted from the call. */
  readonly abortAfterMs: number
  /** How long after the one before it. */
  readonly pauseMs: number
}

interface Setting {
  readonly retries: number
  readonly backoffMs: number
  readonly maxDuration: number
  readonly budget: number
  readonly timeout: number
  readonly trip: number
  readonly breakMs: number
  readonly hasFallback: boolean
}

/** What can be seen of a call. */
interface Seen {
  readonly answer: string
  readonly endsAt: number
  readonly attempts: number
  readonly breaker: string
}

/** Nothing of the caller's falls on the same millisecond as something of the policy's. */
const HALF = 0.5

const ending: fc.Arbitrary<Ending> = fc.record({
  kind: fc.constantFrom('result', 'busy result', 'error', 'error', 'error', 'not found', 'ignored'),
  // Never as long as a timeout: it would be a matter of taste who was first.
  tookMs: fc.constantFrom(0, 3, 40, 90, 110, 900),
  retryAfterMs: fc.constantFrom(0, 0, 0, 70, 5000),
})

const call: fc.Arbitrary<Call> = fc.record({
  endings: fc.array(ending, { minLength: 1, maxLength: 5 }),
  abortAfterMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(Infinity) },
    fc.integer({ min: 0, max: 1500 }).map((ms) => ms + HALF),
  ),
  pauseMs: fc.constantFrom(1, 10, 400, 2000),
})

const setting: fc.Arbitrary<Setting> = fc.record({
  retries: fc.integer({ min: 0, max: 4 }),
  backoffMs: fc.constantFrom(0, 20, 300),
  maxDuration: fc.constantFrom(0, 300, 1000, 10_000),
  budget: fc.constantFrom(0, 1, 5, 1000),
  timeout: fc.constantFrom(50, 100, 1000),
  trip: fc.integer({ min: 1, max: 4 }),
  breakMs: fc.constantFrom(10, 200, 3000),
  hasFallback: fc.boolean(),
})

/**
 * The order fallback(retry(breaker(timeout(action)))) as naively as can be: one call after the other, arithmetic on the
 * time, and no timer, promise or signal at all.
 */
class Model {
  readonly #setting: Setting
  #now = 0
  #budgetLeft: number
  #failures = 0
  #breaker: { state: 'closed' | 'half-open' } | { state: 'open'; until: number } = { state: 'closed' }

  constructor(given: Setting) {
    this.#setting = given
    this.#budgetLeft = given.budget
  }

  run({ endings, abortAfterMs, pauseMs }: Call): Seen {
    this.#now += pauseMs
    const startedAt = this.#now
    const abortsAt = startedAt + abortAfterMs
    const { retries, backoffMs, maxDuration, timeout } = this.#setting
    let attempts = 0
    const seen = (answer: string): Seen => ({
      answer,
      endsAt: this.#now,
      attempts,
      breaker: this.#breaker.state,
    })
    const instead = (failure: string) => seen(this.#setting.hasFallback ? `fallback for ${failure}` : failure)
    const isInTime = (waitMs: number) => this.#now + waitMs - startedAt <= maxDuration
    /** Lets time pass, unless the caller aborts in it. */
    const passes = (ms: number) => {
      this.#now = Math.min(this.#now + ms, abortsAt)
      return this.#now < abortsAt
    }

    for (;;) {
      if (this.#breaker.state === 'open' && this.#now >= this.#breaker.until)
        this.#breaker = { state: 'half-open' }
      if (this.#breaker.state === 'open') {
        const waitMs = this.#breaker.until - this.#now
        if (retries === 0 || !isInTime(waitMs)) return instead('refused')
        if (!passes(waitMs)) return seen('aborted')
        continue
      }
      const end = endings[Math.min(attempts++, endings.length - 1)]!
      if (!passes(Math.min(end.tookMs, timeout))) return seen('aborted')
      const failure = end.tookMs > timeout ? 'timeout' : end.kind
      if (failure === 'ignored') return seen(failure)
      if (failure === 'result' || failure === 'not found') {
        this.#failures = 0
        this.#breaker = { state: 'closed' }
        return seen(failure)
      }
      const askedMs = failure === 'timeout' ? 0 : end.retryAfterMs
      this.#fail(askedMs)
      const waitMs = Math.max(backoffMs, askedMs)
      if (attempts > retries || !isInTime(waitMs)) return instead(failure)
      if (this.#budgetLeft === 0) {
        return this.#setting.hasFallback ? instead(failure) : seen(`no budget after ${failure}`)
      }
      this.#budgetLeft--
      if (!passes(waitMs)) return seen('aborted')
    }
  }

  #fail(askedMs: number): void {
    this.#failures++
    if (this.#breaker.state === 'half-open' || this.#failures >= this.#setting.trip) {
      this.#failures = 0
      this.#breaker = { state: 'open', until: this.#now + Math.max(this.#setting.breakMs, askedMs) }
    }
  }
}

/** What an action may end with, and what those who look on call it. */
class Ended extends Error {
  readonly kind: string
  readonly retryAfterMs: number

  constructor({ kind, retryAfterMs }: Ending) {
    super(kind)
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

/** The policy itself, seen the same way. */
class Subject {
  readonly clock = new FakeClock()
  readonly #breaker
  readonly #policy

  constructor({ retries, backoffMs, maxDuration, budget, timeout, trip, breakMs, hasFallback }: Setting) {
    const { clock } = this
    let left = budget
    const limited: RetryBudget = { called: () => {}, take: () => left-- > 0 }
    this.#breaker = createBreaker({
      clock,
      tripAfter: consecutiveFailures(trip),
      resetAfter: breakMs,
      isFailure: (outcome) => !['result', 'not found'].includes(kindOf(outcome)),
      isIgnored: (outcome) => kindOf(outcome) === 'ignored',
    })
    this.#policy = policy({
      clock,
      random: () => 0,
      retry: { retries, backoff: backoffMs, maxDuration, budget: limited },
      breaker: this.#breaker,
      timeout,
      fallback: hasFallback ? degradedResponse('degraded') : [],
    })
  }

  async run({ endings, abortAfterMs, pauseMs }: Call): Promise<Seen> {
    const { clock } = this
    await clock.advance(pauseMs)
    const aborts = new AbortController()
    if (abortAfterMs < Infinity) clock.setTimeout(() => aborts.abort(), abortAfterMs)
    let attempts = 0
    let seen: Seen | undefined
    const action = async ({ attempt }: { attempt: number }) => {
      attempts++
      expect(attempt).toBe(attempts)
      const end = endings[Math.min(attempts, endings.length) - 1]!
      if (end.tookMs > 0) await passed(clock, end.tookMs)
      const ended = new Ended(end)
      if (end.kind === 'result' || end.kind === 'busy result') return ended
      throw ended
    }
    void this.#policy.tryExecute(action, { signal: aborts.signal }).then((outcome) => {
      const answer = answerOf(outcome)
      seen = { answer, endsAt: clock.now(), attempts, breaker: this.#breaker.state.kind }
    })
    await clock.advance(0)
    // What is still under way then goes on, and must not matter to the calls to come.
    while (!seen && clock.nextTimerIn !== undefined) await clock.advance(clock.nextTimerIn)
    if (!seen) throw new Error('The call never ended.')
    return seen
  }
}

function passed(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimeout(resolve, ms))
}

function kindOf(outcome: CallOutcome): string {
  const what = 'error' in outcome ? outcome.error : outcome.result
  return what instanceof Ended ? what.kind : (what as Error).name
}

function answerOf(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'result':
      return nameOf(outcome.value)
    case 'fallback':
      return `fallback for ${nameOf(outcome.cause)}`
    default:
      return nameOf(outcome.error)
  }
}

function nameOf(what: unknown): string {
  if (what instanceof Ended) return what.kind
  const { name, cause } = what as Error
  if (name === 'RetryBudgetError') return `no budget after ${nameOf(cause)}`
  const names: Record<string, string> = {
    TimeoutError: 'timeout',
    AbortError: 'aborted',
    BreakerOpenError: 'refused',
  }
  return names[name] ?? String(what)
}

it('does what fallback(retry(breaker(timeout(action)))) does, to the millisecond (Q39)', async () => {
  await fc.assert(
    fc.asyncProperty(setting, fc.array(call, { minLength: 1, maxLength: 6 }), async (given, calls) => {
      const model = new Model(given)
      const subject = new Subject(given)
      for (const each of calls) expect(await subject.run(each)).toEqual(model.run(each))
    }),
    { numRuns: 300 },
  )
})
