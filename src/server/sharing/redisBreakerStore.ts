import type { BreakerStore } from '../../resilience/sharing/breakerStore.js'
import type { Clock, Timer } from '../../time/clock.js'
import { systemClock, unref } from '../../time/clock.js'
import { expect } from '../expect.js'
import type { HealthLogger } from '../logger.js'
import { createComplaint, safeLogger } from '../logger.js'
import { readFleetAnswer } from './fleetAnswer.js'
import { FLEET_SCRIPT } from './fleetScript.js'
import type { FleetExchange } from './redisFleetLink.js'
import { RedisFleetLink } from './redisFleetLink.js'
import type { RedisScripts } from './redisScripts.js'
import { scriptOn } from './redisScripts.js'
import type { RedisSubscriber } from './redisSubscriber.js'
import { subscriptionOn } from './redisSubscriber.js'

/** How often to see what is due: whether Redis is back, a trial to renew. In milliseconds. */
const TICK_MS = 1000

/** Options of {@link redisBreakerStore}. */
export interface RedisBreakerStoreOptions {
  /** A client of `ioredis` or `redis`, of one server or of a cluster. The app's own will do. */
  readonly client: RedisScripts
  /** A second one, which listens: `client.duplicate()`. With `redis`, connect it too. */
  readonly subscriber: RedisSubscriber
  /** What all keys, and the channel, begin with. Breakers that share nothing have other ones. @default 'api-status:' */
  readonly prefix?: string
  /** Hears once when Redis is lost, and once when it is back. @default console */
  readonly logger?: HealthLogger
  /** @default the system's */
  readonly clock?: Clock
}

/**
 * Where breakers of many processes share their state: a Redis from version 5 on. One script on the server does each step,
 * by the server's clock; who has opened is told to all by its channel.
 *
 * A Redis that is lost, or has not answered in 300 ms, is asked anew every second. Until two answers in a row were in time,
 * or more where it is lost again and again, each breaker decides alone. Nothing is thrown, and each breaker leaves one
 * command with a server that hangs. While breakers take part there is a timer, which keeps no process alive. The
 * connections are not closed: whoever made them does.
 *
 * Throws a TypeError when it is given no clients, or one for both.
 *
 * @example
 * const store = redisBreakerStore({ client: redis, subscriber: redis.duplicate() })
 * const breaker = sharedBreaker({ name: 'payments', store, quorum: 2 })
 */
export function redisBreakerStore({
  client,
  subscriber,
  prefix = 'api-status:',
  logger = console,
  clock = systemClock,
}: RedisBreakerStoreOptions): BreakerStore {
  expect(typeof prefix === 'string', 'redisBreakerStore prefix', 'a string', prefix)
  const isSecond = !Object.is(client, subscriber)
  expect(isSecond, 'redisBreakerStore subscriber', 'another connection: client.duplicate()', 'the client')
  const channel = `${prefix}breakers`
  const run = scriptOn(client, FLEET_SCRIPT)
  const subscription = subscriptionOn(subscriber, channel, tellAll)
  const log = safeLogger(logger)
  const complaint = createComplaint(log)
  const links = new Set<RedisFleetLink>()
  const lost = new Set<RedisFleetLink>()
  let timer: Timer | undefined

  const exchange: FleetExchange = {
    clock,
    say: async (word) =>
      readFleetAnswer(await run(keysOf(prefix, word.name), [JSON.stringify(word), channel])),
    onConnected(link, isConnected, error) {
      if (!isConnected) {
        lost.add(link)
        complaint.tell('Breakers are not shared while Redis is lost: each decides alone.', error)
      } else if (lost.delete(link) && lost.size === 0) {
        complaint.wentRight()
        log.info('Breakers are shared again: Redis is back.')
      }
    },
    onLeft(link) {
      links.delete(link)
      // Nobody is left who could hear that it is back; the next outage is another one.
      if (lost.delete(link) && lost.size === 0) complaint.wentRight()
      if (links.size > 0 || timer === undefined) return
      clock.clearTimeout(timer)
      timer = undefined
      subscription.end()
    },
  }

  function tellAll(message: unknown): void {
    try {
      const news = readFleetAnswer(message)
      for (const link of links) link.hear(news)
    } catch {
      // Nothing of ours. What is so is learnt at the next word anyway.
    }
  }

  function tick(): void {
    timer = clock.setTimeout(tick, TICK_MS)
    unref(timer)
    subscription.begin()
    for (const link of links) link.tick()
  }

  return {
    join(name, quorum, member) {
      const link = new RedisFleetLink(name, quorum, member, exchange)
      links.add(link)
      if (timer === undefined) tick()
      return link
    },
  }
}

/** In a cluster all keys of a name are in one slot: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags */
function keysOf(prefix: string, name: string): string[] {
  const tag = name.replaceAll('%', '%25').replaceAll('{', '%7B').replaceAll('}', '%7D')
  const key = `${prefix}{breaker:${tag}}`
  return [key, `${key}:members`, `${key}:votes`, `${key}:calls`]
}
