import { describe, expect, it } from 'vitest'
import { countWindow } from '../../src/resilience/countWindow.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { trialBreaker } from './breakerTrial.js'

const rated = (options: Partial<Parameters<typeof failureRate>[0]> = {}) =>
  trialBreaker({
    tripAfter: failureRate({ rate: 0.5, window: countWindow(10), minimumCalls: 4, ...options }),
  })

describe('a rate of failures', () => {
  it('opens when it is reached, and not just below', () => {
    const { breaker, failTimes, succeedTimes } = rated({ window: countWindow(100), rate: 0.5 })
    succeedTimes(5)
    failTimes(4)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('may be all of them', () => {
    const { breaker, failTimes, succeedTimes } = rated({ rate: 1, window: countWindow(4) })
    failTimes(3)
    succeedTimes(1)
    failTimes(3)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('opens with no fewer calls than the minimum, however many of them fail (Q8)', () => {
    const { breaker, failTimes } = rated({ minimumCalls: 4 })
    failTimes(3)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('opens also at the success that makes them enough (Q8)', () => {
    const { breaker, failTimes, succeedTimes } = rated({ minimumCalls: 4 })
    failTimes(3)
    succeedTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('needs 10 calls where nothing is said (Q8)', () => {
    const { breaker, failTimes } = rated({ minimumCalls: undefined, window: timeWindow(1000) })
    failTimes(9)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it.each([undefined, 50])('needs no more calls than its window holds, be the minimum %j', (minimumCalls) => {
    const { breaker, failTimes } = rated({ minimumCalls, window: countWindow(5) })
    failTimes(4)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('never opens at successes alone', () => {
    const { breaker, succeedTimes } = rated({ rate: 0.001, minimumCalls: 1 })
    succeedTimes(1000)
    expect(breaker.state.kind).toBe('closed')
  })

  it('has neither refused calls nor those under way among it (Q9)', async () => {
    const { breaker, clock, call, failTimes, succeedTimes } = rated({ minimumCalls: 2 })
    for (let time = 0; time < 20; time++) call()
    succeedTimes(1)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
    for (let time = 0; time < 20; time++) breaker.acquire()
    await clock.advance(1000)
    call().succeed()
    succeedTimes(1)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('has no outcome among it that says nothing (Q4)', () => {
    const { breaker, call, failTimes } = rated({ minimumCalls: 4 })
    failTimes(3)
    for (let time = 0; time < 5; time++) call().release()
    expect(breaker.metrics().window.calls).toBe(3)
    expect(breaker.state.kind).toBe('closed')
  })

  it('begins with an empty window after the breaker has closed (Q10)', async () => {
    const { breaker, clock, call, failTimes } = rated()
    failTimes(4)
    await clock.advance(1000)
    call().succeed()
    expect(breaker.metrics().window.calls).toBe(0)
    failTimes(3)
    expect(breaker.state.kind).toBe('closed')
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })
})
