import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Deadline } from '../../src/resilience/deadlines.js'
import { Deadlines } from '../../src/resilience/deadlines.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import type { Timer } from '../../src/time/clock.js'

const AFTER = 100

function trialDeadlines() {
  const clock = new FakeClock()
  const deadlines = new Deadlines(clock, AFTER)
  const expired: (readonly [string, number])[] = []
  const set = (name: string, also: () => void = () => {}) => {
    const deadline: Deadline = {
      dueAt: 0,
      earlier: null,
      later: null,
      expire() {
        expired.push([name, clock.now()])
        also()
      },
    }
    deadlines.set(deadline, clock.now())
    return deadline
  }
  return { clock, deadlines, expired, set }
}

describe('deadlines', () => {
  it('expire each in its time, and in the order in which they were set', async () => {
    const { clock, expired, set } = trialDeadlines()
    set('a')
    await clock.advance(30)
    set('b')
    set('c')
    await clock.advance(69)
    expect(expired).toEqual([])
    await clock.advance(1000)
    expect(expired).toEqual([
      ['a', 100],
      ['b', 130],
      ['c', 130],
    ])
  })

  it.each(['first', 'middle', 'last'])('that are met do not expire, be it the %s of three', async (met) => {
    const { clock, deadlines, expired, set } = trialDeadlines()
    const all = ['first', 'middle', 'last']
    const made = new Map(all.map((name) => [name, set(name)]))
    deadlines.clear(made.get(met)!)
    set('next')
    await clock.advance(AFTER)
    expect(expired.map(([name]) => name)).toEqual([...all.filter((name) => name !== met), 'next'])
  })

  it('have one timer, however many there are, and none when the last is met (Q16)', async () => {
    const { clock, deadlines, set } = trialDeadlines()
    expect(clock.pendingTimers).toBe(0)
    const made = ['a', 'b', 'c'].map((name) => set(name))
    expect(clock.pendingTimers).toBe(1)
    made.forEach((deadline) => deadlines.clear(deadline))
    expect(clock.pendingTimers).toBe(0)
    set('d')
    await clock.advance(AFTER)
    expect(clock.pendingTimers).toBe(0)
  })

  it('whose head was met expire in time all the same', async () => {
    const { clock, deadlines, expired, set } = trialDeadlines()
    const head = set('head')
    await clock.advance(40)
    set('next')
    deadlines.clear(head)
    await clock.advance(99)
    expect(expired).toEqual([])
    await clock.advance(1)
    expect(expired).toEqual([['next', 140]])
  })

  it('may be set again once they were met', async () => {
    const { clock, deadlines, expired, set } = trialDeadlines()
    const again = set('again')
    set('other')
    deadlines.clear(again)
    await clock.advance(50)
    deadlines.set(again, clock.now())
    await clock.advance(AFTER)
    expect(expired).toEqual([
      ['other', 100],
      ['again', 150],
    ])
  })

  it('all expire at once after a process has slept through them', async () => {
    const { clock, expired, set } = trialDeadlines()
    set('a')
    await clock.advance(50)
    set('b')
    await clock.sleep(500)
    expect(expired).toEqual([
      ['a', 550],
      ['b', 550],
    ])
  })

  it('that are set while another expires delay none of those before them', async () => {
    const { clock, expired, set } = trialDeadlines()
    set('a', () => void set('c'))
    await clock.advance(30)
    set('b')
    await clock.advance(1000)
    expect(expired).toEqual([
      ['a', 100],
      ['b', 130],
      ['c', 200],
    ])
  })

  it('that are set while the last one expires are kept', async () => {
    const { clock, expired, set } = trialDeadlines()
    set('a', () => void set('b'))
    await clock.advance(AFTER)
    expect(clock.pendingTimers).toBe(1)
    await clock.advance(AFTER)
    expect(expired).toEqual([
      ['a', 100],
      ['b', 200],
    ])
  })

  it('may meet each other while they expire', async () => {
    const { clock, deadlines, expired, set } = trialDeadlines()
    set('a', () => deadlines.clear(b))
    const b = set('b')
    set('c')
    await clock.advance(AFTER)
    expect(expired.map(([name]) => name)).toEqual(['a', 'c'])
  })

  it('may all be forgotten, also while one expires', async () => {
    const { clock, deadlines, expired, set } = trialDeadlines()
    set('a')
    deadlines.clearAll()
    expect(clock.pendingTimers).toBe(0)
    set('b', () => deadlines.clearAll())
    set('c')
    await clock.advance(10 * AFTER)
    expect(expired).toEqual([['b', 100]])
    set('d')
    await clock.advance(AFTER)
    expect(expired).toHaveLength(2)
  })

  it('let the process end while they wait (Q16)', () => {
    const unref = vi.fn()
    const clock = new FakeClock()
    const set = vi.spyOn(clock, 'setTimeout').mockReturnValue({ unref } as unknown as Timer)
    const deadline: Deadline = { dueAt: 0, earlier: null, later: null, expire() {} }
    new Deadlines(clock, AFTER).set(deadline, 0)
    expect(set).toHaveBeenCalledOnce()
    expect(unref).toHaveBeenCalledOnce()
  })

  it('are those of a timer for each', async () => {
    const steps = fc.array(
      fc.record({
        gap: fc.constantFrom(0, 0, 1, 30, 99, 100, 101),
        clears: fc.option(fc.nat(20), { nil: undefined }),
        setsAgain: fc.boolean(),
      }),
      { maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const { clock, deadlines, expired, set } = trialDeadlines()
        const naive: (readonly [string, number])[] = []
        const waiting = new Map<string, { readonly deadline: Deadline; readonly timer: Timer }>()
        const begin = (name: string, then: () => void) => {
          const timer = clock.setTimeout(() => naive.push([name, clock.now()]), AFTER)
          const deadline = set(name, () => {
            waiting.delete(name)
            then()
          })
          waiting.set(name, { deadline, timer })
        }
        for (const [index, { gap, clears, setsAgain }] of story.entries()) {
          await clock.advance(gap)
          begin(`${index}`, () => setsAgain && begin(`${index} again`, () => {}))
          const cleared = waiting.get(`${clears}`)
          if (!cleared) continue
          deadlines.clear(cleared.deadline)
          clock.clearTimeout(cleared.timer)
          waiting.delete(`${clears}`)
        }
        await clock.advance(3 * AFTER)
        expect(new Map(expired)).toEqual(new Map(naive))
        expect(expired).toHaveLength(naive.length)
        expect(clock.pendingTimers).toBe(0)
      }),
      { numRuns: 50 },
    )
  })
})
