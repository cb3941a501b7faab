import { REDIS, REDIS_SERVER } from '../../run/engines.js'
import type { EngineProcess } from './engineProcess.js'
import { engineProcess, freePort, programOf } from './engineProcess.js'
import { temporaryFolder } from './temporaryFolder.js'

/** A Redis with nothing in it. */
export interface RedisServer extends EngineProcess {
  readonly port: number
}

/** @param settings Further arguments: `['--requirepass', 'secret']`. */
export async function redisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort()
  const folder = temporaryFolder('redis')
  const engine = engineProcess({
    path: programOf(REDIS, REDIS_SERVER),
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder.path, ...settings],
    folder,
    // It says so before it reads what it had kept, as it takes connections by then.
    ready: /Ready to accept connections|Server initialized/,
  })
  return { ...engine, port }
}
