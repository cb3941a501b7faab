import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { HOST, readSettings } from '../settings.js'
import { runPart } from './part.js'
import { relay } from './relay.js'

/** The API's pool, with room for connections that were given up and not closed yet. */
const MAX_CONNECTIONS = 20

// PostgreSQL in WebAssembly behind its wire protocol, so that the API talks to it as to any other.
runPart(async (delays) => {
  const { ports, dataDirectory } = readSettings()

  // PGlite has no lock of its own. Nobody opens the directory without having the port first; who calls while it opens waits.
  let ready: (innerPort: number) => void = () => {}
  const innerPort = new Promise<number>((resolvePort) => (ready = resolvePort))
  const front = createServer((client) => void relay(client, innerPort, delays, 'database'))
  await once(front.listen(ports.database, HOST), 'listening')

  await mkdir(dataDirectory, { recursive: true })
  const db = await PGlite.create(resolve(dataDirectory, 'database'))
  const inner = new PGLiteSocketServer({ db, host: HOST, port: 0, maxConnections: MAX_CONNECTIONS })
  await inner.start()
  ready(Number(new URL(`tcp://${inner.getServerConn()}`).port))
})
