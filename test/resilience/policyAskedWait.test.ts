import { describe, expect, it } from 'vitest'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import { RetryBudgetError } from '../../src/resilience/retryBudgetError.js'
import { trialBreaker } from './breakerTrial.js'
import { trial, watch } from './policyTrial.js'

const ASKED = 1000

/** When the attempts of a call began whose first `failures` are these, in milliseconds. */
async function attemptsAt(chance: number, retries: number, ...failures: readonly Error[]) {
  const retry = { retries, backoff: 10, budget: false } as const
  const { clock, policy } = trial({ retry, random: () => chance })
  const begunAt: number[] = []
  const call = watch(
    policy.execute(() => {
      begunAt.push(clock.now())
      const failure = failures[begunAt.length - 1]
      if (failure) throw failure
      return 'up'
    }),
  )
  await clock.advance(10 * ASKED)
  return { begunAt, outcome: call.outcome }
}

describe('a failure that asks for a wait', () => {
  const busy = Object.assign(new Error('busy'), { retryAfterMs: ASKED })

  it.each([
    [0, ASKED],
    [1, ASKED * 1.1],
  ])('is tried again after it, spread by a tenth (chance %d)', async (chance, wait) => {
    const { begunAt, outcome } = await attemptsAt(chance, 1, busy)
    expect(begunAt).toEqual([0, expect.closeTo(wait, 6)])
    expect(outcome).toEqual({ value: 'up' })
  })
})

describe('an action that a breaker within it refuses', () => {
  const refusal = () => new BreakerOpenError('orders', 0, ASKED)

  it('is tried again when that lets calls through, which costs none of the retries', async () => {
    const { begunAt, outcome } = await attemptsAt(0, 1, refusal(), refusal(), new Error('down'))
    expect(outcome).toEqual({ value: 'up' })
    expect(begunAt).toEqual([0, ASKED, 2 * ASKED, 2 * ASKED + 10])
  })

  it('costs no budget', async () => {
    const { clock, policy } = trial({ retry: { retries: 3, budget: { called() {}, take: () => false } } })
    let isRefused = true
    const call = watch(
      policy.execute(() => {
        if (!isRefused) throw new Error('down')
        isRefused = false
        throw refusal()
      }),
    )
    await clock.advance(ASKED)
    expect(call.outcome).toEqual({ error: expect.any(RetryBudgetError) })
  })

  it('says nothing about its own back end', async () => {
    const { breaker, clock } = trialBreaker({ tripAfter: consecutiveFailures(1) })
    const { policy } = trial({ breaker }, clock)
    const call = watch(policy.execute(() => Promise.reject(refusal())))
    await clock.advance(0)
    expect(call.outcome).toEqual({ error: expect.any(BreakerOpenError) })
    expect(breaker.state.kind).toBe('closed')
    expect(breaker.metrics().totals).toMatchObject({ failed: 0, ignored: 1 })
  })
})
