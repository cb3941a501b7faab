import { describe, expect, it } from 'vitest'
import { failureRate } from '../../src/resilience/failureRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { trialBreaker } from './breakerTrial.js'

const SIZE = 1000

function windowOf(clock = new FakeClock()) {
  return { clock, window: timeWindow(SIZE)(clock) }
}

describe('a window of time', () => {
  it('is empty at first, and holds any number of calls', () => {
    expect(windowOf().window).toMatchObject({ calls: 0, bad: 0, capacity: Infinity })
  })

  it('counts calls, and those among them that are bad', () => {
    const { window } = windowOf()
    ;[true, false, false, true, true].forEach((isBad) => window.add(isBad))
    expect(window).toMatchObject({ calls: 5, bad: 3 })
  })

  it('lets go of a call when it is as old as the window, and not before (Q7)', async () => {
    const { clock, window } = windowOf()
    window.add(true)
    await clock.advance(SIZE - 1)
    window.add(false)
    expect(window).toMatchObject({ calls: 2, bad: 1 })
    await clock.advance(1)
    window.add(false)
    expect(window).toMatchObject({ calls: 2, bad: 0 })
  })

  it('lets go of it also where nothing is added, when it is asked to (Q7)', async () => {
    const { clock, window } = windowOf()
    window.add(true)
    await clock.advance(SIZE)
    window.expire?.()
    expect(window).toMatchObject({ calls: 0, bad: 0 })
  })

  it('is saved with the ages of its calls, and goes on by another clock (Q33)', async () => {
    const { clock, window } = windowOf()
    await clock.advance(5000)
    window.add(true)
    await clock.advance(400)
    const other = windowOf()
    await other.clock.advance(70)
    other.window.load(window.save(clock.now()), other.clock.now() - 100)
    expect(other.window).toMatchObject({ calls: 1, bad: 1 })
    await other.clock.advance(SIZE - 501)
    other.window.expire?.()
    expect(other.window.calls).toBe(1)
    await other.clock.advance(1)
    other.window.expire?.()
    expect(other.window.calls).toBe(0)
  })
})

describe('a breaker over a window of time', () => {
  const failing = (minimumCalls: number) =>
    trialBreaker({ tripAfter: failureRate({ rate: 0.5, window: timeWindow(SIZE), minimumCalls }) })

  it('does not open at failures that lie further apart than the window, whatever the gap (Q7)', async () => {
    const { breaker, clock, failTimes } = failing(3)
    for (const gap of [SIZE, 10 * SIZE, 86_400_000, 400 * 86_400_000]) {
      failTimes(2)
      await clock.advance(gap)
    }
    failTimes(2)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('does not care for the wall clock (Q27)', async () => {
    const { breaker, clock, failTimes } = failing(3)
    failTimes(2)
    clock.setWallBy(-3_600_000)
    await clock.advance(SIZE - 1)
    clock.setWallBy(7_200_000)
    expect(breaker.metrics().window.calls).toBe(2)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('counts any number of calls in one instant (Q27)', () => {
    const { breaker, failTimes, succeedTimes } = failing(10_000)
    succeedTimes(5000)
    failTimes(4999)
    expect(breaker.metrics().window.calls).toBe(9999)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })
})
