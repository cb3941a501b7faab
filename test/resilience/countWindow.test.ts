import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countWindow } from '../../src/resilience/countWindow.js'
import { systemClock } from '../../src/time/clock.js'

const windowOf = (size: number) => countWindow(size)(systemClock)

/** Whether each call was bad, and how many are looked at. Sizes lie around those of a machine word too. */
const stories = fc.tuple(
  fc.oneof(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 30, max: 34 }),
    fc.integer({ min: 62, max: 66 }),
  ),
  fc.array(fc.boolean(), { maxLength: 200 }),
)

describe('a window of calls', () => {
  it('is empty at first, and knows how many it can hold', () => {
    expect(windowOf(7)).toMatchObject({ calls: 0, bad: 0, capacity: 7 })
  })

  it('is the last ones, and those among them that are bad', () => {
    fc.assert(
      fc.property(stories, ([size, calls]) => {
        const window = windowOf(size)
        calls.forEach((isBad, index) => {
          window.add(isBad)
          const last = calls.slice(0, index + 1).slice(-size)
          expect(window.calls).toBe(last.length)
          expect(window.bad).toBe(last.filter(Boolean).length)
        })
      }),
    )
  })

  it('is saved oldest first, and goes on from there (Q33)', () => {
    const window = windowOf(3)
    ;[true, false, true, true].forEach((isBad) => window.add(isBad))
    expect(window.save(0)).toEqual([0, 1, 1])
    fc.assert(
      fc.property(stories, fc.array(fc.boolean(), { maxLength: 80 }), ([size, calls], more) => {
        const [kept, restored] = [windowOf(size), windowOf(size)]
        calls.forEach((isBad) => kept.add(isBad))
        restored.load(JSON.parse(JSON.stringify(kept.save(0))) as number[], 0)
        expect(restored).toMatchObject({ calls: kept.calls, bad: kept.bad })
        for (const isBad of more) {
          kept.add(isBad)
          restored.add(isBad)
          expect(restored).toMatchObject({ calls: kept.calls, bad: kept.bad })
        }
      }),
    )
  })

  it('takes over the last of what a longer one has saved', () => {
    const window = windowOf(3)
    window.load([1, 1, 1, 1, 0, 1, 0], 0)
    expect(window.save(0)).toEqual([0, 1, 0])
  })

  it.each([[[1, 2]], [[0.5]], [[-1]], [[Number.NaN]]])(
    'takes over nothing that it could not have saved: %j',
    (numbers) => {
      const window = windowOf(3)
      window.load(numbers, 0)
      expect(window.calls).toBe(0)
    },
  )
})
