import { describe, expect, it } from 'vitest'
import { PROBE_HINT } from '../../src/resilience/breakerMachine.js'
import { MAX_PROBE_WAIT } from '../../src/resilience/halfOpenTrial.js'
import { trialBreaker } from './breakerTrial.js'

/** A breaker that is half-open at the next call. */
async function halfOpenOf(halfOpen?: Parameters<typeof trialBreaker>[0] & object) {
  const trial = trialBreaker(halfOpen)
  await trial.openAndWait()
  return trial
}

describe('a trial while half-open', () => {
  it('exactly one call finds out where nothing is said, and all others are refused at once (Q2)', async () => {
    const { breaker, call } = await halfOpenOf()
    call()
    expect([1, 2, 3].map(() => breaker.acquire())).toEqual([null, null, null])
  })

  it('exactly as many find out as are permitted (Q2)', async () => {
    const { breaker, call } = await halfOpenOf({ halfOpen: { permitted: 3 } })
    const probes = [call(), call()]
    expect(breaker.retryAfterMs()).toBe(0)
    probes.push(call())
    expect(breaker.acquire()).toBeNull()
    expect(breaker.retryAfterMs()).toBe(PROBE_HINT)
    probes.forEach((probe) => probe.succeed())
    expect(breaker.state.kind).toBe('closed')
  })

  it('a call that has ended leaves no room for another: so many decide, and no more (Q2)', async () => {
    const { breaker, call } = await halfOpenOf({ halfOpen: { permitted: 3, failureRate: 0.9 } })
    call().succeed()
    call().fail()
    call()
    expect(breaker.acquire()).toBeNull()
  })

  it('closes the breaker when the last of them has succeeded, and not before (Q5)', async () => {
    const { breaker, call } = await halfOpenOf({ halfOpen: { permitted: 3 } })
    const probes = [call(), call(), call()]
    probes.slice(0, 2).forEach((probe) => probe.succeed())
    expect(breaker.state.kind).toBe('half-open')
    probes[2]?.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('any failure opens it again where no rate is given (Q5)', async () => {
    const { breaker, call, states } = await halfOpenOf({ halfOpen: { permitted: 3 } })
    const probes = [call(), call(), call()]
    probes[0]?.succeed()
    probes[1]?.fail()
    expect(breaker.state.kind).toBe('open')
    probes[2]?.fail()
    expect(states).toEqual(['open', 'half-open', 'open'])
  })

  it.each([
    [0.5, 1, 'half-open'],
    [0.5, 2, 'open'],
    [0.51, 2, 'half-open'],
    [1, 3, 'half-open'],
    [1, 4, 'open'],
  ] as const)(
    'with a rate of %d among 4, %d failures leave it %s (Q5)',
    async (failureRate, failures, kind) => {
      const { breaker, failTimes } = await halfOpenOf({ halfOpen: { permitted: 4, failureRate } })
      failTimes(failures)
      expect(breaker.state.kind).toBe(kind)
    },
  )

  it('fewer failures than the rate let it close (Q5)', async () => {
    const { breaker, failTimes, succeedTimes } = await halfOpenOf({
      halfOpen: { permitted: 4, failureRate: 0.5 },
    })
    failTimes(1)
    succeedTimes(2)
    expect(breaker.state.kind).toBe('half-open')
    succeedTimes(1)
    expect(breaker.state.kind).toBe('closed')
  })

  it('a failure that comes last may still close it (Q5)', async () => {
    const { breaker, failTimes, succeedTimes } = await halfOpenOf({
      halfOpen: { permitted: 4, failureRate: 0.5 },
    })
    succeedTimes(3)
    failTimes(1)
    expect(breaker.state.kind).toBe('closed')
  })

  it('a call that says nothing gives its permit to the next one (Q4)', async () => {
    const { breaker, call } = await halfOpenOf()
    for (let time = 0; time < 5; time++) {
      const probe = call()
      expect(breaker.acquire()).toBeNull()
      probe.release()
      expect(breaker.state.kind).toBe('half-open')
    }
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })
})

describe('a call that hangs while half-open', () => {
  it('loses its permit to another one after 30 s where nothing is said (Q3)', async () => {
    const { breaker, clock, call } = await halfOpenOf()
    call()
    await clock.advance(MAX_PROBE_WAIT - 1)
    expect(breaker.retryAfterMs()).toBe(PROBE_HINT)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.retryAfterMs()).toBe(0)
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
    expect(MAX_PROBE_WAIT).toBe(30_000)
  })

  it('loses it after `maxWait` (Q3)', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { maxWait: 50 } })
    call()
    await clock.advance(49)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.acquire()).not.toBeNull()
  })

  it('has nothing more to say when another has its permit (Q1)', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { maxWait: 50 } })
    const hung = [call()]
    await clock.advance(50)
    hung.push(call())
    await clock.advance(50)
    const next = call()
    hung[0]?.fail()
    hung[1]?.succeed()
    expect(breaker.state.kind).toBe('half-open')
    expect(breaker.acquire()).toBeNull()
    next.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('is heard as long as nobody else has its permit, also when somebody asked whether there is one', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { maxWait: 50 } })
    const slow = call()
    await clock.advance(1000)
    expect(breaker.retryAfterMs()).toBe(0)
    slow.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('makes room for one, and those that began later keep their permits (Q3)', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { permitted: 3, maxWait: 50 } })
    call()
    await clock.advance(20)
    const later = call()
    const last = call()
    await clock.advance(30)
    const next = call()
    expect(breaker.acquire()).toBeNull()
    later.succeed()
    last.succeed()
    expect(breaker.state.kind).toBe('half-open')
    next.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('leaves those that have ended counted (Q3)', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { permitted: 2, maxWait: 50 } })
    call()
    call().succeed()
    await clock.advance(50)
    const next = call()
    expect(breaker.acquire()).toBeNull()
    next.succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('never sticks the breaker, however many hang (Q3)', async () => {
    const { breaker, clock, call } = await halfOpenOf({ halfOpen: { permitted: 2, maxWait: 50 } })
    for (let round = 0; round < 100; round++) {
      call()
      call()
      expect(breaker.acquire()).toBeNull()
      await clock.sleep(50)
    }
    call().succeed()
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })
})
