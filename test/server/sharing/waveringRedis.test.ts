import { describe, expect, it } from 'vitest'
import { consecutiveFailures, sharedBreaker } from '../../../src/core.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import type { Way } from './redisInMemory.js'
import { RedisInMemory } from './redisInMemory.js'
import { scriptedMember } from './scriptedMember.js'
import { storeInMemory } from './storeInMemory.js'

const MINUTE = 60_000
const BREAK = { waitMs: 1000, remainingMs: 1000, attempt: 1 }

/** One that takes part on a Redis which takes as long to answer as `tookMs` says at the moment. */
async function onRedisThatTakes(tookMs: () => number, thereMs = () => 0) {
  const clock = new FakeClock()
  const redis = new RedisInMemory(clock)
  let isReady = false
  const way: Way = {
    passage: () => ({ thereMs: thereMs(), backMs: isReady ? tookMs() : 0, fate: 'answered' }),
    newsMs: () => 0,
  }
  const log: string[] = []
  const logger = { info: (line: string) => void log.push(line), warn: (line: string) => void log.push(line) }
  const store = await storeInMemory(redis, clock, { way, logger })
  const member = scriptedMember(store, 'payments')
  await clock.advance(0)
  isReady = true
  return { clock, redis, store, log, ...member }
}

describe('a Redis', () => {
  it('that takes longer than 300 ms once is back with the second answer in time, within two seconds', async () => {
    let tookMs = 1
    const { clock, link, heard } = await onRedisThatTakes(() => tookMs)
    tookMs = 301
    link.report({ succeeded: 1, failed: 0 })
    await clock.advance(300)
    expect(heard).toEqual(['connected', 'closed', 'lost'])
    tookMs = 1
    await clock.advance(100)
    expect(heard).toHaveLength(3)
    await clock.advance(1900)
    expect(heard.slice(3)).toEqual(['connected', 'closed'])
    link.leave()
  })

  it('that wavers around 300 ms is lost and back ever more seldom, and then lost for good', async () => {
    let answers = 0
    // Two in time, and one that is not.
    const { clock, link, heard, log } = await onRedisThatTakes(() => (answers++ % 3 === 2 ? 350 : 250))
    const busy = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        link.report({ succeeded: 1, failed: 0 })
        await clock.advance(100)
      }
    }
    await busy(MINUTE)
    const after = { heard: heard.length, log: log.length }
    expect(heard.filter((what) => what === 'lost').length).toBeLessThanOrEqual(2)
    expect(heard.at(-1)).toBe('lost')
    await busy(5 * MINUTE)
    expect({ heard: heard.length, log: log.length }).toEqual(after)
    link.leave()
  })

  it('that has calmed down is back after a minute of answers in time at the most', async () => {
    let answers = 0
    let isCalm = false
    const { clock, link, heard } = await onRedisThatTakes(() => (!isCalm && answers++ % 70 === 69 ? 350 : 1))
    for (let passed = 0; passed < 20 * MINUTE; passed += 1000) {
      link.report({ succeeded: 1, failed: 0 })
      await clock.advance(1000)
    }
    isCalm = true
    await clock.advance(66_000)
    expect(heard.slice(-2)).toEqual(['connected', 'closed'])
    // And what is lost after a quiet while is soon back.
    await clock.advance(MINUTE)
    answers = 69
    isCalm = false
    link.report({ succeeded: 1, failed: 0 })
    await clock.advance(350)
    expect(heard.at(-1)).toBe('lost')
    isCalm = true
    await clock.advance(2000)
    expect(heard.at(-1)).toBe('closed')
    link.leave()
  })

  it('that is lost again after the last who had lost it has left is told of again', async () => {
    let tookMs = 1
    const { clock, store, link, log } = await onRedisThatTakes(() => tookMs)
    const loses = async (reporting: typeof link) => {
      tookMs = 301
      reporting.report({ succeeded: 1, failed: 0 })
      await clock.advance(300)
      reporting.leave()
      await clock.advance(1)
      tookMs = 1
    }
    await loses(link)
    const other = scriptedMember(store, 'payments')
    await clock.advance(10)
    await loses(other.link)
    expect(log.filter((line) => line.includes('while Redis is lost'))).toHaveLength(2)
  })

  it('makes no call wait, whatever it does (Q25)', async () => {
    const ways = [1, 250, 299, 301, 350, 5000, Infinity]
    let answers = 0
    const { clock, store, link } = await onRedisThatTakes(() => ways[answers++ % ways.length]!)
    const breaker = sharedBreaker({ name: 'payments', store, clock, tripAfter: consecutiveFailures(2) })
    for (let calls = 0; calls < 500; calls++) {
      const at = clock.now()
      await breaker.execute(() => (calls % 3 ? 'paid' : Promise.reject(new Error('down')))).catch(() => {})
      expect(clock.now()).toBe(at)
      await clock.advance(50)
    }
    breaker.leave()
    link.leave()
  })

  it('that has hung, and hears a vote when that break is over, opens nobody', async () => {
    let hangsMs = 0
    const { clock, redis, link } = await onRedisThatTakes(
      () => 1,
      () => hangsMs,
    )
    link.voteOpen(BREAK)
    await clock.advance(1)
    expect(redis.fleet('payments').isOpen).toBe(true)
    const { epoch } = redis.fleet('payments')
    redis.flush()

    link.withdrawVote()
    await clock.advance(10)
    hangsMs = 5000
    link.voteOpen(BREAK)
    await clock.advance(0)
    hangsMs = 0
    await clock.advance(5000)
    expect(redis.fleet('payments')).toMatchObject({ isOpen: false })
    expect(epoch).toBeGreaterThan(0)
    link.leave()
  })
})
