import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { DeadlineError, withDeadline } from '../../src/time/deadline.js'

describe('withDeadline', () => {
  it('gives the result of work that is done in time', async () => {
    const clock = new FakeClock()
    const result = withDeadline({ clock, timeoutMs: 1000 }, () => after(clock, 999, 'done'))
    await clock.advance(999)
    await expect(result).resolves.toBe('done')
    expect(clock.pendingTimers).toBe(0)
  })

  it('takes a result that is no promise', async () => {
    const clock = new FakeClock()
    await expect(withDeadline({ clock, timeoutMs: 1000 }, () => 42)).resolves.toBe(42)
    expect(clock.pendingTimers).toBe(0)
  })

  it('rejects at the deadline and aborts the work with the same error', async () => {
    const clock = new FakeClock()
    let signal: AbortSignal | undefined
    const rejection = reasonOf(
      withDeadline({ clock, timeoutMs: 1000 }, (given) => {
        signal = given
        return never()
      }),
    )
    await clock.advance(999)
    expect(signal?.aborted).toBe(false)
    await clock.advance(1)
    const error = await rejection
    expect(error).toBeInstanceOf(DeadlineError)
    expect(error).toMatchObject({
      name: 'DeadlineError',
      message: 'No result within 1000 ms.',
    })
    expect(signal?.reason).toBe(error)
    expect(clock.pendingTimers).toBe(0)
  })

  it('begins again when it was slept through, if it is told what sleep is', async () => {
    const clock = new FakeClock()
    let isOver = false
    const rejection = reasonOf(withDeadline({ clock, timeoutMs: 1000, sleptMs: 500 }, never)).then(
      (reason) => {
        isOver = true
        return reason
      },
    )
    await clock.advance(500)
    await clock.sleep(60_000)
    await clock.advance(999)
    expect(isOver).toBe(false)
    await clock.advance(1)
    expect(await rejection).toBeInstanceOf(DeadlineError)
  })

  it("rejects with the caller's reason as soon as the caller gives up", async () => {
    const clock = new FakeClock()
    const caller = countingSignal()
    let signal: AbortSignal | undefined
    const rejection = reasonOf(
      withDeadline({ clock, timeoutMs: 1000, signal: caller.signal }, (given) => {
        signal = given
        return never()
      }),
    )
    await clock.advance(10)
    caller.abort('enough')
    expect(await rejection).toBe('enough')
    expect(signal?.reason).toBe('enough')
    expect([clock.pendingTimers, caller.listeners]).toEqual([0, 0])
  })

  it('does not begin for a caller that gave up before', async () => {
    const clock = new FakeClock()
    let begun = false
    const work = withDeadline({ clock, timeoutMs: 1000, signal: AbortSignal.abort('too late') }, () => {
      begun = true
    })
    expect(await reasonOf(work)).toBe('too late')
    expect([begun, clock.pendingTimers]).toEqual([false, 0])
  })

  it('turns a throw of the work into a rejection', async () => {
    const clock = new FakeClock()
    const error = new Error('blocked')
    const work = withDeadline({ clock, timeoutMs: 1000 }, () => {
      throw error
    })
    expect(await reasonOf(work)).toBe(error)
    expect(clock.pendingTimers).toBe(0)
  })

  it('drops an error that comes after the deadline', async () => {
    const clock = new FakeClock()
    const work = withDeadline({ clock, timeoutMs: 1000 }, async () => {
      await after(clock, 5000, undefined)
      throw new Error('late')
    })
    const rejection = reasonOf(work)
    await clock.advance(5000)
    // An unhandled rejection would fail the run.
    expect(await rejection).toBeInstanceOf(DeadlineError)
  })

  it("leaves no listener on the caller's signal, however often it is used (R27)", async () => {
    const clock = new FakeClock()
    const caller = countingSignal()
    for (let call = 0; call < 100; call++) {
      await withDeadline({ clock, timeoutMs: 1000, signal: caller.signal }, () => call)
    }
    expect([caller.added, caller.listeners, clock.pendingTimers]).toEqual([100, 0, 0])
  })
})

/** A signal that counts who listens to it. */
function countingSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const counts = { added: 0, removed: 0 }
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    counts.added++
    add(type, listener)
  }
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    counts.removed++
    remove(type, listener)
  }
  return {
    signal,
    abort: (reason: unknown) => controller.abort(reason),
    get added() {
      return counts.added
    },
    get listeners() {
      return counts.added - counts.removed
    },
  }
}

function after<Result>(clock: FakeClock, ms: number, result: Result): Promise<Result> {
  return new Promise((resolve) => clock.setTimeout(() => resolve(result), ms))
}

function never(): Promise<never> {
  return new Promise(() => {})
}

function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (result) => Promise.reject(new Error(`Expected a rejection, got ${String(result)}.`)),
    (reason) => reason,
  )
}
