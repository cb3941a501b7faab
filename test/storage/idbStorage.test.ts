import { describe, expect, it } from 'vitest'
import { idbStorage } from '../../src/storage/idbStorage.js'

describe('idbStorage where there is no IndexedDB', () => {
  it('is made without a throw, and rejects when it is used (R19)', async () => {
    const storage = idbStorage()
    await expect(storage.get('status')).rejects.toThrow(ReferenceError)
    await expect(storage.set('status', 1)).rejects.toThrow(ReferenceError)
    await expect(storage.delete('status')).rejects.toThrow(ReferenceError)
  })
})
