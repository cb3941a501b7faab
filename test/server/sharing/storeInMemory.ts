import type { BreakerStore } from '../../../src/core.js'
import type { HealthLogger } from '../../../src/server.js'
import { redisBreakerStore } from '../../../src/server.js'
import type { Clock } from '../../../src/time/clock.js'
import { QUIET } from '../engines/checkOnEngine.js'
import type { RedisInMemory, Way } from './redisInMemory.js'
import { scriptedMember } from './scriptedMember.js'

/** How a process stands to the server. */
export interface Place {
  readonly way?: Way
  readonly logger?: HealthLogger
}

/** A store that is ready: the digest of its script takes time of the machine, not of `clock`. */
export async function storeInMemory(
  redis: RedisInMemory,
  clock: Clock,
  { way, logger = QUIET }: Place = {},
): Promise<BreakerStore> {
  let onFirst = () => {}
  const client = redis.client(way)
  const heard: typeof client.evalsha = (...command) => {
    onFirst()
    return client.evalsha(...command)
  }
  const store = redisBreakerStore({
    client: { ...client, evalsha: heard },
    subscriber: redis.subscriber(way),
    clock,
    logger,
  })
  const { link } = scriptedMember(store, 'nobody')
  await new Promise<void>((resolve) => void (onFirst = resolve))
  link.leave()
  return store
}
