import { del, get, set } from 'idb-keyval'
import { idbConnection } from './idbConnection.js'
import type { StatusStorage } from './storage.js'

/** Options of {@link idbStorage}. */
export interface IdbStorageOptions {
  /** The database that holds the records. @default 'react-api-status' */
  readonly databaseName?: string
}

/**
 * Records in IndexedDB, in a database of their own. Opens nothing before the first call.
 *
 * Blocked, full and missing storage, and values that can't be cloned, are rejections, never a throw. A connection that
 * was closed is opened again. An IndexedDB that never answers is left to whoever uses it, as with any storage:
 * {@link createRecord} waits only so long.
 */
export function idbStorage({ databaseName = 'react-api-status' }: IdbStorageOptions = {}): StatusStorage {
  const store = idbConnection(databaseName)
  return {
    get: (key) => get(key, store),
    set: (key, value) => set(key, value, store),
    delete: (key) => del(key, store),
  }
}
