import { describe, expect, it } from 'vitest'
import type { AutomaticState } from '../../src/resilience/breakerState.js'
import { RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'

const DAY = 86_400_000

describe('an isolated breaker', () => {
  it('refuses all calls until its handle is called, whatever the time (Q35)', async () => {
    const { breaker, clock, states } = trialBreaker()
    const release = breaker.isolate()
    expect(breaker.state).toEqual({ kind: 'isolated' })
    await clock.advance(DAY)
    expect(breaker.acquire()).toBeNull()
    expect(breaker.retryAfterMs()).toBe(Infinity)
    release()
    expect(breaker.acquire()).not.toBeNull()
    expect(states).toEqual(['isolated', 'closed'])
  })

  it('needs the last of its handles, and each counts once (Q35)', () => {
    const { breaker, states } = trialBreaker()
    const [first, second] = [breaker.isolate(), breaker.isolate()]
    first()
    first()
    expect(breaker.state.kind).toBe('isolated')
    second()
    expect(breaker.state.kind).toBe('closed')
    expect(states).toEqual(['isolated', 'closed'])
    second()
    expect(states).toEqual(['isolated', 'closed'])
  })

  it('is closed afterwards and has counted nothing, also where it was open', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.isolate()()
    expect(breaker.state.kind).toBe('closed')
    failTimes(TRIPS_AT - 1)
    expect(breaker.state.kind).toBe('closed')
  })

  it('ignores what was under way (Q1)', () => {
    const { breaker, call } = trialBreaker()
    const late = Array.from({ length: TRIPS_AT }, call)
    const release = breaker.isolate()
    late.forEach((permit) => permit.fail())
    expect(breaker.state.kind).toBe('isolated')
    release()
    expect(breaker.state.kind).toBe('closed')
  })

  it('stays so whatever else is asked for, and then does what was asked for last', () => {
    const { breaker } = trialBreaker()
    const release = breaker.isolate()
    breaker.forceClose()
    expect(breaker.acquire()).toBeNull()
    breaker.reset()
    expect(breaker.acquire()).toBeNull()
    breaker.forceOpen()
    expect(breaker.state.kind).toBe('isolated')
    release()
    expect(breaker.state.kind).toBe('forced-open')
  })
})

describe('a breaker that is forced open', () => {
  it('refuses all calls, and time does not undo it (Q35)', async () => {
    const { breaker, clock } = trialBreaker()
    breaker.forceOpen()
    expect(breaker.state).toEqual({ kind: 'forced-open' })
    await clock.advance(DAY)
    expect(breaker.acquire()).toBeNull()
    expect(breaker.retryAfterMs()).toBe(Infinity)
    expect(clock.pendingTimers).toBe(0)
  })

  it('is not opened by force twice', () => {
    const { breaker, states } = trialBreaker()
    breaker.forceOpen()
    breaker.forceOpen()
    expect(states).toEqual(['forced-open'])
    expect(breaker.metrics().totals.opened).toBe(0)
  })

  it('was not closed by a call that was finding out (Q1)', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    const probe = call()
    breaker.forceOpen()
    probe.succeed()
    expect(breaker.state.kind).toBe('forced-open')
  })

  it('may be isolated, and is forced open afterwards', () => {
    const { breaker, states } = trialBreaker()
    breaker.forceOpen()
    breaker.isolate()()
    expect(states).toEqual(['forced-open', 'isolated', 'forced-open'])
  })

  it.each(['forceClose', 'reset'] as const)('lets calls through after %s', (control) => {
    const { breaker } = trialBreaker()
    breaker.forceOpen()
    breaker[control]()
    expect(breaker.acquire()).not.toBeNull()
  })
})

describe('a breaker that is forced closed', () => {
  it('lets all calls through, however many fail (Q35)', () => {
    const { breaker, failTimes } = trialBreaker()
    breaker.forceClose()
    failTimes(10 * TRIPS_AT)
    expect(breaker.state).toEqual({ kind: 'forced-closed' })
    expect(breaker.retryAfterMs()).toBe(0)
    expect(breaker.metrics()).toMatchObject({ window: { calls: 0 }, totals: { failed: 30, refused: 0 } })
  })

  it('has counted nothing of that when it is reset', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT - 1)
    breaker.forceClose()
    failTimes(TRIPS_AT)
    breaker.reset()
    failTimes(TRIPS_AT - 1)
    expect(breaker.state.kind).toBe('closed')
  })

  it('lets calls through where it was open', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.forceClose()
    expect(breaker.acquire()).not.toBeNull()
  })
})

describe('a reset', () => {
  it('closes an open breaker, and forgets how often it has opened', async () => {
    const { breaker, clock, call, failTimes, openAndWait } = trialBreaker()
    await openAndWait()
    call().fail()
    await clock.advance(1)
    breaker.reset()
    expect(breaker.state).toEqual({ kind: 'closed' })
    failTimes(TRIPS_AT)
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 1 })
  })

  it('closes a half-open one, and what finds out then no longer matters (Q1)', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    const probe = call()
    breaker.reset()
    probe.fail()
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().window.calls).toBe(0)
  })

  it('empties the count of a closed one, which is no change of state', () => {
    const { breaker, failTimes, states } = trialBreaker()
    failTimes(TRIPS_AT - 1)
    breaker.reset()
    failTimes(TRIPS_AT - 1)
    expect(breaker.state.kind).toBe('closed')
    expect(states).toEqual([])
  })

  it('leaves the totals as they are', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.reset()
    expect(breaker.metrics().totals).toMatchObject({ failed: TRIPS_AT, opened: 1 })
  })
})

describe('evidence from elsewhere', () => {
  it('that it is still down lets an open breaker wait anew (Q37)', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    await clock.advance(900)
    breaker.restartWait()
    expect(breaker.state).toEqual({ kind: 'open', until: 900 + RESET, attempt: 1, waitMs: RESET })
    await clock.advance(RESET - 1)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    expect(breaker.acquire()).not.toBeNull()
  })

  it('that it is alive lets calls find out at once (Q37)', () => {
    const { breaker, call, failTimes, states } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.halfOpen()
    expect(breaker.state).toEqual({ kind: 'half-open', attempt: 1, waitMs: RESET })
    expect(breaker.retryAfterMs()).toBe(0)
    call().succeed()
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('changes nothing where the breaker is not open', async () => {
    const { breaker, call, openAndWait, states } = trialBreaker()
    breaker.restartWait()
    breaker.halfOpen()
    expect(states).toEqual([])
    await openAndWait()
    call()
    breaker.restartWait()
    breaker.halfOpen()
    expect(breaker.acquire()).toBeNull()
    breaker.forceOpen()
    breaker.restartWait()
    breaker.halfOpen()
    expect(states).toEqual(['open', 'half-open', 'forced-open'])
  })
})

describe('the state of another breaker', () => {
  const open = { kind: 'open', until: 700, attempt: 4, waitMs: 600 } as const
  const halfOpen = { kind: 'half-open', attempt: 2, waitMs: 600 } as const
  const closed = { kind: 'closed' } as const

  it.each<readonly [AutomaticState['kind'], AutomaticState]>([
    ['open', open],
    ['half-open', halfOpen],
  ])('is taken over by a closed one: %s', (_, state) => {
    const { breaker, states } = trialBreaker()
    breaker.adopt(state)
    expect(breaker.state).toEqual(state)
    expect(states).toEqual([state.kind])
    expect(breaker.metrics().totals.opened).toBe(0)
  })

  it('is kept to: an open one refuses until then, and counts the times on from there', async () => {
    const { breaker, clock, call } = trialBreaker()
    breaker.adopt(open)
    await clock.advance(699)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    call().fail()
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 5 })
  })

  it('closes one that is open or half-open, with an empty count', () => {
    const { breaker, failTimes, states } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.adopt(halfOpen)
    breaker.adopt(closed)
    failTimes(TRIPS_AT - 1)
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('is another wait for one that is open', () => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    breaker.adopt(open)
    expect(breaker.retryAfterMs()).toBe(700)
  })

  it('empties no count of a closed one', () => {
    const { breaker, failTimes, states } = trialBreaker()
    failTimes(TRIPS_AT - 1)
    breaker.adopt(closed)
    expect(states).toEqual([])
    failTimes(1)
    expect(states).toEqual(['open'])
  })

  it('takes no permit from a call that finds out here', async () => {
    const { breaker, call, openAndWait, states } = trialBreaker()
    await openAndWait()
    const probe = call()
    breaker.adopt(halfOpen)
    expect(breaker.acquire()).toBeNull()
    probe.succeed()
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('with what it has counted is gone on from, where both are closed', () => {
    const { breaker, failTimes } = trialBreaker()
    breaker.adopt(closed, { numbers: [TRIPS_AT - 1], savedAt: 0 })
    expect(breaker.metrics().window.failures).toBe(TRIPS_AT - 1)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
    breaker.adopt(closed, { numbers: [TRIPS_AT - 1], savedAt: 0 })
    expect(breaker.metrics().window.failures).toBe(0)
  })

  it.each(['forceOpen', 'forceClose', 'isolate'] as const)(
    'is nothing to one that is held by %s',
    (control) => {
      const { breaker } = trialBreaker()
      breaker[control]()
      const { state } = breaker
      breaker.adopt(open)
      breaker.adopt(closed)
      breaker.adopt(halfOpen)
      expect(breaker.state).toBe(state)
    },
  )
})
