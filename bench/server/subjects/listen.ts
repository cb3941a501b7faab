import { once } from 'node:events'
import type { Server } from 'node:http'

/** Resolves when `server` takes connections. */
export async function listen(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
