import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const USUAL_PLACES = ['/usr/bin/redis-server', '/opt/homebrew/bin/redis-server']

/** The path of `redis-server`: the one that `REDIS_SERVER_PATH` names, or the first that is found. */
export function findRedisServer(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment['REDIS_SERVER_PATH']
  if (named) return existsSync(named) ? named : undefined
  const onPath = (environment['PATH'] ?? '').split(delimiter).filter(Boolean)
  return [...onPath.map((directory) => join(directory, 'redis-server')), ...USUAL_PLACES].find(existsSync)
}
