import { describe, expect, it, vi } from 'vitest'
import type { CallContext } from '../../src/resilience/action.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { TimeoutError } from '../../src/resilience/timeoutError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { errorOf, hangs, lasting, scripted, trial, unhandledDuring, watch } from './policyTrial.js'

const down = new Error('503')

/** An action that hangs, and tells of its signals. */
function listening() {
  const signals: AbortSignal[] = []
  const action = ({ signal }: CallContext) => {
    signals.push(signal)
    return hangs()
  }
  return { signals, action }
}

describe('a timeout', () => {
  it('ends a call that takes so long, and none a millisecond earlier', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const call = watch(own.execute(hangs))
    await clock.advance(999)
    expect(call.outcome).toBe('pending')
    await clock.advance(1)
    const { error } = call.outcome as { error: TimeoutError }
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ name: 'TimeoutError', timeoutMs: 1000 })
    expect(error.message).toBe(
      'The call took longer than its timeout of 1000 ms and was given up. ' +
        'Whether the other side has done its part is not known.',
    )
  })

  it('leaves a call alone that is sooner', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const call = watch(own.execute(lasting(clock, 999, 'just in time')))
    await clock.advance(999)
    expect(call.outcome).toEqual({ value: 'just in time' })
    expect(clock.pendingTimers).toBe(0)
  })

  it('there is none by default', async () => {
    const { clock, policy: own } = trial()
    const call = watch(own.execute(hangs))
    await clock.advance(1e9)
    expect(call.outcome).toBe('pending')
    expect(clock.pendingTimers).toBe(0)
  })

  it('is of each attempt anew', async () => {
    const { clock, policy: own } = trial({ timeout: 1000, retry: { retries: 1, backoff: 5000 } })
    const slow = lasting(clock, 900, 'up')
    const action = vi.fn(({ attempt }: CallContext) => (attempt === 1 ? hangs() : slow()))
    const call = watch(own.execute(action))
    await clock.advance(1000 + 5000 + 900)
    expect(call.outcome).toEqual({ value: 'up' })
    expect(action).toHaveBeenCalledTimes(2)
  })

  it('counts as a failure: it is tried again, and the last one is what the caller gets', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, timeout: 1000, retry: { retries: 1, backoff: 0 } }, clock)
    const call = watch(own.execute(hangs))
    await clock.advance(2000)
    expect(call.outcome).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(breaker.metrics().totals).toMatchObject({ failed: 2, succeeded: 0 })
  })

  it('is of each call its own, however many are under way, with one timer', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const calls = []
    for (let nth = 0; nth < 5; nth++) {
      calls.push(watch(own.execute(hangs)))
      await clock.advance(100)
    }
    expect(clock.pendingTimers).toBe(1)
    for (let nth = 0; nth < 5; nth++) {
      await clock.advance(nth === 0 ? 500 : 100)
      expect(calls.filter(({ outcome }) => outcome !== 'pending')).toHaveLength(nth + 1)
    }
    expect(clock.pendingTimers).toBe(0)
  })

  it('comes in time for those who wait although another call begins at the end of one', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const first = own.execute(({ signal }) => {
      signal.addEventListener('abort', () => void watch(own.execute(hangs)))
      return hangs()
    })
    void watch(first)
    await clock.advance(5)
    const second = watch(own.execute(hangs))
    await clock.advance(999)
    expect(second.outcome).toBe('pending')
    await clock.advance(1)
    expect(second.outcome).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(clock.nextTimerIn).toBe(995)
  })

  it.each([0, 1, 2])(
    'is that of the others still, when one of three has come to its end: %i',
    async (which) => {
      const { clock, policy: own } = trial({ timeout: 1000 })
      const calls = [0, 1, 2].map((nth) =>
        watch(own.execute(nth === which ? lasting(clock, 10, 'up') : hangs)),
      )
      await clock.advance(999)
      expect(calls.map(({ outcome }) => outcome)).toEqual(
        [0, 1, 2].map((nth) => (nth === which ? { value: 'up' } : 'pending')),
      )
      await clock.advance(1)
      expect(calls.map(({ outcome }) => outcome)).not.toContain('pending')
      expect(clock.pendingTimers).toBe(0)
    },
  )

  it('leaves no timer behind when all have come to their ends, in whatever order', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const calls = [10, 30, 20].map((ms) => own.execute(lasting(clock, ms, ms)))
    await clock.advance(30)
    expect(await Promise.all(calls)).toEqual([10, 30, 20])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('the signal of an attempt', () => {
  it('is aborted with the TimeoutError that the caller gets', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const { signals, action } = listening()
    const call = own.execute(action)
    void watch(call)
    await clock.advance(999)
    expect(signals[0]!.aborted).toBe(false)
    await clock.advance(1)
    expect(signals[0]!.reason).toBe(await errorOf(call))
  })

  it('is its own: a timeout aborts no other call, and no later attempt is given one that is aborted (Q13)', async () => {
    const { clock, policy: own } = trial({ timeout: 1000, retry: { retries: 1, backoff: 100 } })
    const late = listening()
    const young = listening()
    const calls = [watch(own.execute(late.action))]
    await clock.advance(500)
    calls.push(watch(own.execute(young.action)))
    await clock.advance(600)
    expect(late.signals.map(({ aborted }) => aborted)).toEqual([true, false])
    expect(young.signals.map(({ aborted }) => aborted)).toEqual([false])
    expect(calls.map(({ outcome }) => outcome)).toEqual(['pending', 'pending'])
  })

  it('is the same whenever it is asked for', async () => {
    const { policy: own } = trial()
    expect(await own.execute((context) => context.signal === context.signal)).toBe(true)
  })

  it('is aborted already where it is first asked for after the timeout', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    let late: CallContext | undefined
    const call = own.execute((context) => {
      late = context
      return hangs()
    })
    void watch(call)
    await clock.advance(1000)
    expect(late!.signal.aborted).toBe(true)
    expect(late!.signal.reason).toBe(await errorOf(call))
  })

  it('is not aborted by an end of any other kind', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const signals: AbortSignal[] = []
    await own.execute(({ signal }) => signals.push(signal))
    await errorOf(
      own.execute(({ signal }) => {
        signals.push(signal)
        throw down
      }),
    )
    await clock.advance(5000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  })
})

describe('what an action gives after its timeout', () => {
  it.each([
    ['a result', () => 'late'],
    [
      'an error',
      () => {
        throw down
      },
    ],
  ])('is dropped: %s changes nothing and goes nowhere (Q1)', async (_, end) => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, timeout: 1000, retry: { retries: 1, backoff: 5000 } }, clock)
    const attempts: number[] = []
    const slowAtFirst = ({ attempt }: CallContext) => {
      attempts.push(attempt)
      return attempt === 1 ? lasting(clock, 2000, null)().then(end) : 'in time'
    }
    const unhandled = await unhandledDuring(async () => {
      const call = watch(own.execute(slowAtFirst))
      await clock.advance(5999)
      expect(call.outcome).toBe('pending')
      await clock.advance(1)
      expect(call.outcome).toEqual({ value: 'in time' })
    })
    expect(unhandled).toEqual([])
    expect(attempts).toEqual([1, 2])
    expect(breaker.metrics().totals).toMatchObject({ failed: 1, succeeded: 1 })
  })

  it('is dropped when the call is over too', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const answers: unknown[] = []
    void own.tryExecute(lasting(clock, 2000, 'late')).then((outcome) => answers.push(outcome.kind))
    await clock.advance(3000)
    expect(answers).toEqual(['error'])
  })

  it('does not matter to the next call', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    void watch(own.execute(lasting(clock, 1500, 'late')))
    await clock.advance(1000)
    const next = watch(own.execute(lasting(clock, 800, 'in time')))
    await clock.advance(800)
    expect(next.outcome).toEqual({ value: 'in time' })
  })
})

describe('a clock that has slept', () => {
  it('ends all that is overdue, each with its own signal', async () => {
    const { clock, policy: own } = trial({ timeout: 1000 })
    const { signals, action } = listening()
    const calls = [watch(own.execute(action)), watch(own.execute(action))]
    await clock.sleep(3_600_000)
    expect(calls.map(({ outcome }) => outcome)).toMatchObject(
      signals.map(({ reason }) => ({ error: reason as unknown })),
    )
    expect(signals[0]!.reason).not.toBe(signals[1]!.reason)
    expect(clock.pendingTimers).toBe(0)
    expect(await own.execute(scripted('up'))).toBe('up')
  })
})
