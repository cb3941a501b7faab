import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consecutiveFailures } from '../../../src/resilience/consecutiveFailures.js'
import type { Permit } from '../../../src/resilience/permit.js'
import type { BreakerStore, FleetState } from '../../../src/resilience/sharing/breakerStore.js'
import { memoryBreakerStore } from '../../../src/resilience/sharing/memoryBreakerStore.js'
import type { SharedBreaker } from '../../../src/resilience/sharing/sharedBreaker.js'
import { sharedBreaker } from '../../../src/resilience/sharing/sharedBreaker.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { FlakyStore } from './flakyStore.js'

const SIZE = 5
const RESET = 100
const TRIPS_AT = 2

/** What may happen; `who` is one of the fleet. */
type Happening =
  | { readonly what: 'call' | 'lose' | 'comeBack' | 'restart' | 'halfOpen' | 'reset'; readonly who: number }
  | { readonly what: 'end'; readonly who: number; readonly how: 'succeed' | 'fail' | 'release' }
  | { readonly what: 'wait'; readonly ms: number }

const who = fc.nat(SIZE - 1)
const stories: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ what: fc.constant('call' as const), who }) },
    {
      weight: 10,
      arbitrary: fc.record({
        what: fc.constant('end' as const),
        who,
        how: fc.constantFrom('succeed' as const, 'fail' as const, 'fail' as const, 'release' as const),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 50, 100, 1000, 40_000),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constantFrom('lose', 'comeBack', 'comeBack', 'restart', 'halfOpen', 'reset'),
        who,
      }),
    },
  ),
  { maxLength: 80 },
)

/** Five breakers, and somebody who only looks on. */
class Fleet {
  readonly clock = new FakeClock()
  readonly breakers: SharedBreaker[] = []
  /** What the one who looks on has heard. */
  readonly heard: FleetState[] = []
  /** How many were not closed when the fleet was last told to be open. */
  readonly openers: number[] = []
  readonly store: BreakerStore
  readonly #ways: FlakyStore[] = []
  readonly #calls: Permit[][] = Array.from({ length: SIZE }, () => [])
  readonly #quorum: number

  constructor(quorum: number) {
    this.#quorum = quorum
    this.store = memoryBreakerStore({ clock: this.clock })
    const nothing = () => {}
    this.store.join('payments', quorum, {
      onFleet: (state) => {
        const last = this.heard.at(-1)
        if (state.kind === 'open' && last?.kind === 'closed') this.openers.push(this.#notClosed())
        this.heard.push(state)
      },
      onConnected: nothing,
      onTrial: nothing,
      onTrialWanted: nothing,
      onTrialLost: nothing,
    })
    for (let index = 0; index < SIZE; index++) this.#make(index)
  }

  get isOpen(): boolean {
    return this.heard.at(-1)?.kind === 'open'
  }

  /** Of those that have the store: how many find out. */
  get findingOut(): number {
    return this.breakers.filter(
      ({ state }, index) => state.kind === 'half-open' && this.#ways[index]!.seats[0]!.isConnected,
    ).length
  }

  async happens(happening: Happening): Promise<void> {
    if (happening.what === 'wait') return this.clock.advance(happening.ms)
    const breaker = this.breakers[happening.who]!
    switch (happening.what) {
      case 'call': {
        const permit = breaker.acquire()
        if (permit) this.#calls[happening.who]!.push(permit)
        break
      }
      case 'end':
        this.#calls[happening.who]!.shift()?.[happening.how]()
        break
      case 'lose':
      case 'comeBack':
        this.#ways[happening.who]![happening.what]()
        break
      case 'restart':
        breaker.leave()
        this.#calls[happening.who] = []
        this.#make(happening.who)
        break
      default:
        breaker[happening.what]()
    }
    await this.clock.advance(0)
  }

  /** All is calm: the store is there, and each has a call now and then, which ends like that. */
  async calm(how: 'succeed' | 'fail'): Promise<void> {
    this.#calls.forEach((calls) => calls.splice(0).forEach((permit) => permit.release()))
    for (const way of this.#ways) way.comeBack()
    for (let call = 0; call < 6 * SIZE; call++) {
      await this.clock.advance(5000)
      this.breakers[call % SIZE]!.acquire()?.[how]()
    }
    await this.clock.advance(0)
  }

  end(): void {
    for (const breaker of this.breakers) breaker.leave()
  }

  #notClosed(): number {
    return this.breakers.filter(({ state }) => state.kind !== 'closed').length
  }

  #make(index: number): void {
    const store = new FlakyStore(this.store)
    this.#ways[index] = store
    this.breakers[index] = sharedBreaker({
      name: 'payments',
      store,
      quorum: this.#quorum,
      clock: this.clock,
      tripAfter: consecutiveFailures(TRIPS_AT),
      resetAfter: ({ attempt }) => Math.min(RESET * attempt, 4 * RESET),
    })
  }
}

/** Plays a story to a fleet, which is looked at after each step. */
async function play(
  quorum: number,
  story: readonly Happening[],
): Promise<{ readonly fleet: Fleet; readonly mostFindingOut: number }> {
  const fleet = new Fleet(quorum)
  await fleet.clock.advance(0)
  let mostFindingOut = 0
  for (const happening of story) {
    await fleet.happens(happening)
    if (fleet.isOpen) mostFindingOut = Math.max(mostFindingOut, fleet.findingOut)
  }
  return { fleet, mostFindingOut }
}

const RUNS = { numRuns: 100 }

describe('five breakers, whatever happens to them,', () => {
  it.each([1, 2, 3])(
    'let one find out at the most while all are open, open all at %i and no less, and never go back (Q22) (Q23)',
    async (quorum) => {
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          const { fleet, mostFindingOut } = await play(quorum, story)
          fleet.end()
          expect(mostFindingOut).toBeLessThanOrEqual(1)
          expect(Math.min(SIZE, ...fleet.openers)).toBeGreaterThanOrEqual(quorum)
          const epochs = fleet.heard.map(({ epoch }) => epoch)
          expect(epochs).toEqual(epochs.map((_, index) => index))
        }),
        RUNS,
      )
    },
  )

  it.each([
    ['are all closed when calls go well', 'succeed', true],
    ['are all open, or finding out, when they fail', 'fail', false],
  ] as const)('%s, as soon as all is calm', async (_, how, isClosed) => {
    await fc.assert(
      fc.asyncProperty(stories, fc.constantFrom(1, 3), async (story, quorum) => {
        const { fleet } = await play(quorum, story)
        await fleet.calm(how)
        const areClosed = fleet.breakers.map(({ state }) => state.kind === 'closed')
        fleet.end()
        expect(areClosed).toEqual(Array(SIZE).fill(isClosed))
        expect(fleet.isOpen).toBe(!isClosed)
      }),
      RUNS,
    )
  })
})
