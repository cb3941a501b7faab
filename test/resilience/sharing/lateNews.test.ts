import { onTestFinished, describe, expect, it } from 'vitest'
import { consecutiveFailures } from '../../../src/resilience/consecutiveFailures.js'
import type { FleetState } from '../../../src/resilience/sharing/breakerStore.js'
import { sharedBreaker } from '../../../src/resilience/sharing/sharedBreaker.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { permitOf } from '../breakerTrial.js'
import { ScriptedStore } from './scriptedStore.js'

const RESET = 1000

/** The breaker that a store by hand has, which has told it that nothing was agreed upon. */
function breakerOfScript() {
  const clock = new FakeClock()
  const store = new ScriptedStore()
  const breaker = sharedBreaker({
    name: 'payments',
    store,
    clock,
    tripAfter: consecutiveFailures(1),
    resetAfter: RESET,
  })
  onTestFinished(() => breaker.leave())
  const { member, said } = store
  member.onConnected(true)
  member.onFleet({ kind: 'closed', epoch: 0 })
  return { clock, breaker, member, said }
}

const opened = (epoch: number, remainingMs = RESET): FleetState => ({
  kind: 'open',
  epoch,
  remainingMs,
  waitMs: RESET,
  attempt: 1,
})
const trial = (epoch: number, token = 'one') => ({ epoch, token })

describe('a breaker whose store tells it', () => {
  it('what is older than what it knows goes on as it is', () => {
    const { breaker, member } = breakerOfScript()
    member.onFleet(opened(7))
    member.onFleet({ kind: 'closed', epoch: 6 })
    expect(breaker.state.kind).toBe('open')
    member.onFleet({ kind: 'closed', epoch: 8 })
    member.onFleet(opened(7))
    expect(breaker.state.kind).toBe('closed')
  })

  it('that its trial was lost before it ended asks again, and then closes all (Q1)', async () => {
    const { clock, breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    await clock.advance(RESET)
    member.onTrial(trial(7))
    permitOf(breaker).succeed()
    expect(said.at(-1)).toEqual(['endTrial', trial(7), 'closed'])
    member.onTrialLost()
    expect(said.at(-1)).toEqual(['requestTrial', 7, true])
    member.onTrial(trial(7, 'two'))
    expect(said.at(-1)).toEqual(['endTrial', trial(7, 'two'), 'closed'])
  })

  it('the same again waits no longer for it', async () => {
    const { clock, breaker, member } = breakerOfScript()
    member.onFleet(opened(7))
    await clock.advance(RESET / 2)
    member.onFleet(opened(7))
    expect(breaker.retryAfterMs()).toBe(RESET / 2)
  })

  it('that it has forgotten everything goes on as it is, and finds out by itself (Q21)', async () => {
    const { clock, breaker, member } = breakerOfScript()
    member.onFleet(opened(7))
    member.onFleet({ kind: 'closed', epoch: 0 })
    expect(breaker.state.kind).toBe('open')
    await clock.advance(RESET)
    permitOf(breaker).succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('of its first change, that all have opened and closed since its vote, closes with them', () => {
    const { breaker, member, said } = breakerOfScript()
    permitOf(breaker).fail()
    expect(said.map(([what]) => what)).toEqual(['voteOpen'])
    member.onFleet({ kind: 'closed', epoch: 8 })
    expect(breaker.state.kind).toBe('closed')
  })

  it('that it is chosen in an epoch that is over gives the trial back (Q23)', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onFleet(opened(8))
    member.onTrial(trial(7))
    expect(breaker.state.kind).toBe('open')
    expect(said).toEqual([['withdrawTrial', trial(7)]])
  })

  it('that it is chosen while a hand holds it gives the trial back', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    breaker.forceOpen()
    member.onTrial(trial(7))
    expect(said).toEqual([['withdrawTrial', trial(7)]])
  })

  it('that its trial was taken back waits on, and what its call comes to decides nothing (Q23)', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    member.onTrial(trial(7))
    const call = permitOf(breaker)
    member.onTrialLost()
    expect(breaker.state.kind).toBe('open')
    call.succeed()
    expect(breaker.state.kind).toBe('open')
    expect(said).toEqual([])
    expect(breaker.acquire()).toBeNull()
    expect(said).toEqual([['requestTrial', 7, false]])
  })

  it('of a change while it finds out takes that over, and has no trial any more', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    member.onTrial(trial(7))
    const call = permitOf(breaker)
    member.onFleet({ kind: 'closed', epoch: 8 })
    call.fail()
    member.onTrialWanted()
    member.onTrialLost()
    expect(breaker.state.kind).toBe('closed')
    expect(said).toEqual([])
  })

  it('that somebody wants a trial which it has used gives nothing back', async () => {
    const { clock, breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    member.onTrial(trial(7))
    permitOf(breaker).succeed()
    await clock.advance(60_000)
    member.onTrialWanted()
    expect(said.map(([what]) => what)).toEqual(['endTrial', 'report'])
  })

  it('the same after a hand has closed it does not take that for a finding', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onFleet(opened(7))
    breaker.reset()
    member.onFleet(opened(7))
    expect(said).toEqual([])
    expect(breaker.state.kind).toBe('closed')
  })

  it('nothing, since it was lost, says nothing of what opens it (Q21)', () => {
    const { breaker, member, said } = breakerOfScript()
    member.onConnected(false)
    permitOf(breaker).fail()
    expect(breaker.state.kind).toBe('open')
    expect(said).toEqual([])
  })
})
