import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { RecordOptions } from '../../src/storage/record.js'
import { createRecord, READ_DEADLINE, WRITE_DEADLINE } from '../../src/storage/record.js'
import type { StatusStorage } from '../../src/storage/storage.js'
import { FakeClock, settle } from '../../src/testing/fakeClock.js'
import type { HeldStorage } from './heldStorage.js'
import { heldStorage } from './heldStorage.js'

const HOUR = 3_600_000

describe('a record', () => {
  it('is there for the next page, with its age', async () => {
    const { clock, storage, record } = given()
    record.save('first')
    await clock.advance(5000)
    expect(await anotherPage({ storage, clock }).load()).toEqual({
      data: 'first',
      savedAt: clock.wallNow() - 5000,
    })
  })

  it('whose write or read a frozen page sleeps through is no failing one', async () => {
    const { clock, storage, modes, record } = given<HeldStorage>({ storage: heldStorage() })
    const reading = record.load()
    await clock.advance(100)
    await clock.sleep(60_000)
    await storage.release()
    expect(await reading).toBeNull()
    record.save('first')
    await clock.advance(100)
    await clock.sleep(60_000)
    await storage.release()
    expect(modes).toEqual([])
    expect(storage.content).toBe('first')
  })

  it('is nothing before anything was saved', async () => {
    expect(await given().record.load()).toBeNull()
  })

  it('counts at once, before storage has it', async () => {
    const { record } = given()
    record.save('first')
    record.save('second')
    expect(await record.load()).toMatchObject({ data: 'second' })
  })

  it('of another version is dropped (R22)', async () => {
    const { storage, clock, record } = given()
    record.save('first')
    await settle()
    expect(await anotherPage({ storage, clock, version: 2 }).load()).toBeNull()
  })

  it('is dropped once it is older than the greatest age (R22)', async () => {
    const { clock, storage, record } = given()
    record.save('first')
    await clock.advance(HOUR)
    expect(await anotherPage({ storage, clock }).load()).toMatchObject({ data: 'first' })
    await clock.advance(1)
    expect(await anotherPage({ storage, clock }).load()).toBeNull()
    expect(await record.load()).toBeNull()
  })

  it('from the future is dropped: the clock was moved back (R13)', async () => {
    const { clock, storage, record } = given()
    record.save('first')
    await settle()
    clock.setWallBy(-2 * HOUR)
    expect(await anotherPage({ storage, clock }).load()).toBeNull()
  })

  it('from a moment ahead is new, never of a negative age (R13)', async () => {
    const { clock, storage, record } = given()
    record.save('first')
    await settle()
    clock.setWallBy(-1000)
    expect(await anotherPage({ storage, clock }).load()).toEqual({ data: 'first', savedAt: clock.wallNow() })
  })

  it.each([
    null,
    42,
    'first',
    [],
    {},
    { version: 1 },
    { version: 1, savedAt: 'now', data: 'first' },
    { version: 1, savedAt: Number.NaN, data: 'first' },
    { version: '1', savedAt: Date.UTC(2026, 0), data: 'first' },
    { version: 1, savedAt: Date.UTC(2026, 0), data: { not: 'a text' } },
    { version: 1, savedAt: Date.UTC(2026, 0) },
  ])('that is garbage is dropped (R22): %j', async (stored) => {
    const { storage, record, modes } = given()
    await storage.set('status', stored)
    expect(await record.load()).toBeNull()
    expect(modes).toEqual([])
  })

  it('whose data makes `parse` throw is dropped (R22)', async () => {
    const { storage, clock, record } = given()
    record.save('first')
    await settle()
    const parse = () => {
      throw new TypeError('no such member')
    }
    expect(await anotherPage({ storage, clock, parse }).load()).toBeNull()
  })
})

describe('clearing', () => {
  it('leaves nothing, here and for the next page', async () => {
    const { storage, clock, record } = given()
    record.save('first')
    await record.clear()
    expect(await record.load()).toBeNull()
    expect(await storage.get('status')).toBeUndefined()
    expect(await anotherPage({ storage, clock }).load()).toBeNull()
  })

  it('is not undone by a write that was under way', async () => {
    const storage = heldStorage()
    const { record } = given({ storage })
    record.save('first')
    await settle()
    const cleared = record.clear()
    expect(await record.load()).toBeNull()
    await storage.release()
    await storage.release()
    await cleared
    expect(storage.log).toEqual(['set first', 'delete'])
    expect(storage.content).toBeUndefined()
  })

  it('is not undone by a write that was given up and lands long after', async () => {
    const storage = heldStorage()
    const { clock, record } = given({ storage })
    record.save('first')
    await settle()
    const cleared = record.clear()
    await clock.advance(2 * WRITE_DEADLINE)
    await cleared
    await storage.releaseLast()
    expect(storage.content).toBeUndefined()
    await storage.release()
    expect(storage.content).toBe('first')
    await settle()
    await storage.release()
    expect(storage.content).toBeUndefined()
    expect(storage.log).toEqual(['set first', 'delete', 'delete'])
  })

  it('is not undone by a read that was under way', async () => {
    const storage = heldStorage('first')
    const { record } = given({ storage })
    const loaded = record.load()
    await settle()
    const cleared = record.clear()
    await storage.release()
    expect(await loaded).toBeNull()
    await settle()
    await storage.release()
    await cleared
  })

  it('holds for this page even where storage refuses', async () => {
    const { record } = given({
      storage: { ...memoryStorage(), delete: () => Promise.reject(new Error('full')) },
    })
    record.save('first')
    await record.clear()
    expect(await record.load()).toBeNull()
  })
})

describe('writes', () => {
  it('are one at a time, and while one is under way only the newest waits (R23)', async () => {
    const storage = heldStorage()
    const { record } = given({ storage })
    for (const data of ['first', 'second', 'third', 'fourth']) record.save(data)
    await settle()
    record.save('fifth')
    expect(storage.log).toEqual(['set first'])
    await storage.release()
    await settle()
    await storage.release()
    await settle()
    expect(storage.log).toEqual(['set first', 'set fifth'])
    expect(storage.content).toBe('fifth')
  })

  it('leave no timer', async () => {
    const { clock, record } = given()
    record.save('first')
    await record.clear()
    await record.load()
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a storage that fails', () => {
  const broken: Record<string, StatusStorage> = {
    'rejects, as a full or blocked one': failingWith(() =>
      Promise.reject(new DOMException('full', 'QuotaExceededError')),
    ),
    'throws at once': failingWith(() => {
      throw new DOMException('blocked', 'SecurityError')
    }),
    'never answers': failingWith(() => new Promise(() => {})),
  }

  it.each(Object.entries(broken))('and %s means memory, told once (R19)', async (_, storage) => {
    const { clock, record, modes } = given({ storage })
    record.save('first')
    await clock.advance(WRITE_DEADLINE)
    record.save('second')
    await clock.advance(WRITE_DEADLINE)
    expect(await record.load()).toMatchObject({ data: 'second' })
    expect(modes).toEqual(['memory'])
    const cleared = record.clear()
    await clock.advance(WRITE_DEADLINE)
    await cleared
    expect(await record.load()).toBeNull()
    expect(modes).toEqual(['memory'])
    expect(clock.pendingTimers).toBe(0)
  })

  it.each(Object.entries(broken))(
    'and %s has nothing to load, and says so in time (R19)',
    async (_, storage) => {
      const { clock, record, modes } = given({ storage })
      const loaded = record.load()
      await clock.advance(READ_DEADLINE)
      expect(await loaded).toBeNull()
      expect(modes).toEqual(['memory'])
    },
  )

  it('and works again later is told of once more (R19)', async () => {
    const working = memoryStorage()
    let isFull = true
    const storage: StatusStorage = {
      ...working,
      set: (key, value) => (isFull ? Promise.reject(new Error('full')) : working.set(key, value)),
    }
    const { clock, record, modes } = given({ storage })
    record.save('first')
    await settle()
    isFull = false
    record.save('second')
    await settle()
    expect(modes).toEqual(['memory', 'persistent'])
    expect(await anotherPage({ storage, clock }).load()).toMatchObject({ data: 'second' })
  })

  it('and turns out to be only slow is told of once more', async () => {
    const storage = heldStorage()
    const { clock, record, modes } = given({ storage })
    record.save('first')
    await clock.advance(WRITE_DEADLINE)
    expect(modes).toEqual(['memory'])
    await storage.release()
    await settle()
    expect(modes).toEqual(['memory', 'persistent'])
  })
})

interface Given {
  readonly storage?: StatusStorage
}

function given<Storage extends StatusStorage = StatusStorage>({ storage = memoryStorage() }: Given = {}) {
  const clock = new FakeClock()
  const modes: string[] = []
  const record = anotherPage({ storage, clock, onMode: (mode) => modes.push(mode) })
  return { clock, storage: storage as Storage, modes, record }
}

/** The same record, opened by somebody who has no memory of it. */
function anotherPage(
  options: Pick<RecordOptions<string>, 'storage' | 'clock'> & Partial<RecordOptions<string>>,
) {
  return createRecord<string>({
    key: 'status',
    version: 1,
    maxAge: HOUR,
    parse: (value) => (typeof value === 'string' ? value : null),
    ...options,
  })
}

function failingWith(fail: () => Promise<never>): StatusStorage {
  return { get: fail, set: fail, delete: fail }
}
