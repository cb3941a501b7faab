import { describe, expect, it, vi } from 'vitest'
import { memoryBreakerStore } from '../../../src/resilience/sharing/memoryBreakerStore.js'
import { sharedBreaker } from '../../../src/resilience/sharing/sharedBreaker.js'
import type { Clock, Timer } from '../../../src/time/clock.js'
import { permitOf } from '../breakerTrial.js'
import { RESET, fleetOnTrial } from './fleetTrial.js'

describe('breakers that share their state', () => {
  it('are all open as soon as one has opened, for as long, where nothing is said of a quorum', async () => {
    const { clock, breakers, kinds, fail } = await fleetOnTrial(3)
    await clock.advance(500)
    await fail(0)
    expect(kinds()).toEqual(['open', 'open', 'open'])
    expect(breakers.map((breaker) => breaker.retryAfterMs())).toEqual([RESET, RESET, RESET])
  })

  it('tell their listeners once of what all have come to, the one that has opened too', async () => {
    const { breakers, fail } = await fleetOnTrial(2)
    const heard: string[] = []
    breakers.forEach((breaker, index) => breaker.subscribe(({ kind }) => heard.push(`${index} ${kind}`)))
    await fail(0)
    expect(heard).toEqual(['0 open', '1 open'])
  })

  it('stay closed while less than a quorum is open, and the ones that are find out by themselves (Q22)', async () => {
    const { clock, breakers, kinds, fail, findOut } = await fleetOnTrial(5, { quorum: 3 })
    await fail(1, 3)
    expect(kinds()).toEqual(['closed', 'open', 'closed', 'open', 'closed'])
    await clock.advance(RESET)
    await findOut(1, 'succeed')
    await findOut(3, 'fail')
    expect(kinds()).toEqual(['closed', 'closed', 'closed', 'open', 'closed'])
    await expect(breakers[0]!.fleet()).resolves.toMatchObject({ openVotes: 1, members: 5 })
  })

  it('are all open when a quorum is (Q22)', async () => {
    const { kinds, fail } = await fleetOnTrial(5, { quorum: 3 })
    await fail(0, 2, 4)
    expect(kinds()).toEqual(['open', 'open', 'open', 'open', 'open'])
  })

  it('are not opened anew, nor for longer, by one more that has opened (Q24)', async () => {
    const { clock, breakers, fail } = await fleetOnTrial(2)
    await fail(0)
    breakers[1]!.reset()
    await clock.advance(RESET / 2)
    await fail(1)
    expect(breakers[0]!.retryAfterMs()).toBe(RESET / 2)
  })

  it('do not count a breaker that has left among a quorum (Q22)', async () => {
    const { breakers, kinds, fail } = await fleetOnTrial(5, { quorum: 3 })
    await fail(0, 1)
    breakers[0]!.leave()
    await fail(2)
    expect(kinds().slice(1)).toEqual(['open', 'open', 'closed', 'closed'])
  })

  it('of another name go their own way', async () => {
    const { kinds, add, fail } = await fleetOnTrial(1)
    await add({ name: 'search' })
    await fail(0)
    expect(kinds()).toEqual(['open', 'closed'])
  })

  it('take up what is left of a break when they are made, and neither end nor lengthen it (Q24)', async () => {
    const { clock, breakers, add, fail } = await fleetOnTrial(1)
    await fail(0)
    await clock.advance(RESET - 1)
    await add()
    expect(breakers.map((breaker) => breaker.retryAfterMs())).toEqual([1, 1])
  })

  it('find the break again when all of them were restarted (Q24)', async () => {
    const { clock, breakers, add, fail } = await fleetOnTrial(1)
    await fail(0)
    await clock.advance(RESET / 2)
    breakers[0]!.leave()
    const restarted = await add()
    expect(restarted.state.kind).toBe('open')
    expect(restarted.retryAfterMs()).toBe(RESET / 2)
  })

  it('begin as they were saved, which is no news to the others (Q24)', async () => {
    const { breakers, kinds, fail, add } = await fleetOnTrial(3, { quorum: 2 })
    await fail(0)
    const saved: unknown = JSON.parse(JSON.stringify(breakers[0]))
    breakers[0]!.leave()
    await add({ saved })
    await fail(1)
    expect(kinds().slice(1)).toEqual(['open', 'closed', 'open'])
  })

  it('stay as they were saved where a fleet has closed since, and find out by themselves', async () => {
    const { clock, breakers, kinds, fail, findOut, ask, add } = await fleetOnTrial(2)
    await fail(0)
    await clock.advance(RESET)
    const saved: unknown = { ...breakers[0]!.toJSON(), savedAt: clock.wallNow() + RESET }
    await ask(0)
    await findOut(0, 'succeed')
    const restored = await add({ saved })
    expect(kinds()).toEqual(['closed', 'closed', 'open'])
    await clock.advance(restored.retryAfterMs())
    await findOut(2, 'succeed')
    expect(kinds()).toEqual(['closed', 'closed', 'closed'])
  })

  it('do not take what another breaker knows for a finding of their own', async () => {
    const { clock, breakers, kinds } = await fleetOnTrial(2)
    breakers[0]!.adopt({ kind: 'open', until: clock.now() + RESET, attempt: 1, waitMs: RESET })
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'closed'])
  })

  it.each([
    ['isolated', 'isolate', 'isolated'],
    ['forced open', 'forceOpen', 'forced-open'],
    ['forced closed', 'forceClose', 'forced-closed'],
  ] as const)('that are %s by hand stay so by themselves', async (_, control, held) => {
    const { breakers, clock, kinds, fail } = await fleetOnTrial(3)
    breakers[0]![control]()
    await clock.advance(0)
    expect(kinds()).toEqual([held, 'closed', 'closed'])
    await fail(1)
    expect(kinds()).toEqual([held, 'open', 'open'])
  })

  it('take their vote back when a hand has closed them', async () => {
    const { breakers, clock, fail } = await fleetOnTrial(2, { quorum: 2 })
    await fail(0)
    breakers[0]!.reset()
    await clock.advance(0)
    await expect(breakers[1]!.fleet()).resolves.toMatchObject({ openVotes: 0 })
  })

  it('go on by themselves when they have left, and leave no timer behind', async () => {
    const { breakers, clock, kinds, fail, findOut } = await fleetOnTrial(2)
    await fail(0)
    breakers.forEach((breaker) => breaker.leave())
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(RESET)
    await findOut(0, 'succeed')
    expect(kinds()).toEqual(['closed', 'open'])
  })
})

describe('the calls of all', () => {
  it('are told ten times a second in one sum, and nothing is asked of the store for a call (Q21)', async () => {
    const { clock, store, breakers } = await fleetOnTrial(2)
    await clock.advance(1000)
    for (let calls = 0; calls < 500; calls++) await breakers[0]!.execute(() => Promise.resolve())
    await clock.advance(1000)
    permitOf(breakers[0]!).fail()
    expect(store.seats[0]!.said).toEqual(['report'])
    await clock.advance(100)
    expect(store.seats[0]!.said).toEqual(['report', 'report'])
    await expect(breakers[1]!.fleet()).resolves.toEqual({
      succeeded: 500,
      failed: 1,
      openVotes: 0,
      members: 2,
    })
  })

  it('are those of the last minute', async () => {
    const { clock, breakers } = await fleetOnTrial(2)
    await breakers[0]!.execute(() => Promise.resolve())
    await expect(breakers[0]!.fleet()).resolves.toMatchObject({ succeeded: 1 })
    await clock.advance(60_000)
    await expect(breakers[1]!.fleet()).resolves.toMatchObject({ succeeded: 0 })
  })

  it('are looked for by a timer that lets the process end (Q16)', async () => {
    const { clock, store } = await fleetOnTrial(1)
    const letGo = vi.fn()
    const ofNode: Clock = {
      now: () => clock.now(),
      wallNow: () => clock.wallNow(),
      clearTimeout: () => {},
      setTimeout: (callback, delayMs) => {
        clock.setTimeout(callback, delayMs)
        return { unref: () => void letGo(delayMs) } as unknown as Timer
      },
    }
    const breaker = sharedBreaker({ name: 'payments', store, clock: ofNode })
    await breaker.execute(() => Promise.resolve())
    await clock.advance(1000)
    expect(letGo.mock.calls).toEqual([[1000], [100]])
    breaker.leave()
  })

  it('that were made while the store was lost are not told later as if they were new', async () => {
    const { clock, store, breakers } = await fleetOnTrial(1)
    store.lose()
    await breakers[0]!.execute(() => Promise.resolve())
    await clock.advance(120_000)
    store.comeBack()
    await clock.advance(1000)
    await expect(breakers[0]!.fleet()).resolves.toMatchObject({ succeeded: 0 })
  })
})

describe('options of a shared breaker', () => {
  const store = memoryBreakerStore()

  it('name it, so that it is known whose state it shares', () => {
    expect(() => sharedBreaker({ name: '', store })).toThrow(/^react-api-status: name: expected/)
  })

  it('have a quorum of at least one', () => {
    expect(() => sharedBreaker({ name: 'payments', store, quorum: 0 })).toThrow(/^react-api-status: quorum:/)
  })

  it('are checked as those of any breaker', () => {
    expect(() => sharedBreaker({ name: 'payments', store, resetAfter: -1 })).toThrow(/resetAfter/)
  })
})
