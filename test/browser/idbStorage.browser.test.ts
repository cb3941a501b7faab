import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idbStorage } from '../../src/storage/idbStorage.js'
import { createRecord } from '../../src/storage/record.js'
import { systemClock } from '../../src/time/clock.js'

const databaseName = 'idb-storage-test'
const open = IDBFactory.prototype.open
let opened: IDBDatabase[] = []

/** Every database that is opened from here on, to do to it what browsers do. */
function captureConnections() {
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args)
    request.addEventListener('success', () => opened.push(request.result))
    return request
  }
}

beforeEach(async () => {
  opened = []
  await deleteDatabase()
  captureConnections()
})

afterEach(async () => {
  IDBFactory.prototype.open = open
  for (const database of opened) database.close()
  await deleteDatabase()
})

describe('idbStorage', () => {
  it('opens nothing before it is used', async () => {
    idbStorage({ databaseName })
    await new Promise((resolve) => systemClock.setTimeout(() => resolve(undefined), 50))
    expect(opened).toHaveLength(0)
  })

  it('keeps values for the next page, and opens one connection for all of its calls', async () => {
    const storage = idbStorage({ databaseName })
    await Promise.all([storage.set('a', { one: [1] }), storage.set('b', 2)])
    expect(opened).toHaveLength(1)

    const nextPage = idbStorage({ databaseName })
    expect(await nextPage.get('a')).toEqual({ one: [1] })
    expect(await nextPage.get('none')).toBeUndefined()
    await nextPage.delete('a')
    expect(await storage.get('a')).toBeUndefined()
    expect(await storage.get('b')).toBe(2)
  })

  it('rejects where IndexedDB throws at once, and works once it no longer does (R19)', async () => {
    const storage = idbStorage({ databaseName })
    const working = IDBFactory.prototype.open
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    await expect(storage.get('a')).rejects.toThrow('insecure')
    await expect(storage.set('a', 1)).rejects.toThrow('insecure')
    await expect(storage.delete('a')).rejects.toThrow('insecure')
    IDBFactory.prototype.open = working
    await storage.set('a', 1)
    expect(await storage.get('a')).toBe(1)
  })

  it('opens again where the connection was closed without a word (R20)', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    opened[0]?.close()
    await storage.set('a', 2)
    expect(await storage.get('a')).toBe(2)
    expect(opened).toHaveLength(2)
  })

  it('opens once for calls that find the connection closed together', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    opened[0]?.close()
    expect(await Promise.all([storage.get('a'), storage.get('a'), storage.get('a')])).toEqual([1, 1, 1])
    expect(opened).toHaveLength(2)
  })

  it('opens again after a close that the browser tells of', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    opened[0]?.close()
    opened[0]?.dispatchEvent(new Event('close'))
    expect(await storage.get('a')).toBe(1)
    expect(opened).toHaveLength(2)
  })

  it('makes way for another tab that deletes the database, within a second, and starts anew (R21)', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    const started = systemClock.now()
    expect(await deleteDatabase()).toBe('deleted')
    expect(systemClock.now() - started).toBeLessThan(1000)
    expect(await storage.get('a')).toBeUndefined()
    await storage.set('a', 2)
    expect(await storage.get('a')).toBe(2)
  })

  it('rejects what cannot be cloned, and keeps what was there', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    await expect(storage.set('a', { callback: () => {} })).rejects.toMatchObject({ name: 'DataCloneError' })
    await expect(storage.set('a', new Response('ok'))).rejects.toMatchObject({ name: 'DataCloneError' })
    expect(await storage.get('a')).toBe(1)
  })

  it('rejects where the request succeeds and its transaction does not, as on a full disk', async () => {
    const storage = idbStorage({ databaseName })
    await storage.set('a', 1)
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...args) {
      const request = put.apply(this, args)
      request.onsuccess = () => this.transaction.abort()
      return request
    }
    const result = await storage.set('a', 2).then(
      () => 'kept',
      () => 'rejected',
    )
    IDBObjectStore.prototype.put = put
    expect([result, await storage.get('a')]).toEqual(['rejected', 1])
    await storage.set('a', 3)
    expect(await storage.get('a')).toBe(3)
  })

  it('rejects where the database holds something else', async () => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(databaseName, 1)
      request.onsuccess = () => resolve()
    })
    await expect(idbStorage({ databaseName }).get('a')).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  it("keeps its records out of idb-keyval's own database", async () => {
    await idbStorage({ databaseName }).set('a', 1)
    const databases = await indexedDB.databases()
    expect(databases.map(({ name }) => name)).toContain(databaseName)
    expect(databases.map(({ name }) => name)).not.toContain('keyval-store')
  })
})

describe('a record in IndexedDB', () => {
  const recordOf = (onMode: (mode: string) => void) =>
    createRecord<string>({
      storage: idbStorage({ databaseName }),
      key: 'status',
      version: 1,
      maxAge: 60_000,
      parse: (value) => (typeof value === 'string' ? value : null),
      clock: systemClock,
      onMode,
    })

  it('goes on in memory where the database never opens (R19)', async () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
    const modes: string[] = []
    const record = recordOf((mode) => modes.push(mode))
    const started = systemClock.now()
    expect(await record.load()).toBeNull()
    expect(systemClock.now() - started).toBeLessThan(1500)
    record.save('first')
    expect(await record.load()).toMatchObject({ data: 'first' })
    expect(modes).toEqual(['memory'])
  })

  it('is there after a reload', async () => {
    const modes: string[] = []
    recordOf((mode) => modes.push(mode)).save('first')
    const nextPage = recordOf((mode) => modes.push(mode))
    await expect.poll(() => nextPage.load()).toMatchObject({ data: 'first' })
    expect(modes).toEqual([])
  })
})

function deleteDatabase(): Promise<'deleted' | 'blocked'> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName)
    request.onsuccess = () => resolve('deleted')
    request.onblocked = () => resolve('blocked')
    request.onerror = () => reject(request.error)
  })
}
