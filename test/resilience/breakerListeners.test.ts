import { describe, expect, it, vi } from 'vitest'
import type { BreakerState } from '../../src/resilience/breakerState.js'
import { notesDuring, RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'

/** A listener that keeps what it hears, as `before > after`. */
function ears() {
  const heard: string[] = []
  const listener = (state: BreakerState, previous: BreakerState) =>
    void heard.push(`${previous.kind} > ${state.kind}`)
  return { heard, listener }
}

describe('a listener of a breaker', () => {
  it('hears each change of state once, and which state was before (Q26)', async () => {
    const { breaker, call, openAndWait, failTimes } = trialBreaker()
    const { heard, listener } = ears()
    breaker.subscribe(listener)
    await openAndWait()
    call()
    for (let time = 0; time < 10; time++) breaker.acquire()
    breaker.reset()
    failTimes(TRIPS_AT)
    breaker.forceClose()
    expect(heard).toEqual([
      'closed > open',
      'open > half-open',
      'half-open > closed',
      'closed > open',
      'open > forced-closed',
    ])
  })

  it('is given the very states that the breaker was and is in', () => {
    const { breaker, failTimes } = trialBreaker()
    const before = breaker.state
    const listener = vi.fn()
    breaker.subscribe(listener)
    failTimes(TRIPS_AT)
    expect(listener.mock.calls).toEqual([[breaker.state, before]])
    expect(listener.mock.calls[0]?.[0]).toBe(breaker.state)
  })

  it('hears of another wait of an open breaker', async () => {
    const { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    const listener = vi.fn()
    breaker.subscribe(listener)
    await clock.advance(100)
    breaker.restartWait()
    expect(listener.mock.calls).toEqual([
      [expect.objectContaining({ until: 100 + RESET }), expect.objectContaining({ until: RESET })],
    ])
  })

  it('hears nothing more after its undo, which may be called again', () => {
    const { breaker, failTimes } = trialBreaker()
    const { heard, listener } = ears()
    const undo = breaker.subscribe(listener)
    undo()
    undo()
    failTimes(TRIPS_AT)
    expect(heard).toEqual([])
  })

  it('may listen twice, and each time has an undo of its own', () => {
    const { breaker } = trialBreaker()
    const { heard, listener } = ears()
    const undo = breaker.subscribe(listener)
    breaker.subscribe(listener)
    breaker.forceOpen()
    expect(heard).toHaveLength(2)
    undo()
    breaker.reset()
    expect(heard).toHaveLength(3)
  })

  it('that throws keeps neither others from hearing nor the breaker from its work, and the developer is told', async () => {
    const { breaker, states, failTimes } = trialBreaker()
    const oops = new Error('oops')
    const { heard, listener } = ears()
    breaker.subscribe(() => {
      throw oops
    })
    breaker.subscribe(listener)
    const notes = await notesDuring(() => failTimes(TRIPS_AT))
    expect(notes).toEqual([['react-api-status: a listener threw; the breaker goes on without it.', oops]])
    expect(heard).toEqual(['closed > open'])
    expect(states).toEqual(['open'])
  })
})

describe('a listener that acts on the breaker', () => {
  it('finds it in the state that it hears of, ready for calls', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    const permits: unknown[] = []
    breaker.subscribe((state) => {
      expect(breaker.state).toBe(state)
      permits.push(breaker.acquire())
    })
    await openAndWait()
    // The listener has taken the only permit.
    expect(breaker.acquire()).toBeNull()
    expect(permits).toEqual([null, expect.anything()])
    breaker.reset()
    call().succeed()
    expect(permits).toHaveLength(3)
  })

  it('does so at once; all others hear of it after what came before, and each change once (Q26)', () => {
    const { breaker, failTimes, states } = trialBreaker()
    const [first, last] = [ears(), ears()]
    breaker.subscribe(first.listener)
    breaker.subscribe(({ kind }) => {
      if (kind === 'open') breaker.reset()
      if (kind === 'closed') breaker.isolate()
    })
    breaker.subscribe(last.listener)
    failTimes(TRIPS_AT)
    expect(breaker.state.kind).toBe('isolated')
    expect(first.heard).toEqual(['closed > open', 'open > closed', 'closed > isolated'])
    expect(last.heard).toEqual(first.heard)
    expect(states).toEqual(['open', 'closed', 'isolated'])
    breaker.forceOpen()
  })

  it('hears later changes too', () => {
    const { breaker, failTimes } = trialBreaker()
    const { heard, listener } = ears()
    breaker.subscribe(listener)
    breaker.subscribe(({ kind }) => {
      if (kind === 'open') breaker.reset()
    })
    failTimes(TRIPS_AT)
    failTimes(TRIPS_AT)
    expect(heard).toEqual(['closed > open', 'open > closed', 'closed > open', 'open > closed'])
  })

  it('may bring another, which hears what comes after', () => {
    const { breaker } = trialBreaker()
    const { heard, listener } = ears()
    const subscribeAnother = () => {
      breaker.subscribe(listener)
      undo()
    }
    const undo = breaker.subscribe(subscribeAnother)
    breaker.forceOpen()
    expect(heard).toEqual([])
    breaker.reset()
    expect(heard).toEqual(['forced-open > closed'])
  })

  it('may subscribe itself anew each time, and is called once for each change', () => {
    const { breaker } = trialBreaker()
    const heard: string[] = []
    const once = () => {
      const undo = breaker.subscribe(({ kind }) => {
        heard.push(kind)
        undo()
        once()
      })
    }
    once()
    breaker.forceOpen()
    breaker.forceClose()
    expect(heard).toEqual(['forced-open', 'forced-closed'])
  })

  it('may keep another from hearing', () => {
    const { breaker } = trialBreaker()
    const { heard, listener } = ears()
    breaker.subscribe(() => undo())
    const undo = breaker.subscribe(listener)
    breaker.forceOpen()
    expect(heard).toEqual([])
  })
})
