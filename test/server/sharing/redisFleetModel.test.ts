import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Happening } from './fleetInMemory.js'
import { FleetInMemory, SIZE } from './fleetInMemory.js'

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
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 10, 100, 300, 1000, 2100, 6000),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('way' as const),
        who,
        is: fc.constantFrom('good', 'good', 'wavering', 'slow', 'deaf', 'lossy', 'cut'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ what: fc.constantFrom('restart', 'alive', 'alive', 'hand', 'leave'), who }),
    },
    { weight: 1, arbitrary: fc.constant({ what: 'flush' as const }) },
  ),
  { minLength: 20, maxLength: 120, size: 'max' },
)

async function play(quorum: number, story: readonly Happening[]): Promise<FleetInMemory> {
  const fleet = new FleetInMemory(quorum)
  await fleet.begin()
  for (const happening of story) {
    await fleet.happens(happening)
    fleet.look()
  }
  return fleet
}

const RUNS = { numRuns: 50 }

describe('processes on one Redis, whatever becomes of their words,', () => {
  it.each([1, 2])(
    'let one of those that know of an open fleet find out, at quorum %i (Q23)',
    async (quorum) => {
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          const fleet = await play(quorum, story)
          fleet.end()
          expect(fleet.mostFindingOut).toBeLessThanOrEqual(1)
        }),
        RUNS,
      )
    },
  )

  it.each([
    ['are all closed when calls go well', 'succeed', 'closed'],
    ['are open, or finding out, when they fail', 'fail', 'open'],
  ] as const)('%s, as soon as all is calm', async (_, how, kind) => {
    await fc.assert(
      fc.asyncProperty(stories, fc.constantFrom(1, 3), async (story, quorum) => {
        const fleet = await play(quorum, story)
        await fleet.calm(how)
        const { kinds } = fleet
        fleet.end()
        const expected = Array(SIZE).fill(kind)
        expect(kinds.map((each) => (each === 'half-open' ? 'open' : each))).toEqual(expected)
        expect(fleet.isOpen).toBe(kind === 'open')
      }),
      RUNS,
    )
  })
})
