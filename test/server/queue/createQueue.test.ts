import { describe, expect, test, vi } from 'vitest'
import { createBreaker } from '../../../src/core.js'
import type { Claim, DeadLetter, Job, QueueOptions } from '../../../src/server.js'
import { createQueue, memoryQueueStore } from '../../../src/server.js'
import { FakeClock, settle } from '../../../src/testing/fakeClock.js'
import { gate, queueOnFakeClock } from './queueOnFakeClock.js'

const NOTHING = { waiting: 0, delayed: 0, active: 0, dead: 0, oldestMs: 0 }

describe('a job', () => {
  test('is done when its queue is started, with its data, key and attempt', async () => {
    const jobs: Job<{ to: string }>[] = []
    const { queue } = queueOnFakeClock<{ to: string }>((job) => void jobs.push(job))
    const added = await queue.add({ to: 'Zoë' }, { key: 'order-7' })
    await settle()
    expect(jobs).toEqual([])
    expect(await queue.counts()).toEqual({ ...NOTHING, waiting: 1 })

    queue.start()
    await settle()
    expect(jobs).toMatchObject([{ id: added.id, key: 'order-7', data: { to: 'Zoë' }, attempt: 1 }])
    expect(await queue.counts()).toEqual(NOTHING)
  })

  test('is done at once when it is added to a queue that runs', async () => {
    const keys: string[] = []
    const { queue } = queueOnFakeClock(({ key }) => void keys.push(key))
    queue.start()
    await settle()
    await queue.add(1, { key: 'a' })
    await settle()
    expect(keys).toEqual(['a'])
  })

  test('is another one each time, unless it has a key', async () => {
    const done: unknown[] = []
    const { queue } = queueOnFakeClock(({ data }) => void done.push(data))
    queue.start()
    const [one, other] = [await queue.add(1), await queue.add(1)]
    expect(one.key).not.toBe(other.key)
    const first = await queue.add(2, { key: 'a' })
    await settle()
    const again = await queue.add(2, { key: 'a' })
    await settle()
    expect(again).toEqual({ id: first.id, key: 'a', isDuplicate: true })
    expect(done).toEqual([1, 1, 2])
  })

  test('is refused under a key that names one with other data, and that one is done', async () => {
    const done: unknown[] = []
    const { queue } = queueOnFakeClock(({ data }) => void done.push(data))
    const { id } = await queue.add({ to: 'ann' }, { key: 'a' })
    const refused = { name: 'KeyReusedError', key: 'a', id }
    await expect(queue.add({ to: 'bob' }, { key: 'a' })).rejects.toMatchObject(refused)
    queue.start()
    await settle()
    await expect(queue.add({ to: 'bob' }, { key: 'a' })).rejects.toMatchObject(refused)
    expect(await queue.add({ to: 'ann' }, { key: 'a' })).toEqual({ id, key: 'a', isDuplicate: true })
    await settle()
    expect(done).toEqual([{ to: 'ann' }])
  })

  test('is kept alone of two that are added at once under one key with different data', async () => {
    const done: unknown[] = []
    const { queue } = queueOnFakeClock(({ data }) => void done.push(data))
    queue.start()
    const outcomes = await Promise.allSettled([
      queue.add('one', { key: 'a' }),
      queue.add('two', { key: 'a' }),
    ])
    await settle()
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { key: 'a', isDuplicate: false } },
      { status: 'rejected', reason: { name: 'KeyReusedError', key: 'a' } },
    ])
    expect(done).toEqual(['one'])
  })

  test('waits for its delay', async () => {
    const keys: string[] = []
    const { queue, clock } = queueOnFakeClock(({ key }) => void keys.push(key))
    queue.start()
    await queue.add(1, { key: 'a', delay: 60_000 })
    await clock.advance(59_999)
    expect(keys).toEqual([])
    expect(await queue.counts()).toMatchObject({ delayed: 1, oldestMs: 59_999 })
    await clock.advance(1)
    expect(keys).toEqual(['a'])
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([
    ['data that JSON has no word for', () => {}, {}],
    ['data that is too long', 'x'.repeat(262_143), {}],
    ['an empty key', 1, { key: '' }],
    ['a key that is not a text', 1, { key: 7 as unknown as string }],
    ['an empty order', 1, { orderBy: '' }],
    ['a delay that is none', 1, { delay: NaN }],
  ])('is refused with %s', async (_, data, options) => {
    const { queue } = queueOnFakeClock(undefined)
    await expect(queue.add(data, options)).rejects.toThrow(TypeError)
    expect(await queue.counts()).toEqual(NOTHING)
  })
})

describe('a job that fails', () => {
  test('is tried again after 1, 2, 4 s …, up to 12 h', async () => {
    const times: number[] = []
    const { queue, clock } = queueOnFakeClock(() => {
      times.push(clock.now())
      throw new Error('no')
    })
    queue.start()
    await queue.add(1)
    await clock.advance(300 * 3_600_000)
    const waits = times.slice(1).map((at, i) => at - times[i]!)
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect(Math.max(...waits)).toBe(12 * 3_600_000)
    expect(times).toHaveLength(25)
  })

  test('waits as long as its error asks for', async () => {
    const times: number[] = []
    const { queue, clock } = queueOnFakeClock(() => {
      times.push(clock.now())
      throw Object.assign(new Error('later'), { retryAfterMs: 90_000 })
    })
    queue.start()
    await queue.add(1)
    await clock.advance(90_000)
    expect(times).toEqual([0, 90_000])
  })

  test('is a dead letter after its last attempt: shown, told of once, retried as if new', async () => {
    const dead: DeadLetter<string>[] = []
    let works = false
    const attempts: number[] = []
    const { queue, clock, log } = queueOnFakeClock<string>(
      ({ attempt }) => {
        attempts.push(attempt)
        if (!works) throw new Error('550 no such user')
      },
      { maxAttempts: 3, onDead: (letter) => dead.push(letter) },
    )
    queue.start()
    const { id } = await queue.add('hello', { key: 'a' })
    await clock.advance(60_000)
    expect(attempts).toEqual([1, 2, 3])
    expect(await queue.counts()).toEqual({ ...NOTHING, dead: 1 })
    expect(await queue.deadLetters()).toEqual([
      { id, key: 'a', data: 'hello', attempts: 3, error: 'Error: 550 no such user', ...anyTimes },
    ])
    expect(dead).toMatchObject([{ id, key: 'a', data: 'hello', attempts: 3 }])
    expect(log).toEqual([expect.stringContaining('The job a of the queue emails was given up')])

    works = true
    expect(await queue.retry(id)).toBe(true)
    await settle()
    expect(attempts).toEqual([1, 2, 3, 1])
    expect(await queue.counts()).toEqual(NOTHING)
  })

  test('is a dead letter at once when its error is permanent', async () => {
    const { queue } = queueOnFakeClock(
      () => {
        throw Object.assign(new Error('no such user'), { responseCode: 550 })
      },
      { isPermanent: (error) => (error as { responseCode?: number }).responseCode === 550 },
    )
    queue.start()
    const { id } = await queue.add(1)
    await settle()
    expect(await queue.counts()).toMatchObject({ dead: 1 })
    expect(await queue.discard(id)).toBe(true)
    expect(await queue.counts()).toEqual(NOTHING)
  })

  test('is judged and told of by functions that answer at once: one that gives a promise harms nothing', async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const late = async () => {
      throw new Error('a mistake')
    }
    const { queue, clock, log } = queueOnFakeClock(
      () => {
        throw new Error('no')
      },
      { maxAttempts: 2, isPermanent: late as unknown as () => boolean, onDead: late },
    )
    queue.start()
    await queue.add(1)
    await settle()
    expect(await queue.counts()).toMatchObject({ delayed: 1, dead: 0 })
    expect(log).toEqual([expect.stringContaining('isPermanent of the queue emails')])
    await clock.advance(60_000)
    expect(await queue.counts()).toMatchObject({ dead: 1 })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(log.at(-1)).toBe('onDead of the queue emails threw.')
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('does not stop the others, whatever it throws and whatever throws beside it', async () => {
    const keys: string[] = []
    const throwing = () => {
      throw new Error('a mistake')
    }
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const { queue, clock } = queueOnFakeClock(
      ({ key, attempt }) => {
        if (key === 'bad' && attempt === 1) throw Object.create(null)
        keys.push(key)
      },
      { isPermanent: throwing, backoff: throwing, onDead: throwing },
    )
    queue.start()
    await queue.add(1, { key: 'bad' })
    await queue.add(1, { key: 'good' })
    await clock.advance(60_000)
    expect(keys).toEqual(['good', 'bad'])
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('holds back those that have the same order, and nobody else', async () => {
    const keys: string[] = []
    const { queue, clock } = queueOnFakeClock(({ key, attempt }) => {
      if (key === 'a1' && attempt === 1) throw new Error('no')
      keys.push(key)
    })
    queue.start()
    for (const key of ['a1', 'a2', 'b1', 'b2']) await queue.add(1, { key, orderBy: key[0]! })
    await settle()
    expect(keys).toEqual(['b1', 'b2'])
    await clock.advance(1000)
    expect(keys).toEqual(['b1', 'b2', 'a1', 'a2'])
  })
})

const anyTimes = { addedAt: expect.any(Number), diedAt: expect.any(Number) }

describe('a queue', () => {
  test('does as many jobs at once as it is told to', async () => {
    const gates = Array.from({ length: 10 }, gate)
    let running = 0
    let most = 0
    const { queue } = queueOnFakeClock<number>(
      async ({ data }) => {
        most = Math.max(most, ++running)
        await gates[data]!.opened
        running--
      },
      { concurrency: 3 },
    )
    queue.start()
    await Promise.all(gates.map((_, i) => queue.add(i)))
    await settle()
    expect(running).toBe(3)
    for (const { open } of gates) open()
    await settle()
    await settle()
    expect(most).toBe(3)
    expect(await queue.counts()).toEqual(NOTHING)
  })

  test('ends an attempt that takes too long, and tells it so', async () => {
    const reasons: unknown[] = []
    const { queue, clock } = queueOnFakeClock(
      ({ signal, attempt }) => {
        if (attempt > 1) return
        signal.addEventListener('abort', () => reasons.push(signal.reason))
        return new Promise(() => {})
      },
      { timeout: 5000 },
    )
    queue.start()
    await queue.add(1)
    await clock.advance(5000)
    expect(reasons).toMatchObject([{ name: 'DeadlineError' }])
    await clock.advance(1000)
    expect(await queue.counts()).toEqual(NOTHING)
  })

  test('keeps the lease of a job that takes longer than that', async () => {
    const { opened, open } = gate()
    let times = 0
    const clock = new FakeClock()
    const store = memoryQueueStore({ clock })
    const perform = () => {
      times++
      return opened
    }
    const one = queueOnFakeClock(perform, { store, lease: 9000, timeout: 600_000 }, clock).queue
    const other = queueOnFakeClock(perform, { store, lease: 9000, timeout: 600_000 }, clock).queue
    one.start()
    await one.add(1)
    await settle()
    other.start()
    await clock.advance(60_000)
    expect(times).toBe(1)
    open()
    await settle()
    expect(await one.counts()).toEqual(NOTHING)
  })

  test('aborts a job whose lease was lost, and leaves it to whoever has it', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    const reasons: Error[] = []
    const settled = vi.fn<() => void>()
    const store = {
      ...memory,
      renew: async () => false,
      complete: async () => (settled(), true),
      release: async () => (settled(), true),
    }
    const { queue } = queueOnFakeClock(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason)
            reject(signal.reason)
          })
        }),
      { store, lease: 9000 },
      clock,
    )
    queue.start()
    await queue.add(1)
    await clock.advance(3000)
    expect(reasons[0]?.message).toContain('lease')
    expect(settled).not.toHaveBeenCalled()
    await queue.close({ patience: 0 })
  })

  test('aborts a job when its lease is over, though the store hangs', async () => {
    const clock = new FakeClock()
    const store = { ...memoryQueueStore({ clock }), renew: () => new Promise<boolean>(() => {}) }
    const abortedAt: number[] = []
    const { queue } = queueOnFakeClock(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            abortedAt.push(clock.now())
            reject(signal.reason)
          })
        }),
      { store, lease: 3000 },
      clock,
    )
    queue.start()
    await queue.add(1)
    await clock.advance(2999)
    expect(abortedAt).toEqual([])
    await clock.advance(1)
    expect(abortedAt).toEqual([3000])
    void queue.close({ patience: 0 })
    await clock.advance(1000)
  })

  test('gives up a job that was interrupted too often, without beginning it', async () => {
    const clock = new FakeClock()
    const store = memoryQueueStore({ clock })
    const keys: string[] = []
    const { queue } = queueOnFakeClock(
      ({ key }) => void keys.push(key),
      { store, maxInterruptions: 3 },
      clock,
    )
    await queue.add(1, { key: 'bad', orderBy: 'a' })
    await queue.add(1, { key: 'behind', orderBy: 'a' })
    for (let life = 0; life < 3; life++) {
      await store.claim({ queue: 'emails', limit: 1, leaseMs: 1000 })
      await clock.advance(1000)
    }
    queue.start()
    await clock.advance(0)
    expect(keys).toEqual(['behind'])
    const [letter] = await queue.deadLetters()
    expect(letter).toMatchObject({ key: 'bad' })
    expect(letter!.error).toContain('3 times in a row')
    await queue.close()
  })

  test('begins alone with a job that was interrupted, and with several otherwise', async () => {
    const clock = new FakeClock()
    const store = memoryQueueStore({ clock })
    const { opened, open } = gate()
    const begun: string[] = []
    const { queue } = queueOnFakeClock(
      async ({ key }) => {
        begun.push(key)
        await opened
      },
      { store },
      clock,
    )
    for (const key of ['a', 'b', 'c']) await queue.add(1, { key })
    await store.claim({ queue: 'emails', limit: 1, leaseMs: 1000 })
    await clock.advance(1000)
    queue.start()
    await settle()
    expect(begun).toEqual(['a'])
    open()
    await settle()
    expect(begun).toEqual(['a', 'b', 'c'])
    await queue.close()
  })

  test('does what another queue of the same name and store has added, also to a store that tells nobody', async () => {
    const keys: string[] = []
    const { queue, store, clock } = queueOnFakeClock(({ key }) => void keys.push(key))
    const { queue: adder } = queueOnFakeClock(undefined, { store }, clock)
    const stop = queue.start()
    await settle()
    await adder.add(1, { key: 'a' })
    await settle()
    expect(keys).toEqual(['a'])
    stop()
    await adder.add(1, { key: 'b' })
    await settle()
    expect(keys).toEqual(['a'])
  })

  test('is started as often as it is stopped', async () => {
    const keys: string[] = []
    const { queue, clock } = queueOnFakeClock(({ key }) => void keys.push(key))
    const [stop, stopToo] = [queue.start(), queue.start()]
    stop()
    stop()
    await queue.add(1, { key: 'a' })
    await settle()
    stopToo()
    await queue.add(1, { key: 'b' })
    await queue.add(1, { key: 'c', delay: 1000 })
    await clock.advance(60_000)
    expect(keys).toEqual(['a'])
    expect(clock.pendingTimers).toBe(0)
    queue.start()
    await settle()
    expect(keys).toEqual(['a', 'b', 'c'])
  })

  test('that was stopped before it has told how a job ended claims no more', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    const { opened, open } = gate()
    let fails = 0
    const store = {
      ...memory,
      async complete(claim: Claim) {
        if (fails++ === 0) throw new Error('ECONNREFUSED')
        await opened
        return memory.complete(claim)
      },
    }
    const keys: string[] = []
    const { queue } = queueOnFakeClock(({ key }) => void keys.push(key), { store }, clock)
    const stop = queue.start()
    await queue.add(1, { key: 'a' })
    await settle()
    await queue.add(1, { key: 'b' })
    await settle()
    stop()
    open()
    await settle()
    expect(keys).toEqual(['a'])
    await queue.close()
  })

  test('that was given nothing to do only adds', async () => {
    const { queue } = queueOnFakeClock(undefined)
    expect(() => queue.start()).toThrow(/createQueue perform: expected a function/)
    await queue.add(1)
    expect(await queue.counts()).toMatchObject({ waiting: 1 })
    await queue.close()
  })

  test.each<[string, Partial<QueueOptions<unknown>>]>([
    ['name', { name: '' }],
    ['store', { store: {} as never }],
    ['perform', { perform: 'send' as never }],
    ['concurrency', { concurrency: 0 }],
    ['timeout', { timeout: -1 }],
    ['lease', { lease: Infinity }],
    ['backoff', { backoff: 1000 as never }],
    ['maxAttempts', { maxAttempts: 1.5 }],
    ['maxInterruptions', { maxInterruptions: 0 }],
    ['isPermanent', { isPermanent: true as never }],
    ['breaker', { breaker: {} as never }],
    ['breaker', { breaker: { execute: () => {} } as never }],
    ['maxBytes', { maxBytes: 0 }],
    ['onDead', { onDead: 1 as never }],
  ])('refuses a malformed %s at the door', (name, option) => {
    const options = { name: 'emails', store: memoryQueueStore(), ...option }
    expect(() => createQueue(options)).toThrow(new RegExp(`createQueue ${name}: expected`))
  })
})

describe('a queue that closes', () => {
  test('waits for what runs, and begins nothing more', async () => {
    const { opened, open } = gate()
    const keys: string[] = []
    const { queue, clock } = queueOnFakeClock(
      async ({ key }) => {
        await opened
        keys.push(key)
      },
      { concurrency: 1 },
    )
    queue.start()
    await queue.add(1, { key: 'a' })
    await queue.add(1, { key: 'b' })
    await settle()
    const closed = queue.close()
    await settle()
    open()
    await closed
    await settle()
    expect(keys).toEqual(['a'])
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0 })
    expect(clock.pendingTimers).toBe(0)
    await queue.close()
    queue.start()
    await settle()
    expect(keys).toEqual(['a'])
  })

  test('gives back, as if never begun, what runs on after its patience', async () => {
    const signals: AbortSignal[] = []
    const { queue, store, clock } = queueOnFakeClock(
      ({ signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
      { timeout: 600_000 },
    )
    queue.start()
    await queue.add(1)
    await settle()
    const closed = queue.close({ patience: 2000 })
    await clock.advance(1999)
    expect(signals[0]!.aborted).toBe(false)
    await clock.advance(1)
    expect(signals[0]!.aborted).toBe(true)
    await closed
    const [job] = await store.claim({ queue: 'emails', limit: 1, leaseMs: 1000 })
    expect(job).toMatchObject({ attempts: 0 })
    expect(clock.pendingTimers).toBe(0)
  })

  test('does not wait for a store that hangs', async () => {
    const clock = new FakeClock()
    const store = { ...memoryQueueStore({ clock }), complete: () => new Promise<boolean>(() => {}) }
    const { queue } = queueOnFakeClock(() => {}, { store }, clock)
    queue.start()
    await queue.add(1)
    await settle()
    let isClosed = false
    void queue.close({ patience: 2000 }).then(() => (isClosed = true))
    await clock.advance(3000)
    expect(isClosed).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a queue before a breaker', () => {
  const outage = (options: Partial<QueueOptions<number>> = {}) => {
    const clock = new FakeClock()
    const breaker = createBreaker({ name: 'smtp', clock, resetAfter: 10_000 })
    let works = false
    const attempts: number[] = []
    let running = 0
    const atOnce: number[] = []
    const made = queueOnFakeClock<number>(
      async ({ attempt }) => {
        attempts.push(attempt)
        atOnce.push(++running)
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
        running--
        if (!works) throw new Error('ECONNREFUSED')
      },
      { breaker, concurrency: 8, ...options },
      clock,
    )
    return { ...made, breaker, attempts, atOnce, repair: () => void (works = true) }
  }

  test('begins nothing while it is open, counts no attempt, and goes on by itself', async () => {
    const { queue, clock, breaker, attempts, repair } = outage({ concurrency: 1, backoff: () => 0 })
    queue.start()
    await queue.add(1)
    await clock.advance(300)
    expect(breaker.state.kind).toBe('open')
    expect(attempts).toEqual([1, 2, 3])
    await clock.advance(9000)
    expect(attempts).toHaveLength(3)
    repair()
    await clock.advance(2000)
    expect(breaker.state.kind).toBe('closed')
    expect(attempts).toEqual([1, 2, 3, 4])
    expect(await queue.counts()).toEqual(NOTHING)
    expect(clock.pendingTimers).toBe(0)
  })

  test('finds out with one job, and then does 2, 4, 8 at once', async () => {
    const { queue, clock, breaker, attempts, atOnce, repair } = outage()
    breaker.forceOpen()
    queue.start()
    for (let i = 0; i < 40; i++) await queue.add(i)
    await clock.advance(60_000)
    expect(attempts).toEqual([])
    repair()
    breaker.reset()
    await settle()
    const rounds: number[] = []
    for (let round = 0; round < 5; round++) {
      rounds.push(Math.max(...atOnce.splice(0)))
      await clock.advance(100)
    }
    expect(rounds).toEqual([1, 2, 4, 8, 8])
  })

  test('counts no attempt that a breaker within it refused', async () => {
    const clock = new FakeClock()
    const inner = createBreaker({ name: 'templates', clock })
    inner.forceOpen()
    const attempts: number[] = []
    const perform = ({ attempt }: Job<unknown>) => inner.execute(() => void attempts.push(attempt))
    const { queue } = queueOnFakeClock(perform, { maxAttempts: 1 }, clock)
    queue.start()
    await queue.add(1)
    await settle()
    expect(await queue.counts()).toMatchObject({ delayed: 1, dead: 0 })
    inner.reset()
    await clock.advance(600_000)
    expect(attempts).toEqual([1])
  })

  test('begins at once when it is closed by hand', async () => {
    const { queue, clock, breaker, attempts, repair } = outage()
    breaker.forceOpen()
    repair()
    queue.start()
    await queue.add(1)
    await settle()
    expect(attempts).toEqual([])
    breaker.forceClose()
    await settle()
    expect(attempts).toEqual([1])
    await clock.advance(100)
    await queue.close()
  })
})

describe('a store that fails', () => {
  test('for longer than the lease does not have what was done meanwhile done again', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    let works = true
    const orFail = <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) => {
      return async (...args: Args) => {
        if (!works) throw new Error('ECONNREFUSED')
        return method(...args)
      }
    }
    const store = {
      ...memory,
      claim: orFail(memory.claim),
      renew: orFail(memory.renew),
      complete: orFail(memory.complete),
    }
    let times = 0
    const { queue } = queueOnFakeClock(
      () => {
        times++
        works = false
      },
      { store, lease: 30_000 },
      clock,
    )
    queue.start()
    await queue.add(1)
    await clock.advance(90_000)
    works = true
    await clock.advance(60_000)
    expect(times).toBe(1)
    expect(await queue.counts()).toEqual(NOTHING)
    expect(clock.pendingTimers).toBe(0)
  })

  test('and is back for what is claimed before it hears how a job ended does not have that done again', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    let isDown = false
    let hears = true
    const unless = <Args extends unknown[], Result>(
      isDeaf: () => boolean,
      method: (...args: Args) => Promise<Result>,
    ) => {
      return async (...args: Args) => {
        if (isDeaf()) throw new Error('ECONNREFUSED')
        return method(...args)
      }
    }
    const store = {
      ...memory,
      claim: unless(() => isDown, memory.claim),
      renew: unless(() => !hears, memory.renew),
      complete: unless(() => !hears, memory.complete),
    }
    const keys: string[] = []
    const { queue, log } = queueOnFakeClock(
      ({ key }) => {
        keys.push(key)
        if (key === 'a') [isDown, hears] = [true, false]
      },
      { store, lease: 30_000 },
      clock,
    )
    queue.start()
    await queue.add(1, { key: 'a' })
    await clock.advance(60_000)
    isDown = false
    await clock.advance(20_000)
    hears = true
    await queue.add(1, { key: 'b' })
    await clock.advance(20_000)
    expect(keys).toEqual(['a', 'b'])
    expect(log.length).toBeLessThanOrEqual(2)
    expect(await queue.counts()).toEqual(NOTHING)
    expect(clock.pendingTimers).toBe(0)
  })

  test('only to say when more is due is told of once as well, and asked later and later', async () => {
    const clock = new FakeClock()
    let asked = 0
    const store = {
      ...memoryQueueStore({ clock }),
      dueIn: async () => {
        asked++
        throw new Error('ECONNREFUSED')
      },
    }
    const { queue, log } = queueOnFakeClock(() => {}, { store }, clock)
    queue.start()
    await clock.advance(60_000)
    expect(log).toHaveLength(1)
    expect(asked).toBeLessThan(30)
    await queue.close()
  })

  test('is told of once per outage, however many jobs end in it', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    let works = true
    const store = {
      ...memory,
      complete: async (claim: Claim) => {
        if (!works) throw new Error('ECONNREFUSED')
        return memory.complete(claim)
      },
    }
    const { queue, log } = queueOnFakeClock(() => {}, { store, concurrency: 100 }, clock)
    queue.start()
    for (const outages of [1, 2]) {
      works = false
      await Promise.all(Array.from({ length: 100 }, () => queue.add(1)))
      await clock.advance(10_000)
      expect(await queue.counts()).toMatchObject({ active: 100 })
      expect(log).toHaveLength(outages)
      works = true
      await clock.advance(10_000)
      expect(await queue.counts()).toEqual(NOTHING)
    }
    await queue.close()
  })

  test('is told of once, asked again later and later, and nothing is lost', async () => {
    const clock = new FakeClock()
    const memory = memoryQueueStore({ clock })
    let works = true
    let asked = 0
    const orFail = <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) => {
      return async (...args: Args) => {
        asked++
        if (!works) throw new Error('ECONNREFUSED')
        return method(...args)
      }
    }
    const store = {
      ...memory,
      add: orFail(memory.add),
      claim: orFail(memory.claim),
      complete: orFail(memory.complete),
    }
    const { opened, open } = gate()
    const keys: string[] = []
    const { queue, log } = queueOnFakeClock(
      async ({ key }) => {
        await opened
        keys.push(key)
      },
      { store },
      clock,
    )
    queue.start()
    await queue.add(1, { key: 'a' })
    await settle()
    works = false
    await expect(queue.add(1, { key: 'b' })).rejects.toThrow('ECONNREFUSED')
    open()
    await clock.advance(0)
    asked = 0
    await clock.advance(60_000)
    expect(asked).toBeLessThan(60)
    expect(log.length).toBeLessThanOrEqual(2)
    works = true
    await queue.add(1, { key: 'b' })
    await clock.advance(5000)
    expect(keys).toEqual(['a', 'b'])
    expect(await queue.counts()).toEqual(NOTHING)
    expect(clock.pendingTimers).toBe(0)
  })
})
