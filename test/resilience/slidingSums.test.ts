import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SlidingSums } from '../../src/resilience/slidingSums.js'

const SIZE = 1000
const COLUMNS = 3

/** What happens: so long after the last time, in this column. Often at once, now and then after a long gap. */
const events = fc.array(
  fc.record({
    gap: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) },
      { weight: 12, arbitrary: fc.integer({ min: 95, max: 105 }) },
      { weight: 1, arbitrary: fc.constantFrom(SIZE - 1, SIZE, SIZE + 1, 10 * SIZE) },
    ),
    column: fc.integer({ min: 0, max: COLUMNS - 1 }),
    isExpired: fc.boolean(),
  }),
  { maxLength: 200 },
)

interface Bucket {
  readonly begunAt: number
  readonly sums: number[]
}

/** The same with a list of buckets that is gone through anew each time. */
function naiveSums() {
  let buckets: Bucket[] = []
  const expire = (now: number) => {
    buckets = buckets.filter(({ begunAt }) => now - begunAt < SIZE)
  }
  return {
    expire,
    add(now: number, column: number) {
      expire(now)
      let bucket = buckets.at(-1)
      if (!bucket || now - bucket.begunAt >= SIZE / 10) {
        bucket = { begunAt: now, sums: [0, 0, 0] }
        buckets.push(bucket)
      }
      bucket.sums[column]!++
    },
    totals: () =>
      [0, 1, 2].map((column) => buckets.map(({ sums }) => sums[column]!).reduce((sum, one) => sum + one, 0)),
  }
}

function totalsOf(sums: SlidingSums): number[] {
  return [0, 1, 2].map((column) => sums.total(column))
}

describe('sliding sums', () => {
  it('begin at nothing', () => {
    expect(totalsOf(new SlidingSums(SIZE, COLUMNS))).toEqual([0, 0, 0])
  })

  it('count each column for itself', () => {
    const sums = new SlidingSums(SIZE, COLUMNS)
    sums.add(0, 1)
    sums.add(0, 2)
    sums.add(5, 2)
    expect(totalsOf(sums)).toEqual([0, 1, 2])
  })

  it('let go of a bucket when its first event is as old as the window, and not before', () => {
    const sums = new SlidingSums(SIZE, COLUMNS)
    sums.add(50, 0)
    sums.add(149, 0)
    sums.add(150, 1)
    sums.expire(1049)
    expect(totalsOf(sums)).toEqual([2, 1, 0])
    sums.expire(1050)
    expect(totalsOf(sums)).toEqual([0, 1, 0])
    sums.expire(1150)
    expect(totalsOf(sums)).toEqual([0, 0, 0])
  })

  it('let go of what is too old when something is added', () => {
    const sums = new SlidingSums(SIZE, COLUMNS)
    sums.add(0, 0)
    sums.add(SIZE, 1)
    expect(totalsOf(sums)).toEqual([0, 1, 0])
  })

  it('have forgotten everything after any gap, and go on (Q7)', () => {
    const sums = new SlidingSums(SIZE, COLUMNS)
    for (let now = 0; now < 2 * SIZE; now += 7) sums.add(now, 0)
    sums.add(86_400_000, 1)
    expect(totalsOf(sums)).toEqual([0, 1, 0])
    sums.expire(2 * 86_400_000)
    sums.add(2 * 86_400_000, 2)
    expect(totalsOf(sums)).toEqual([0, 0, 1])
  })

  it('never count what is as old as the window, nor forget what is younger than nine tenths of it (Q7)', () => {
    fc.assert(
      fc.property(events, (story) => {
        const sums = new SlidingSums(SIZE, COLUMNS)
        const times: number[] = []
        let now = 0
        for (const { gap } of story) {
          now += gap
          sums.add(now, 0)
          times.push(now)
          expect(sums.total(0)).toBeLessThanOrEqual(times.filter((at) => now - at < SIZE).length)
          expect(sums.total(0)).toBeGreaterThanOrEqual(times.filter((at) => now - at <= 0.9 * SIZE).length)
        }
      }),
    )
  })

  it('are those of a list that is gone through anew each time', () => {
    fc.assert(
      fc.property(events, (story) => {
        const sums = new SlidingSums(SIZE, COLUMNS)
        const naive = naiveSums()
        let now = 0
        for (const { gap, column, isExpired } of story) {
          now += gap
          if (isExpired) {
            sums.expire(now)
            naive.expire(now)
          }
          expect(totalsOf(sums)).toEqual(naive.totals())
          sums.add(now, column)
          naive.add(now, column)
          expect(totalsOf(sums)).toEqual(naive.totals())
        }
      }),
    )
  })

  it('go on after a reload as if there had been none (Q33)', () => {
    fc.assert(
      fc.property(events, events, fc.integer({ min: 0, max: 2 * SIZE }), (earlier, later, away) => {
        const kept = new SlidingSums(SIZE, COLUMNS)
        let now = 0
        for (const { gap, column } of earlier) kept.add((now += gap), column)
        // Another page has another zero of time.
        const restored = new SlidingSums(SIZE, COLUMNS)
        const shift = 123_456
        restored.load(now + shift, JSON.parse(JSON.stringify(kept.save(now))) as number[])
        now += away
        kept.expire(now)
        restored.expire(now + shift)
        expect(totalsOf(restored)).toEqual(totalsOf(kept))
        for (const { gap, column } of later) {
          now += gap
          kept.add(now, column)
          restored.add(now + shift, column)
          expect(totalsOf(restored)).toEqual(totalsOf(kept))
        }
        expect(restored.save(now + shift)).toEqual(kept.save(now))
      }),
    )
  })

  it('save each bucket from the oldest: its age, and its sums; the room that is left, as what has just left', () => {
    const left = (buckets: number) => Array.from({ length: buckets }, () => [SIZE, 0, 0]).flat()
    const sums = new SlidingSums(SIZE, 2)
    expect(sums.save(0)).toEqual(left(10))
    sums.add(0, 0)
    sums.add(500, 1)
    sums.add(510, 1)
    sums.add(700, 0)
    expect(sums.save(900)).toEqual([...left(7), 900, 1, 0, 400, 0, 2, 200, 1, 0])
  })

  it('take the place of what was there when they are loaded', () => {
    const other = new SlidingSums(SIZE, COLUMNS)
    other.add(0, 1)
    const sums = new SlidingSums(SIZE, COLUMNS)
    for (let now = 0; now < SIZE; now += 30) sums.add(now, 0)
    sums.load(1500, other.save(50))
    expect(totalsOf(sums)).toEqual([0, 1, 0])
    sums.expire(1450 + SIZE - 1)
    expect(totalsOf(sums)).toEqual([0, 1, 0])
    sums.expire(1450 + SIZE)
    expect(totalsOf(sums)).toEqual([0, 0, 0])
  })

  it('hold their place in time when they are loaded: the next event may belong to their newest bucket', () => {
    const other = new SlidingSums(SIZE, 1)
    other.add(0, 0)
    const sums = new SlidingSums(SIZE, 1)
    sums.load(50, other.save(50))
    sums.add(99, 0)
    sums.expire(SIZE - 1)
    expect(sums.total(0)).toBe(2)
    sums.expire(SIZE)
    expect(sums.total(0)).toBe(0)
  })

  it.each([
    ['an age that is none', Number.NaN],
    ['a number below zero', -1],
    ['a number without end', Infinity],
    ['a number that is not exact any more', 2 ** 53],
    ['a word', '1'],
    ['nothing', null],
  ])('ignore %s among what they are to load, and all with it', (_, wrong) => {
    for (const index of [0, 1, 29]) {
      const sums = new SlidingSums(SIZE, 2)
      sums.add(0, 0)
      const saved = sums.save(0)
      sums.load(0, saved.with(index, wrong as number))
      expect([sums.total(0), sums.total(1)]).toEqual([1, 0])
    }
  })

  it('ignore what is too short or too long to be theirs, and take numbers up to the greatest exact one', () => {
    const saved = Array.from({ length: 20 }, () => 1)
    const sums = new SlidingSums(SIZE, 1)
    for (const wrong of [[], saved.slice(1), [...saved, 1], [...saved, ...saved]]) sums.load(0, wrong)
    expect(sums.total(0)).toBe(0)
    sums.load(0, saved)
    expect(sums.total(0)).toBe(10)
    sums.load(0, [...saved.slice(0, 18).fill(0), 0, Number.MAX_SAFE_INTEGER])
    expect(sums.total(0)).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('hold no more than their buckets when what they loaded lies closer together than it can', () => {
    const sums = new SlidingSums(SIZE, 1)
    sums.load(5000, Array.from({ length: 10 }, (_, index) => [10 - index, 1]).flat())
    sums.add(5200, 0)
    expect(sums.total(0)).toBe(10)
    sums.expire(4998 + SIZE)
    expect(sums.total(0)).toBe(2)
    sums.expire(5200 + SIZE)
    expect(sums.total(0)).toBe(0)
  })
})
