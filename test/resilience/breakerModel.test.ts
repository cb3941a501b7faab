import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyOf } from '../../src/resilience/anyOf.js'
import type { Breaker, BreakerOptions } from '../../src/resilience/breaker.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import type { Permit } from '../../src/resilience/permit.js'
import { restoreBreaker } from '../../src/resilience/restoreBreaker.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import type { NaiveCall, NaiveRules } from './naiveBreaker.js'
import { NaiveBreaker } from './naiveBreaker.js'

const settings: fc.Arbitrary<NaiveRules> = fc.record({
  inARow: fc.integer({ min: 1, max: 5 }),
  rate: fc.constantFrom(0.25, 0.5, 2 / 3, 1),
  size: fc.integer({ min: 1, max: 8 }),
  minimumCalls: fc.integer({ min: 1, max: 10 }),
  permitted: fc.integer({ min: 1, max: 4 }),
  failureRate: fc.constantFrom(undefined, 0.25, 0.5, 1),
  maxWait: fc.constantFrom(20, 100, 1000),
  resetMs: fc.constantFrom(
    () => 100,
    () => 0,
    (attempt: number) => Math.min(100 * 2 ** (attempt - 1), 400),
  ),
})

const CONTROLS = ['isolate', 'undo', 'forceOpen', 'forceClose', 'reset', 'restartWait', 'halfOpen'] as const

/** What may happen. A call is known by its number, from the latest. */
type Happening =
  | { readonly what: 'call' | (typeof CONTROLS)[number] }
  | { readonly what: 'succeed' | 'fail' | 'release'; readonly which: number }
  | { readonly what: 'wait'; readonly ms: number }

const stories: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ what: fc.constant('call' as const) }) },
    {
      weight: 8,
      arbitrary: fc.record({
        what: fc.constantFrom('succeed' as const, 'fail' as const, 'fail' as const, 'release' as const),
        which: fc.oneof(fc.constant(0), fc.nat(5)),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 10, 20, 99, 100, 101, 400),
      }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom(...CONTROLS) }) },
  ),
  { maxLength: 60 },
)

function optionsOf(rules: NaiveRules, clock: FakeClock): BreakerOptions {
  const { permitted, failureRate: share, maxWait, resetMs } = rules
  return {
    clock,
    tripAfter: anyOf(
      consecutiveFailures(rules.inARow),
      failureRate({ rate: rules.rate, window: countWindow(rules.size), minimumCalls: rules.minimumCalls }),
    ),
    resetAfter: ({ attempt }) => resetMs(attempt),
    halfOpen: { permitted, failureRate: share, maxWait },
  }
}

/** Plays a story to a breaker and to a naive one. */
class Comparison {
  readonly breaker: Breaker
  readonly clock = new FakeClock()
  readonly #naive: NaiveBreaker
  readonly #history: string[] = []
  readonly #calls: { readonly permit: Permit | null; readonly naive: NaiveCall | null }[] = []
  readonly #handles: (() => void)[] = []

  constructor(rules: NaiveRules, mode: 'enforcing' | 'metrics-only' = 'enforcing') {
    this.breaker = createBreaker({ ...optionsOf(rules, this.clock), mode })
    this.#naive = new NaiveBreaker(rules, mode === 'metrics-only')
    this.breaker.subscribe(({ kind }) => this.#history.push(kind))
  }

  /** What is to be seen of each after each step. */
  async play(
    story: readonly Happening[],
  ): Promise<{ readonly seen: unknown[]; readonly expected: unknown[] }> {
    const seen: unknown[] = []
    const expected: unknown[] = []
    for (const happening of story) {
      await this.#happens(happening)
      const { state, totals } = this.breaker.metrics()
      const admitted = this.#calls.map(({ permit }) => permit !== null)
      seen.push({ state, totals, history: [...this.#history], admitted })
      const { state: naiveState, totals: naiveTotals, history } = this.#naive
      const naivelyAdmitted = this.#calls.map(({ naive }) => naive !== null)
      expected.push({
        state: naiveState,
        totals: { ...naiveTotals },
        history: [...history],
        admitted: naivelyAdmitted,
      })
    }
    return { seen, expected }
  }

  async #happens(happening: Happening): Promise<void> {
    switch (happening.what) {
      case 'call':
        this.#calls.push({ permit: this.breaker.acquire(), naive: this.#naive.begin() })
        break
      case 'succeed':
      case 'fail':
      case 'release': {
        const call = this.#calls.at(-1 - happening.which)
        call?.permit?.[happening.what]()
        const verdict = { succeed: 'succeeded', fail: 'failed', release: 'ignored' } as const
        if (call?.naive) this.#naive.end(call.naive, verdict[happening.what])
        break
      }
      case 'wait':
        await this.clock.advance(happening.ms)
        this.#naive.now += happening.ms
        break
      case 'isolate':
        this.#handles.push(this.breaker.isolate())
        this.#naive.isolate()
        break
      case 'undo':
        this.#handles.pop()?.()
        this.#naive.release()
        break
      case 'forceOpen':
        this.breaker.forceOpen()
        this.#naive.force('forced-open')
        break
      case 'forceClose':
        this.breaker.forceClose()
        this.#naive.force('forced-closed')
        break
      default:
        this.breaker[happening.what]()
        this.#naive[happening.what]()
    }
  }
}

describe('a breaker', () => {
  it.each(['enforcing', 'metrics-only'] as const)(
    'that is %s does in any story what one would explain it to do (Q1, Q2, Q3, Q4, Q5, Q6, Q26, Q35, Q36)',
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(settings, stories, async (rules, story) => {
          const comparison = new Comparison(rules, mode)
          const { seen, expected } = await comparison.play(story)
          expect(seen).toEqual(expected)
          expect(comparison.clock.pendingTimers).toBe(0)
        }),
        { numRuns: 200 },
      )
    },
  )

  it('that is kept and restored is as it was, at any point of any story (Q33)', async () => {
    await fc.assert(
      fc.asyncProperty(settings, stories, fc.constantFrom(0, 50, 500), async (rules, story, awayMs) => {
        const comparison = new Comparison(rules)
        await comparison.play(story)
        const { breaker } = comparison
        fc.pre(breaker.state.kind !== 'isolated')
        const kept = breaker.toJSON()
        const clock = new FakeClock(kept.savedAt + awayMs)
        const restored = restoreBreaker(JSON.parse(JSON.stringify(kept)), optionsOf(rules, clock))
        const isCounting = breaker.state.kind === 'closed'
        const { window } = (isCounting ? breaker : createBreaker(optionsOf(rules, clock))).metrics()
        const waitMs =
          breaker.state.kind === 'open' ? breaker.state.until - comparison.clock.now() - awayMs : 0
        expect(restored.state.kind).toBe(breaker.state.kind)
        expect(restored.metrics().window).toEqual(window)
        expect(restored.retryAfterMs()).toBe(
          breaker.state.kind === 'forced-open' ? Infinity : Math.max(0, waitMs),
        )
      }),
    )
  })
})
