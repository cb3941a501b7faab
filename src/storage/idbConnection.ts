import type { UseStore } from 'idb-keyval'

const STORE = 'records'

/**
 * A way for idb-keyval to use a database of our own that outlives what happens to its connection: idb-keyval's own
 * stays in the way of another tab that deletes the database, and fails for good once a connection was closed without
 * an event (https://github.com/jakearchibald/idb-keyval/pull/175).
 *
 * Nothing is opened before the first use. Every failure is a rejection, also where there is no IndexedDB.
 */
export function idbConnection(databaseName: string): UseStore {
  let connection: Promise<IDBDatabase> | null = null

  const connect = (): Promise<IDBDatabase> => {
    if (connection) return connection
    const opening = openDatabase(databaseName, () => forget(opening))
    connection = opening
    opening.catch(() => forget(opening))
    return opening
  }
  // One that was forgotten already must not take its successor with it.
  const forget = (gone: Promise<IDBDatabase>) => {
    if (connection === gone) connection = null
  }

  const objectStore = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    const opening = connect()
    try {
      return (await opening).transaction(STORE, mode).objectStore(STORE)
    } catch (error) {
      if (!isClosedConnection(error)) throw error
      forget(opening)
      return (await connect()).transaction(STORE, mode).objectStore(STORE)
    }
  }

  return async (mode, callback) => callback(await objectStore(mode))
}

async function openDatabase(name: string, onGone: () => void): Promise<IDBDatabase> {
  // Throws at once where storage is blocked, which the async function makes a rejection.
  const request = indexedDB.open(name, 1)
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      // Another tab deletes or upgrades the database: it waits until every connection is closed.
      database.onversionchange = () => {
        database.close()
        onGone()
      }
      resolve(database)
    }
  })
}

/** Not every browser tells of a connection that it closed (iOS in the background): its next use does. */
function isClosedConnection(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}
