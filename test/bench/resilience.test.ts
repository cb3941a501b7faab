import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bundleAll } from '../../bench/resilience/bundles.js'
import { bytesOf } from '../../bench/resilience/heap.js'
import { interleave } from '../../bench/resilience/interleave.js'
import * as ours from '../../bench/resilience/ours.js'
import type { Prepared } from '../../bench/resilience/prepare.js'
import { filled, fresh, opened } from '../../bench/resilience/prepare.js'
import {
  ANSWERING,
  FILLS,
  failingWith,
  KEPT,
  PASSING,
  REFUSING,
  SHARING,
} from '../../bench/resilience/rows.js'
import { added, median, ratio, share } from '../../bench/resilience/samples.js'
import { TIMEOUT } from '../../bench/resilience/settings.js'
import type { Subject } from '../../bench/resilience/subject.js'
import { idleTimersOf } from '../../bench/resilience/timers.js'
import type { Trial } from '../../bench/resilience/trial.js'
import { bursts, rejected, resolved, steady } from '../../bench/resilience/trial.js'
import type { Results } from '../../bench/resilience/verdicts.js'
import { isHeld, judge } from '../../bench/resilience/verdicts.js'
import { seededRandom } from '../../src/testing/seededRandom.js'

// Nothing is timed here: that takes `npm run bench:resilience` and a machine that does nothing else.

const call = ({ subject, instance, action }: Prepared) => Promise.resolve(subject.call(instance, action))
const dispose = ({ subject, instance }: Prepared) => subject.dispose?.(instance)

/** Everything that was prepared, so that nothing of it runs on. */
const prepared: Prepared[] = []
const keep = (one: Prepared) => {
  prepared.push(one)
  return one
}
afterEach(() => {
  prepared.splice(0).forEach(dispose)
})

describe('samples', () => {
  it('have a median that one odd round does not move', () => {
    expect(median([900, 1, 3])).toBe(3)
    expect(median([4, 1, 900, 2])).toBe(3)
  })

  it('are compared round by round, as a round is slow for all rows', () => {
    const bare = [10, 40, 10]
    const row = [20, 80, 25]
    const peer = [30, 120, 70]
    expect(ratio(row, bare)).toBe(2)
    expect(added(row, bare)).toBe(15)
    expect(share(row, peer, bare)).toBe(0.5)
  })

  it('come to no number where a row was not measured', () => {
    expect(median([])).toBeNaN()
    expect(share([], [1], [1])).toBeNaN()
    expect(ratio([1], [])).toBeNaN()
  })
})

describe('interleaving', () => {
  const play = async (seed: number, warmUp: number) => {
    const order: string[] = []
    const trials = ['a', 'b', 'c', 'd'].map((name): Trial => {
      const run = async () => order.push(name)
      return { name, run, dispose() {} }
    })
    const samples = await interleave(trials, { rounds: 5, warmUp, random: seededRandom(seed) })
    const rounds = Array.from({ length: 5 + warmUp }, (_, round) => order.slice(4 * round, 4 * round + 4))
    return { rounds, samples: [...samples.values()] }
  }

  it('runs every row once in each round, in an order of its own', async () => {
    const { rounds } = await play(1, 0)
    for (const round of rounds) expect(round.toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(1)
  })

  it('takes the same orders again with the same seed', async () => {
    expect(await play(2, 0)).toEqual(await play(2, 0))
  })

  it('leaves the rounds out in which the machine warms up', async () => {
    const { samples } = await play(1, 3)
    for (const row of samples) {
      expect(row).toHaveLength(5)
      expect(Math.min(...row)).toBeGreaterThan(3 * 4)
    }
  })
})

describe('a trial', () => {
  /** Writes down what is asked of it; its calls end as the action's do. */
  const recorder = () => {
    const log: string[] = []
    let instances = 0
    const subject: Subject = {
      name: 'recorder',
      make: () => ++instances,
      call: (instance, action) => {
        const ended = action()
        ended.then(
          () => log.push(`${String(instance)} well`),
          () => log.push(`${String(instance)} failed`),
        )
        return ended
      },
      dispose: (instance) => log.push(`${String(instance)} disposed`),
    }
    return { subject, log }
  }

  it('calls one instance through all rounds', async () => {
    const { subject, log } = recorder()
    const trial = steady(fresh(subject), 3, resolved)
    await trial.run()
    await trial.run()
    trial.dispose()
    expect(log).toEqual([...Array.from({ length: 6 }, () => '1 well'), '1 disposed'])
  })

  it('goes on after a call that ends in an error', async () => {
    const { subject, log } = recorder()
    const down = async () => Promise.reject(new Error('down'))
    await rejected(fresh(subject, down), 3)
    expect(log).toEqual(['1 failed', '1 failed', '1 failed'])
  })

  it('takes a fresh instance before failures make up a third of the calls in the window', async () => {
    const { subject, log } = recorder()
    await bursts(subject, 4, 5).run()
    const burst = (instance: number) => [
      ...Array.from({ length: 4 }, () => `${instance} well`),
      ...Array.from({ length: 2 }, () => `${instance} failed`),
      `${instance} disposed`,
    ]
    expect(log).toEqual([1, 2, 3].flatMap(burst))
  })

  it('gives the time of one call', async () => {
    const { subject } = recorder()
    const clock = async (_: Prepared, calls: number) => calls * 7
    expect(await steady(fresh(subject), 3, clock).run()).toBe(7)
  })
})

describe('every row has a name of its own', () => {
  it.each([
    ['closed', PASSING],
    ['sharing', SHARING],
    ['open', [...REFUSING, ...ANSWERING]],
    ['failing', failingWith(10)],
    ['kept', KEPT],
  ])('among those that are %s', (_, subjects) => {
    expect(new Set(subjects.map(({ name }) => name)).size).toBe(subjects.length)
  })
})

describe('a row', () => {
  it.each([...PASSING, ...SHARING.slice(2)])(
    'that is closed lets the call through: $name',
    async (subject) => {
      const action = vi.fn(async () => 1)
      const one = keep(fresh(subject, action))
      expect(await call(one)).toBe(1)
      expect(await call(one)).toBe(1)
      expect(action).toHaveBeenCalledTimes(2)
    },
  )

  it.each(REFUSING)('that is open refuses the call: $name', async (subject) => {
    const action = vi.fn(async () => Promise.reject(new Error('down')))
    const one = keep(await opened(subject, action))
    action.mockClear()
    await expect(call(one)).rejects.toThrow(/open/i)
    expect(action).not.toHaveBeenCalled()
  })

  it.each(ANSWERING)(
    'that is open and has a fallback answers in place of the call: $name',
    async (subject) => {
      const action = vi.fn(async () => Promise.reject(new Error('down')))
      const one = keep(await opened(subject, action))
      action.mockClear()
      expect(await call(one)).toBe(1)
      expect(action).not.toHaveBeenCalled()
    },
  )

  it.each(
    FILLS.filter((fill) => fill <= 1000).flatMap((fill) =>
      failingWith(fill).map((subject) => ({ fill, name: subject.name, subject })),
    ),
  )(
    'that fails stays closed for a burst with $fill calls in the window: $name',
    async ({ fill, subject }) => {
      const one = keep(await filled(subject, fill))
      const errors = await Array.from({ length: fill / 2 }).reduce<Promise<Set<unknown>>>(
        async (before) => (await before).add(await call(one).catch(String)),
        Promise.resolve(new Set()),
      )
      expect([...errors]).toEqual(['Error: The back end is down.'])
    },
  )

  it('with a full window of time stays closed too', async () => {
    const one = keep(fresh(ours.timeFull))
    expect(await call(one)).toBe(1)
  })
})

describe('a row with a timeout', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(PASSING.filter(({ name }) => name.endsWith('timeout') && !name.endsWith('no timeout')))(
    'gives up a call that hangs: $name',
    async (subject) => {
      vi.useFakeTimers()
      const hang = vi.fn(
        (context?: { readonly signal: AbortSignal }) =>
          new Promise<never>((_, reject) => {
            context?.signal.addEventListener('abort', () => reject(new Error('aborted')))
          }),
      )
      const ended = vi.fn()
      const one = keep(fresh(subject, hang))
      call(one).then(ended, ended)
      await vi.advanceTimersByTimeAsync(TIMEOUT - 1)
      expect(ended).not.toHaveBeenCalled()
      expect(hang).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(10 * TIMEOUT)
      expect(ended).toHaveBeenCalledTimes(1)
      const isRetried = subject.name.includes('retry')
      expect(hang.mock.calls.length > 1).toBe(isRetried)
    },
  )
})

describe('idle timers', () => {
  const ticking: Subject<NodeJS.Timeout> = {
    name: 'ticking',
    make: () => setInterval(() => {}, TIMEOUT),
    call: (_, action) => action(),
    dispose: clearInterval,
  }

  it('are counted, whether or not they keep the process alive', async () => {
    expect(await idleTimersOf(ticking)).toEqual({ running: 1, held: 1 })
    const unheld = { ...ticking, make: () => ticking.make(async () => 1).unref() }
    expect(await idleTimersOf(unheld)).toEqual({ running: 1, held: 0 })
  })

  it('do not include one that was cleared', async () => {
    const cleared: Subject<NodeJS.Timeout> = {
      ...ticking,
      call(timer, action) {
        clearInterval(timer)
        return action()
      },
    }
    expect(await idleTimersOf(cleared)).toEqual({ running: 0, held: 0 })
  })
})

describe('bytes', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  const holder = (size: number): Subject => ({
    name: 'holder',
    make: () => Array.from({ length: size }, (_, at) => at + 0.5),
    call: (_, action) => action(),
  })

  it.each([10, 500])('are those that an instance holds on to: %i numbers', async (size) => {
    setFlagsFromString('--expose-gc')
    vi.stubGlobal('gc', runInNewContext('gc'))
    const bytes = await bytesOf(holder(size))
    expect(bytes).toBeGreaterThan(8 * size)
    // And its head, and as much room again as an array may keep to grow into.
    expect(bytes).toBeLessThan(2 * 8 * size + 100)
  })

  it('are only counted where garbage can be collected first', async () => {
    await expect(bytesOf(ours.consecutive)).rejects.toThrow('--expose-gc')
  })
})

describe('bundles', () => {
  it('hold the more the more is imported', async () => {
    const sizes = new Map((await bundleAll()).map(({ name, gzipped }) => [name, gzipped]))
    const size = (name: string) => sizes.get(name) ?? Number.NaN
    expect(size('ours breaker')).toBeLessThan(size('ours breaker, retry, timeout, fallback'))
    expect(size('cockatiel breaker')).toBeLessThan(size('cockatiel breaker, retry, timeout, fallback'))
    expect(size('cockatiel breaker, retry, timeout, fallback')).toBeLessThan(size('cockatiel all'))
    expect(size('opossum all')).toBeGreaterThan(0)
  })
})

describe('verdicts', () => {
  /** Where ours adds so much, cockatiel 100 and opossum 400 to a bare call of 10. */
  const measured = (oursAdd: number, bytes = 500, running = 0): Results => {
    const rows = (subjects: readonly Subject[]) =>
      new Map(
        subjects.map(({ name }) => {
          const adds = { ours: oursAdd, cockatiel: 100, opossum: 400 }[name.split(' ')[0] ?? ''] ?? 0
          return [name, [10 + adds, 10 + adds, 10 + adds]] as const
        }),
      )
    return {
      tables: {
        closed: rows(PASSING),
        sharing: rows(SHARING),
        open: new Map([...rows(PASSING.slice(0, 1)), ...rows(REFUSING), ...rows(ANSWERING)]),
        failing: new Map(FILLS.map((fill) => [fill, rows(failingWith(fill))])),
      },
      heap: new Map([...KEPT, ours.timeFull].map(({ name }) => [name, bytes])),
      timers: new Map(KEPT.map(({ name }) => [name, { running, held: 0 }])),
    }
  }
  const missed = (results: Results) =>
    judge(results)
      .filter((verdict) => !isHeld(verdict))
      .map(({ name }) => name)

  it('are all held by breakers that add almost nothing', () => {
    expect(missed(measured(1))).toEqual([])
  })

  it('are held at their limit, and not beyond', () => {
    const verdict = { name: 'bytes', limit: 600 }
    expect(isHeld({ ...verdict, value: 600 })).toBe(true)
    expect(isHeld({ ...verdict, value: 600.1 })).toBe(false)
  })

  it('are not held by what was not measured', () => {
    const { tables } = measured(1)
    expect(missed({ tables, heap: new Map(), timers: new Map() })).toHaveLength(5)
    const rows = new Map()
    const nothing = {
      tables: { closed: rows, sharing: rows, open: rows, failing: rows },
      heap: new Map(),
      timers: new Map(),
    }
    expect(missed(nothing)).toHaveLength(judge(nothing).length)
  })

  it.each([
    [3, []],
    [3.1, ['retry + breaker + timeout']],
    [35.1, ['retry + breaker + timeout', 'consecutive', 'count window']],
    [40, ['retry + breaker + timeout', 'consecutive', 'count window']],
    [40.1, ['retry + breaker + timeout', 'consecutive', 'count window', 'fallback', 'degraded response']],
  ])('miss, with %f ns added to a call of 10 where cockatiel adds 100: %j', (adds, kinds) => {
    const names = missed(measured(adds))
    expect(names).toHaveLength(kinds.length)
    for (const kind of kinds) expect(names.some((name) => name.includes(kind))).toBe(true)
  })

  it('hold a call that fails to its own limit, at every fill', () => {
    expect(missed(measured(110)).filter((name) => name.includes('failing'))).toEqual([])
    expect(missed(measured(111)).filter((name) => name.includes('failing'))).toHaveLength(3 * FILLS.length)
  })

  it('want each row of ours to be faster than its like in opossum', () => {
    const { tables, ...others } = measured(1)
    const slow = new Map(tables.closed).set('ours slow calls', [411, 411, 411])
    expect(missed({ ...others, tables: { ...tables, closed: slow } })).toEqual([
      expect.stringContaining('opossum'),
    ])
  })

  it('want sharing to cost next to nothing', () => {
    const { tables, ...others } = measured(1)
    const slow = new Map(tables.sharing).set('ours consecutive, shared', [11.06, 11.06, 11.06])
    expect(missed({ ...others, tables: { ...tables, sharing: slow } })).toEqual([
      expect.stringContaining('shared'),
    ])
  })

  it('want few bytes, more of them with a window of time, and no timer', () => {
    expect(missed(measured(1, 601))).toHaveLength(2)
    expect(missed(measured(1, 1201))).toHaveLength(4)
    expect(missed(measured(1, 500, 0.01))).toEqual([expect.stringContaining('timers')])
  })
})
