import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../../src/storage/memoryStorage.js'

describe('memoryStorage', () => {
  it('keeps values by key until they are deleted', async () => {
    const storage = memoryStorage()
    await storage.set('a', { one: 1 })
    await storage.set('b', 2)
    expect([await storage.get('a'), await storage.get('b'), await storage.get('c')]).toEqual([
      { one: 1 },
      2,
      undefined,
    ])
    await storage.delete('a')
    expect(await storage.get('a')).toBeUndefined()
    expect(await storage.get('b')).toBe(2)
  })

  it('is its own: two of them share nothing', async () => {
    const [one, other] = [memoryStorage(), memoryStorage()]
    await one.set('a', 1)
    expect(await other.get('a')).toBeUndefined()
  })
})
