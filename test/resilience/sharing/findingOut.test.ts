import { describe, expect, it } from 'vitest'
import { isBreakerOpenError } from '../../../src/resilience/errors.js'
import { permitOf } from '../breakerTrial.js'
import { RESET, fleetOnTrial, fleetThatFindsOut } from './fleetTrial.js'

describe('when a break of all is over', () => {
  it('one of them finds out, and the others go on refusing (Q23)', async () => {
    const { breakers, kinds, ask } = await fleetThatFindsOut(3)
    permitOf(breakers[0]!)
    await ask(1)
    await ask(2)
    expect(kinds()).toEqual(['half-open', 'open', 'open'])
  })

  it('the call that asks is refused with a wait, as it waits for no answer', async () => {
    const { clock, breakers, fail } = await fleetOnTrial(1)
    await fail(0)
    await clock.advance(RESET)
    const error: unknown = await breakers[0]!.execute(() => 1).catch((reason: unknown) => reason)
    expect(isBreakerOpenError(error) && error.retryAfterMs > 0).toBe(true)
    await clock.advance(0)
    await expect(breakers[0]!.execute(() => 1)).resolves.toBe(1)
  })

  it('all close when the call of that one goes well', async () => {
    const { kinds, findOut } = await fleetThatFindsOut(3)
    await findOut(0, 'succeed')
    expect(kinds()).toEqual(['closed', 'closed', 'closed'])
  })

  it('all wait anew, and longer, when it fails', async () => {
    const { breakers, kinds, findOut } = await fleetThatFindsOut(3)
    await findOut(0, 'fail')
    expect(kinds()).toEqual(['open', 'open', 'open'])
    expect(breakers.map((breaker) => breaker.retryAfterMs())).toEqual([2 * RESET, 2 * RESET, 2 * RESET])
  })

  it('nobody finds out before, by the clock of the store', async () => {
    const { clock, breakers, kinds, fail, ask } = await fleetOnTrial(2)
    await fail(0)
    // Its own wait is over at once.
    breakers[1]!.adopt({ kind: 'open', until: clock.now(), attempt: 1, waitMs: 0 })
    await ask(1)
    expect(kinds()).toEqual(['open', 'open'])
    await clock.advance(RESET - 1)
    expect(kinds()).toEqual(['open', 'open'])
    await clock.advance(1)
    expect(kinds()).toEqual(['open', 'half-open'])
  })

  it('evidence of life lets one find out at once, and one only', async () => {
    const { clock, breakers, kinds, fail } = await fleetOnTrial(2)
    await fail(0)
    breakers.forEach((breaker) => breaker.halfOpen())
    await clock.advance(0)
    expect(kinds()).toEqual(['half-open', 'open'])
  })

  it('what another breaker finds out is no leave to do so (Q23)', async () => {
    const { breakers, kinds, clock, ask } = await fleetThatFindsOut(3)
    permitOf(breakers[0]!)
    breakers[1]!.adopt({ kind: 'half-open', attempt: 1, waitMs: RESET })
    await clock.advance(0)
    await ask(1)
    expect(kinds()).toEqual(['half-open', 'open', 'open'])
  })

  it('the store is asked once a second at most, however many calls are refused', async () => {
    const { clock, store, breakers, ask } = await fleetThatFindsOut(2)
    permitOf(breakers[0]!)
    for (let call = 0; call < 50; call++) await ask(1)
    expect(store.seats[1]!.said).toEqual(['requestTrial'])
    await clock.advance(1000)
    await ask(1)
    expect(store.seats[1]!.said.filter((what) => what === 'requestTrial')).toHaveLength(2)
  })
})

describe('leave to find out', () => {
  it('is kept for the next call, however long that takes', async () => {
    const { clock, kinds, findOut } = await fleetThatFindsOut(2)
    await clock.advance(3_600_000)
    await findOut(0, 'succeed')
    expect(kinds()).toEqual(['closed', 'closed'])
  })

  it('goes to another one that has calls while this one has none', async () => {
    const { clock, kinds, ask, findOut } = await fleetThatFindsOut(2)
    await clock.advance(10_000)
    await ask(1)
    expect(kinds()).toEqual(['open', 'half-open'])
    await findOut(1, 'succeed')
    expect(kinds()).toEqual(['closed', 'closed'])
  })

  it('stays where a call is under way', async () => {
    const { clock, breakers, kinds, ask } = await fleetThatFindsOut(2)
    const call = permitOf(breakers[0]!)
    await clock.advance(10_000)
    await ask(1)
    expect(kinds()).toEqual(['half-open', 'open'])
    call.succeed()
    await clock.advance(0)
    expect(kinds()).toEqual(['closed', 'closed'])
  })

  it('goes on from a call that hangs (Q3)', async () => {
    const { clock, breakers, kinds, ask } = await fleetThatFindsOut(2)
    const hung = permitOf(breakers[0]!)
    await clock.advance(30_000)
    await ask(1)
    expect(kinds()).toEqual(['open', 'half-open'])
    hung.succeed()
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'half-open'])
  })

  it('is used in the end where calls come to one and the other in turn, and each is late for it', async () => {
    const { clock, breakers, kinds } = await fleetThatFindsOut(2)
    let calls = 0
    while (kinds().includes('open') && calls < 20) {
      await clock.advance(5000)
      breakers[(calls += 1) % 2]!.acquire()?.succeed()
      await clock.advance(0)
    }
    expect(kinds()).toEqual(['closed', 'closed'])
  })

  it('is free for another one when a hand has taken the breaker out', async () => {
    const { kinds, breakers, clock, ask } = await fleetThatFindsOut(2)
    breakers[0]!.isolate()
    await clock.advance(0)
    await ask(1)
    expect(kinds()).toEqual(['isolated', 'half-open'])
  })

  it('is free for another one when the breaker has left', async () => {
    const { kinds, breakers, ask } = await fleetThatFindsOut(3)
    breakers[0]!.leave()
    await ask(1)
    await ask(2)
    expect(kinds().slice(1)).toEqual(['half-open', 'open'])
  })

  it('that came to an end meanwhile decides nothing (Q1)', async () => {
    const { clock, store, breakers, kinds, ask, findOut } = await fleetThatFindsOut(2)
    const late = permitOf(breakers[0]!)
    store.seats[0]!.lose()
    await ask(1)
    await findOut(1, 'fail')
    store.seats[0]!.comeBack()
    await clock.advance(0)
    late.succeed()
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'open'])
  })
})
