import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REDIS, REDIS_SERVER } from '../../run/engines.js'
import type { EngineProcess } from './engineProcess.js'
import { engineProcess, freePort, programOf } from './engineProcess.js'

/** A Redis with nothing in it. */
export interface RedisServer extends EngineProcess {
  readonly port: number
  /** Kills it and removes what it left. */
  close(): Promise<void>
}

/** @param settings Further arguments: `['--requirepass', 'secret']`. */
export async function redisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const engine = engineProcess({
    path: programOf(REDIS, REDIS_SERVER),
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...settings],
    // It says so before it reads what it had kept, as it takes connections by then.
    ready: /Ready to accept connections|Server initialized/,
  })
  return {
    ...engine,
    port,
    async close() {
      await engine.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
