import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { BreakerStore } from '../../../src/core.js'
import type { RedisBreakerStoreOptions } from '../../../src/server.js'
import { redisBreakerStore } from '../../../src/server.js'
import { QUIET } from '../engines/checkOnEngine.js'

/** The clients that a store may be given. */
export const CLIENTS = ['ioredis', 'redis'] as const

/** Connections of one process, as an app has them: with no settings of their own. */
export interface Connections extends Pick<RedisBreakerStoreOptions, 'client' | 'subscriber'> {
  end(): void
}

export async function connect(kind: (typeof CLIENTS)[number], port: number): Promise<Connections> {
  if (kind === 'ioredis') {
    const settings = { port, host: '127.0.0.1', retryStrategy: () => 100 }
    const [client, subscriber] = [new Redis(settings), new Redis(settings)]
    for (const each of [client, subscriber]) each.on('error', () => {})
    return {
      client,
      subscriber,
      end() {
        client.disconnect()
        subscriber.disconnect()
      },
    }
  }
  const client = createClient({ socket: { port, host: '127.0.0.1', reconnectStrategy: 100 } })
  const subscriber = client.duplicate()
  for (const each of [client, subscriber]) each.on('error', () => {})
  await Promise.all([client.connect(), subscriber.connect()])
  return {
    client,
    subscriber,
    end() {
      client.destroy()
      subscriber.destroy()
    },
  }
}

/** A store on connections of its own. */
export async function storeOn(
  port: number,
  kind: (typeof CLIENTS)[number] = 'ioredis',
  logger = QUIET,
  settings: Pick<RedisBreakerStoreOptions, 'prefix'> = {},
): Promise<{ store: BreakerStore; connections: Connections }> {
  const connections = await connect(kind, port)
  const { client, subscriber } = connections
  return { store: redisBreakerStore({ client, subscriber, logger, ...settings }), connections }
}
