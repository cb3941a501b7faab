import type { UseStore } from 'idb-keyval'
import { promisifyRequest } from 'idb-keyval'

const STORE = 'records'

/**
 * A way for idb-keyval to use a database of our own that outlives what happens to its connection: idb-keyval's own
 * stays in the way of another tab that deletes the database, and fails for good once a connection was closed without
 * an event (https://github.com/jakearchibald/idb-keyval/pull/175), as iOS does in the background.
 *
 * Nothing is opened before the first use. Every failure is a rejection, also where there is no IndexedDB.
 */
export function idbConnection(databaseName: string): UseStore {
  let connection: Promise<IDBDatabase> | null = null

  const objectStore = async (mode: IDBTransactionMode, canRetry: boolean): Promise<IDBObjectStore> => {
    const opening = (connection ??= openDatabase(databaseName))
    try {
      return (await opening).transaction(STORE, mode).objectStore(STORE)
    } catch (error) {
      // It never opened, or was closed since. Its successor, which another call may have opened by now, stays.
      if (connection === opening) connection = null
      if (canRetry) return objectStore(mode, false)
      throw error
    }
  }

  return async (mode, callback) => callback(await objectStore(mode, true))
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  // Throws at once where storage is blocked, which the async function makes a rejection.
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  const database = await promisifyRequest(request)
  // Another tab deletes or upgrades the database: it waits until every connection is closed.
  database.onversionchange = () => database.close()
  return database
}
