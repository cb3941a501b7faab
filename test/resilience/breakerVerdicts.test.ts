import { describe, expect, it } from 'vitest'
import type { BreakerOptions } from '../../src/resilience/breaker.js'
import type { CallOutcome } from '../../src/resilience/callOutcome.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { notesDuring, trialBreaker } from './breakerTrial.js'
import { errorOf } from './policyTrial.js'

const down = new Error('503')
const refused = Object.assign(new Error('no such order'), { status: 404 })
const aborted = Object.assign(new Error('gone'), { name: 'AbortError' })
const timedOut = Object.assign(new Error('late'), { name: 'TimeoutError' })

const isOfServer = (outcome: CallOutcome) => 'error' in outcome && outcome.error !== refused
const isBusy = (outcome: CallOutcome) => 'result' in outcome && outcome.result === 'busy'

/** How calls through a breaker have counted, one after the other. */
async function countsOf(options: BreakerOptions, ...endings: readonly unknown[]) {
  const { breaker } = trialBreaker({ tripAfter: consecutiveFailures(100), ...options })
  for (const ending of endings) {
    const action = () => {
      if (ending instanceof Error) throw ending
      return ending
    }
    await breaker.execute(action).catch(() => {})
  }
  const { succeeded, failed, ignored } = breaker.metrics().totals
  return { succeeded, failed, ignored }
}

describe('an outcome', () => {
  it('is a failure if it is an error, and a success otherwise, where there are no rules', async () => {
    expect(await countsOf({}, down, refused, 'up', undefined)).toEqual({
      succeeded: 2,
      failed: 2,
      ignored: 0,
    })
  })

  it('is a failure if `isFailure` says so, be it an error or a result', async () => {
    const endings = [down, refused, 'up', 'busy']
    expect(await countsOf({ isFailure: isOfServer }, ...endings)).toEqual({
      succeeded: 3,
      failed: 1,
      ignored: 0,
    })
    expect(await countsOf({ isFailure: isBusy }, ...endings)).toEqual({ succeeded: 3, failed: 1, ignored: 0 })
  })

  it('is not counted at all if `isIgnored` says so, be it an error or a result (Q4)', async () => {
    const isIgnored = (outcome: CallOutcome) =>
      isBusy(outcome) || ('error' in outcome && outcome.error === refused)
    expect(await countsOf({ isIgnored }, down, refused, 'up', 'busy')).toEqual({
      succeeded: 1,
      failed: 1,
      ignored: 2,
    })
  })

  it('is ignored rather than a failure where both say so', async () => {
    expect(await countsOf({ isIgnored: isBusy, isFailure: isBusy }, 'busy')).toMatchObject({
      ignored: 1,
      failed: 0,
    })
  })

  it('that is ignored ends no row of failures, and a success does (Q4)', () => {
    const { breaker, call, failTimes } = trialBreaker()
    failTimes(2)
    call().release()
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
    breaker.reset()
    failTimes(2)
    call().succeed()
    failTimes(2)
    expect(breaker.state.kind).toBe('closed')
  })

  it('that is ignored is nothing to a rule that does not ask for it', async () => {
    const { call } = trialBreaker()
    expect(await notesDuring(() => call().release())).toEqual([])
  })

  it.each([
    ['is ignored', { isIgnored: isBusy }, 'half-open'],
    ['is a failure', { isFailure: isBusy }, 'open'],
    ['is neither', {}, 'closed'],
  ] as const)('that %s says so while half-open too (Q4)', async (_, rules, kind) => {
    const { breaker, openAndWait } = trialBreaker(rules)
    await openAndWait()
    await breaker.execute(() => 'busy')
    expect(breaker.state.kind).toBe(kind)
    expect(breaker.acquire() === null).toBe(kind === 'open')
  })

  it('counts by the plain rules where a rule throws, which the developer is told; the caller gets what came', async () => {
    const oops = new Error('oops')
    const { breaker } = trialBreaker({
      isFailure: () => {
        throw oops
      },
    })
    const notes = await notesDuring(async () => {
      expect(await breaker.execute(() => 'up')).toBe('up')
      expect(await errorOf(breaker.execute(() => Promise.reject(down)))).toBe(down)
    })
    expect(notes).toEqual(
      Array.from({ length: 2 }, () => [
        'react-api-status: isFailure or isIgnored threw; the breaker goes on without it.',
        oops,
      ]),
    )
    expect(breaker.metrics().totals).toMatchObject({ succeeded: 1, failed: 1 })
  })

  it('is judged for those who make their calls themselves', () => {
    const { breaker } = trialBreaker({ isFailure: isBusy, isIgnored: (outcome) => 'error' in outcome })
    const outcomes: readonly CallOutcome[] = [{ result: 'busy' }, { result: 'up' }, { error: down }]
    expect(outcomes.map((outcome) => breaker.judge(outcome))).toEqual(['failed', 'succeeded', 'ignored'])
  })
})

describe('an abort', () => {
  it('says nothing, nor does it where there are rules (Q4)', async () => {
    expect(await countsOf({}, aborted)).toMatchObject({ ignored: 1, failed: 0 })
    expect(await countsOf({ isFailure: () => true }, aborted)).toMatchObject({ ignored: 1, failed: 0 })
  })

  it('is known by the signal of its caller, whatever its reason (Q4)', async () => {
    const { breaker } = trialBreaker({ tripAfter: consecutiveFailures(1) })
    for (const reason of [undefined, 'left', null, down, aborted]) {
      const controller = new AbortController()
      const call = breaker.execute(
        async () => {
          controller.abort(reason)
          throw controller.signal.reason
        },
        { signal: controller.signal },
      )
      expect(await errorOf(call)).toBe(controller.signal.reason)
    }
    expect(breaker.metrics().totals).toMatchObject({ ignored: 5, failed: 0 })
  })

  it('at a timeout is a failure: who gave up waiting has seen something (Q4)', async () => {
    expect(await countsOf({}, timedOut)).toMatchObject({ failed: 1, ignored: 0 })
    const { breaker } = trialBreaker()
    const controller = new AbortController()
    const call = breaker.execute(
      async () => {
        controller.abort(timedOut)
        throw aborted
      },
      { signal: controller.signal },
    )
    await errorOf(call)
    expect(breaker.metrics().totals).toMatchObject({ failed: 1, ignored: 0 })
  })

  it('makes no failure of a result that came in spite of it', async () => {
    const { breaker } = trialBreaker()
    const controller = new AbortController()
    const action = async () => {
      controller.abort()
      return 'up'
    }
    expect(await breaker.execute(action, { signal: controller.signal })).toBe('up')
    expect(breaker.metrics().totals).toMatchObject({ succeeded: 1, ignored: 0 })
  })

  it('while half-open gives the permit back (Q4)', async () => {
    const { breaker, openAndWait } = trialBreaker()
    await openAndWait()
    await errorOf(breaker.execute(() => Promise.reject(aborted)))
    expect(breaker.state.kind).toBe('half-open')
    await breaker.execute(() => 'up')
    expect(breaker.state.kind).toBe('closed')
  })
})
