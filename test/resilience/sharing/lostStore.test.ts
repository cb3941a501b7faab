import { describe, expect, it } from 'vitest'
import { memoryBreakerStore } from '../../../src/resilience/sharing/memoryBreakerStore.js'
import { permitOf } from '../breakerTrial.js'
import { RESET, fleetOnTrial, fleetThatFindsOut } from './fleetTrial.js'

describe('a store that is lost', () => {
  it('leaves each as it is, to find out by itself when its wait is over (Q21)', async () => {
    const { clock, store, kinds, fail, findOut } = await fleetOnTrial(2)
    await fail(0)
    store.lose()
    expect(kinds()).toEqual(['open', 'open'])
    await clock.advance(RESET)
    await findOut(0, 'succeed')
    await findOut(1, 'fail')
    expect(kinds()).toEqual(['closed', 'open'])
  })

  it('lets each open by itself, quorum or not (Q21)', async () => {
    const { store, kinds, fail } = await fleetOnTrial(2, { quorum: 2 })
    store.lose()
    await fail(0)
    expect(kinds()).toEqual(['open', 'closed'])
  })

  it('hears of what is still open when it is back, for what is left of that', async () => {
    const { clock, store, breakers, kinds, fail } = await fleetOnTrial(2)
    store.lose()
    await fail(0)
    await clock.advance(RESET / 4)
    store.comeBack()
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'open'])
    expect(breakers[1]!.retryAfterMs()).toBe((RESET * 3) / 4)
  })

  it('that has forgotten everything hears of it anew, and so do those who have joined since', async () => {
    const { clock, store, breakers, kinds, add, fail } = await fleetOnTrial(2)
    await fail(0)
    store.lose()
    await clock.advance(RESET / 4)
    store.comeBack(memoryBreakerStore({ clock }))
    await add()
    expect(kinds()).toEqual(['open', 'open', 'open'])
    expect(breakers[2]!.retryAfterMs()).toBe((RESET * 3) / 4)
  })

  it('hears of no break that is over', async () => {
    const { clock, store, kinds, fail } = await fleetOnTrial(2)
    store.lose()
    await fail(0)
    await clock.advance(RESET)
    store.comeBack()
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'closed'])
  })

  it('closes all when it is back and one has found out meanwhile that it works', async () => {
    const { clock, store, kinds, fail, findOut } = await fleetOnTrial(3)
    await fail(0)
    store.lose()
    await clock.advance(RESET)
    await findOut(1, 'succeed')
    expect(kinds()).toEqual(['open', 'closed', 'open'])
    store.comeBack()
    await clock.advance(0)
    expect(kinds()).toEqual(['closed', 'closed', 'closed'])
  })

  it('has the news of a success told anew that it never heard', async () => {
    const { clock, store, breakers, kinds } = await fleetThatFindsOut(2)
    const call = permitOf(breakers[0]!)
    store.seats[0]!.lose()
    call.succeed()
    store.seats[0]!.comeBack()
    await clock.advance(0)
    expect(kinds()).toEqual(['closed', 'closed'])
  })

  it('lets one find out again, where several have begun to by themselves (Q23)', async () => {
    const { clock, store, breakers, kinds, fail, ask } = await fleetOnTrial(3)
    await fail(0)
    store.lose()
    await clock.advance(RESET)
    permitOf(breakers[0]!)
    permitOf(breakers[1]!)
    store.comeBack()
    await clock.advance(0)
    expect(kinds()).toEqual(['open', 'open', 'open'])
    await ask(2)
    await ask(0)
    expect(kinds()).toEqual(['open', 'open', 'half-open'])
  })
})
