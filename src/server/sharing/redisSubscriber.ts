import { expect } from '../expect.js'

/** A connection of `ioredis` that does nothing but listen, by what is used of it. */
export interface IoredisSubscriber {
  subscribe(channel: string): PromiseLike<unknown>
  unsubscribe(channel: string): PromiseLike<unknown>
  on(event: 'message', listener: (channel: string, message: string) => void): unknown
  off(event: 'message', listener: (channel: string, message: string) => void): unknown
  /** What a client of `redis` has in its place. */
  readonly pSubscribe?: never
}

/** A connection of `redis` that does nothing but listen, by what is used of it. */
export interface NodeRedisSubscriber {
  subscribe(channel: string, listener: (message: string) => void): PromiseLike<unknown>
  unsubscribe(channel: string, listener: (message: unknown) => void): PromiseLike<unknown>
  pSubscribe: unknown
}

/** A connection that may listen: one that has subscribed takes no other commands. */
export type RedisSubscriber = IoredisSubscriber | NodeRedisSubscriber

/** Listening to one channel. */
export interface Subscription {
  /** Listens, unless it does or is about to. Where that fails it may be tried again. */
  begin(): void
  end(): void
}

/** Tells `onMessage` what comes in `channel`. Throws a TypeError when it is given no such connection. */
export function subscriptionOn(
  subscriber: RedisSubscriber,
  channel: string,
  onMessage: (message: unknown) => void,
): Subscription {
  const expected = 'a client of ioredis or redis, with the method subscribe'
  expect(typeof subscriber?.subscribe === 'function', 'redisBreakerStore subscriber', expected, subscriber)
  const listening = isOfRedis(subscriber)
    ? {
        begin: () => subscriber.subscribe(channel, onMessage),
        end: () => subscriber.unsubscribe(channel, onMessage),
      }
    : ioredisListening(subscriber, channel, onMessage)
  let isWanted = false
  // The clients listen again by themselves when their connection is back.
  return {
    begin() {
      if (isWanted) return
      isWanted = true
      // Asking twice is harmless, also where it has ended and begun again meanwhile.
      attempt(listening.begin).catch(() => (isWanted = false))
    },
    end() {
      if (!isWanted) return
      isWanted = false
      attempt(listening.end).catch(() => {})
    },
  }
}

function isOfRedis(subscriber: RedisSubscriber): subscriber is NodeRedisSubscriber {
  return typeof subscriber.pSubscribe === 'function'
}

function ioredisListening(
  subscriber: IoredisSubscriber,
  channel: string,
  onMessage: (message: unknown) => void,
) {
  // The connection may listen to channels of others.
  const listener = (from: string, message: string) => {
    if (from === channel) onMessage(message)
  }
  return {
    begin() {
      subscriber.off('message', listener)
      subscriber.on('message', listener)
      return subscriber.subscribe(channel)
    },
    end() {
      subscriber.off('message', listener)
      return subscriber.unsubscribe(channel)
    },
  }
}

/** Whatever goes wrong is a rejection. */
async function attempt(step: () => PromiseLike<unknown>): Promise<void> {
  await step()
}
