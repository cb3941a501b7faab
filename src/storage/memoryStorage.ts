import type { StatusStorage } from './storage.js'

/** A storage that lasts as long as the object: for tests, servers, and where nothing may be kept. */
export function memoryStorage(): StatusStorage {
  const values = new Map<string, unknown>()
  return {
    get: async (key) => values.get(key),
    async set(key, value) {
      values.set(key, value)
    },
    async delete(key) {
      values.delete(key)
    },
  }
}
