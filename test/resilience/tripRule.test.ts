import { describe, expect, it, vi } from 'vitest'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import type { TripCount } from '../../src/resilience/tripRule.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { notesDuring, RESET, trialBreaker } from './breakerTrial.js'
import { errorOf } from './policyTrial.js'

const down = new Error('503')
const oops = new Error('oops')
const throws = () => {
  throw oops
}

describe('a rule of the app’s own', () => {
  it('opens the breaker when it says true, and only then', () => {
    const answers = [undefined, false, true]
    const { breaker, failTimes, succeedTimes } = trialBreaker({
      tripAfter: () => ({ succeeded: () => answers.shift(), failed: () => answers.shift() }),
    })
    failTimes(1)
    succeedTimes(1)
    expect(breaker.state.kind).toBe('closed')
    succeedTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('is given the clock of the breaker, and is asked for a fresh count each time that closes', async () => {
    const clock = new FakeClock()
    const tripAfter = vi.fn(() => ({ succeeded: () => false, failed: () => true }))
    const breaker = createBreaker({ clock, tripAfter, resetAfter: RESET })
    breaker.acquire()?.fail()
    await clock.advance(RESET)
    expect(tripAfter.mock.calls).toEqual([[clock]])
    breaker.acquire()?.succeed()
    expect(tripAfter.mock.calls).toEqual([[clock], [clock]])
    breaker.reset()
    expect(tripAfter).toHaveBeenCalledTimes(3)
  })

  it('hears how a call ends with what it gave when it began', async () => {
    const heard: unknown[] = []
    let begun = 0
    const count: TripCount = {
      begin: () => ++begun,
      succeeded: (call) => void heard.push(['succeeded', call]),
      failed: (call) => void heard.push(['failed', call]),
      ignored: (call) => void heard.push(['ignored', call]),
    }
    const { breaker, call } = trialBreaker({ tripAfter: () => count })
    const [first, second, third] = [call(), call(), call()]
    third.release()
    first.fail()
    second.succeed()
    await breaker.execute(() => 'up')
    await errorOf(breaker.execute(() => Promise.reject(down)))
    expect(heard).toEqual([
      ['ignored', 3],
      ['failed', 1],
      ['succeeded', 2],
      ['succeeded', 4],
      ['failed', 5],
    ])
  })

  it('may say so while calls run, as long as the period lasts in which they began', async () => {
    const trips: (() => void)[] = []
    const count: TripCount = { begin: (trip) => void trips.push(trip), succeeded() {}, failed() {} }
    const { breaker, clock, call, states } = trialBreaker({ tripAfter: () => ({ ...count }) })
    call()
    call()
    trips.forEach((trip) => trip())
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 1 })
    await clock.advance(RESET)
    call().succeed()
    trips.forEach((trip) => trip())
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('is told when a period is over', () => {
    const end = vi.fn()
    const { breaker, failTimes } = trialBreaker({
      tripAfter: () => ({ succeeded() {}, failed: () => true, end }),
    })
    expect(end).not.toHaveBeenCalled()
    failTimes(1)
    expect(end).toHaveBeenCalledOnce()
    expect(breaker.state.kind).toBe('open')
  })

  it('that throws opens nothing; the developer is told, and the caller gets what came', async () => {
    const { breaker } = trialBreaker({ tripAfter: () => ({ succeeded: throws, failed: throws }) })
    const notes = await notesDuring(async () => {
      expect(await breaker.execute(() => 'up')).toBe('up')
      expect(await errorOf(breaker.execute(() => Promise.reject(down)))).toBe(down)
      expect(await breaker.execute(() => 'up', {})).toBe('up')
    })
    expect(breaker.state.kind).toBe('closed')
    expect(notes).toEqual(
      Array.from({ length: 3 }, () => [
        'react-api-status: tripAfter threw; the breaker goes on without it.',
        oops,
      ]),
    )
  })

  it('need not save anything, nor take it over', () => {
    const { breaker } = trialBreaker({ tripAfter: () => ({ succeeded() {}, failed() {} }) })
    expect(breaker.toJSON()).toMatchObject({ state: { kind: 'closed' }, counts: [] })
    breaker.adopt({ kind: 'closed' }, { numbers: [1], savedAt: 0 })
    expect(breaker.state.kind).toBe('closed')
  })
})
