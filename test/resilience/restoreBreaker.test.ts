import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyOf } from '../../src/resilience/anyOf.js'
import type { BreakerOptions } from '../../src/resilience/breaker.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { exponential } from '../../src/resilience/backoff.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { restoreBreaker } from '../../src/resilience/restoreBreaker.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { MAX_DELAY_MS } from '../../src/time/clock.js'
import { RESET, TRIPS_AT, trialBreaker, trialOf } from './breakerTrial.js'

const HOUR = 3_600_000

/** What there is after it has been kept as text. */
const reread = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** A breaker of a page that was loaded `awayMs` later: its monotonic clock begins anew, the wall clock goes on. */
async function afterReload(
  kept: unknown,
  from: FakeClock,
  { awayMs = 0, ...options }: BreakerOptions & { readonly awayMs?: number } = {},
) {
  const clock = new FakeClock(from.wallNow() + awayMs)
  const own = { clock, tripAfter: consecutiveFailures(TRIPS_AT), resetAfter: RESET, ...options }
  return trialOf(restoreBreaker(kept, own), clock)
}

describe('a breaker that is restored', () => {
  it('is open for as long as it would have been, to the millisecond (Q33)', async () => {
    const before = trialBreaker({ resetAfter: exponential({ base: 1000, factor: 3, jitter: 'none' }) })
    await before.clock.advance(12_345)
    await before.openAndWait()
    before.call().fail()
    await before.clock.advance(400)
    const { breaker, clock, call } = await afterReload(reread(before.breaker), before.clock, { awayMs: 250 })
    expect(breaker.state).toEqual({ kind: 'open', until: 2350, attempt: 2, waitMs: 3000 })
    await clock.advance(2349)
    expect(breaker.acquire()).toBeNull()
    await clock.advance(1)
    call().fail()
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 3 })
  })

  it('is half-open at the next call where its time has come in between (Q33)', async () => {
    const before = trialBreaker()
    before.failTimes(TRIPS_AT)
    const { breaker, call } = await afterReload(reread(before.breaker), before.clock, { awayMs: RESET })
    expect(breaker.state.kind).toBe('open')
    call()
    expect(breaker.state).toEqual({ kind: 'half-open', attempt: 1, waitMs: RESET })
  })

  it('knows of a wait that began anew (Q33)', async () => {
    const before = trialBreaker()
    before.failTimes(TRIPS_AT)
    await before.clock.advance(900)
    before.breaker.restartWait()
    const { breaker } = await afterReload(reread(before.breaker), before.clock)
    expect(breaker.retryAfterMs()).toBe(RESET)
  })

  it('is half-open with all its permits, and counts the times on (Q33)', async () => {
    const before = trialBreaker()
    await before.openAndWait()
    before.call()
    const { breaker, call } = await afterReload(reread(before.breaker), before.clock)
    expect(breaker.state).toEqual({ kind: 'half-open', attempt: 1, waitMs: RESET })
    const probe = call()
    expect(breaker.acquire()).toBeNull()
    probe.fail()
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 2 })
  })

  it.each(['forceOpen', 'forceClose'] as const)(
    'is held by hand as it was by %s (Q33, Q35)',
    async (control) => {
      const before = trialBreaker()
      before.breaker[control]()
      const { breaker } = await afterReload(reread(before.breaker), before.clock, { awayMs: HOUR })
      expect(breaker.state).toEqual(before.breaker.state)
      breaker.reset()
      expect(breaker.state.kind).toBe('closed')
    },
  )

  it('is closed where it was isolated: nobody could call its handles', async () => {
    const before = trialBreaker()
    before.failTimes(1)
    before.breaker.isolate()
    expect(reread(before.breaker)).toEqual({
      version: 1,
      savedAt: before.clock.wallNow(),
      state: { kind: 'closed' },
    })
    const { breaker } = await afterReload(reread(before.breaker), before.clock)
    expect(breaker.state.kind).toBe('closed')
  })

  it('is held by hand where it was isolated as well', async () => {
    const before = trialBreaker()
    before.breaker.forceOpen()
    before.breaker.isolate()
    const { breaker } = await afterReload(reread(before.breaker), before.clock)
    expect(breaker.state.kind).toBe('forced-open')
  })

  it('goes on counting (Q33)', async () => {
    const before = trialBreaker()
    before.failTimes(TRIPS_AT - 1)
    const { breaker, failTimes } = await afterReload(reread(before.breaker), before.clock, { awayMs: HOUR })
    expect(breaker.metrics().window.failures).toBe(TRIPS_AT - 1)
    failTimes(1)
    expect(breaker.state.kind).toBe('open')
  })

  it('goes on counting in a window of time, whatever is too old by then (Q7, Q33)', async () => {
    const tripAfter = failureRate({ rate: 1, window: timeWindow(1000) })
    const before = trialBreaker({ tripAfter })
    await before.clock.advance(70_000)
    before.failTimes(2)
    await before.clock.advance(600)
    before.failTimes(1)
    const countAfter = async (awayMs: number) => {
      const after = await afterReload(reread(before.breaker), before.clock, { awayMs, tripAfter })
      return after.breaker.metrics().window.calls
    }
    expect(await Promise.all([0, 399, 400, 999, 1000].map(countAfter))).toEqual([3, 3, 1, 1, 0])
  })

  it.each([
    ['back', -HOUR, RESET],
    ['on', HOUR, 0],
  ])('waits no longer than it would have when the wall clock was set %s', async (_, jumpMs, waitMs) => {
    const before = trialBreaker()
    before.failTimes(TRIPS_AT)
    const { breaker } = await afterReload(reread(before.breaker), before.clock, { awayMs: jumpMs })
    expect(breaker.retryAfterMs()).toBe(waitMs)
  })

  it('keeps what it has counted when the wall clock was set back', async () => {
    const tripAfter = failureRate({ rate: 1, window: timeWindow(1000) })
    const before = trialBreaker({ tripAfter })
    before.failTimes(2)
    const after = await afterReload(reread(before.breaker), before.clock, { awayMs: -HOUR, tripAfter })
    expect(after.breaker.metrics().window.calls).toBe(2)
    await after.clock.advance(1000)
    expect(after.breaker.metrics().window.calls).toBe(0)
  })

  it('may be kept and restored any number of times (Q33)', async () => {
    let { breaker, clock, failTimes } = trialBreaker()
    failTimes(TRIPS_AT)
    for (let reload = 0; reload < 10; reload++) {
      await clock.advance(30)
      ;({ breaker, clock } = await afterReload(reread(breaker), clock, { awayMs: 20 }))
    }
    expect(breaker.retryAfterMs()).toBe(RESET - 10 * 50)
  })

  it('has totals of its own', async () => {
    const before = trialBreaker()
    before.failTimes(TRIPS_AT)
    const { breaker } = await afterReload(reread(before.breaker), before.clock)
    expect(breaker.metrics().totals).toEqual({ succeeded: 0, failed: 0, ignored: 0, refused: 0, opened: 0 })
  })

  it('has the options that it is given, and the platform’s clock where it is given none', () => {
    const until = Date.now() + HOUR
    const kept = {
      version: 1,
      savedAt: Date.now(),
      state: { kind: 'open', until, attempt: 1, waitMs: HOUR },
    }
    const breaker = restoreBreaker(kept, { name: 'orders' })
    expect(breaker.name).toBe('orders')
    expect(breaker.retryAfterMs()).toBeGreaterThan(HOUR - 60_000)
    expect(breaker.retryAfterMs()).toBeLessThanOrEqual(HOUR)
    expect(restoreBreaker(kept).state.kind).toBe('open')
  })
})

describe('what is no record of a breaker', () => {
  const closed = { version: 1, savedAt: 0, state: { kind: 'closed' }, counts: [2] }
  const open = { version: 1, savedAt: 0, state: { kind: 'open', until: 500, attempt: 1, waitMs: 500 } }
  const halfOpen = { version: 1, savedAt: 0, state: { kind: 'half-open', attempt: 1, waitMs: 500 } }
  const inState = (record: { readonly state: object }, state: object) => ({
    ...record,
    state: { ...record.state, ...state },
  })
  const restored = (kept: unknown) =>
    restoreBreaker(kept, { clock: new FakeClock(0), tripAfter: consecutiveFailures(TRIPS_AT) })

  it('is told from those that are', () => {
    expect(restored(closed).metrics().window.calls).toBe(2)
    expect(restored(open).state.kind).toBe('open')
    expect(restored(halfOpen).state.kind).toBe('half-open')
  })

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'open'],
    ['a number', 1],
    ['a list', [1, 2]],
    ['an empty object', {}],
    ['a record of a later version', { ...open, version: 2 }],
    ['one without a version', { savedAt: 0, state: open.state }],
    ['one without a time', { version: 1, state: open.state }],
    ['one at a time that is none', { ...open, savedAt: Number.NaN }],
    ['one at a time without end', { ...open, savedAt: Infinity }],
    ['one at a time in words', { ...open, savedAt: '0' }],
    ['one without a state', { version: 1, savedAt: 0 }],
    ['one whose state is null', { ...open, state: null }],
    ['one whose state is a word', { ...open, state: 'open' }],
    ['an unknown state', inState(open, { kind: 'ajar' })],
    ['an isolated one', inState(open, { kind: 'isolated' })],
    ['an end that is none', inState(open, { until: Number.NaN })],
    ['no word of an end', { ...open, state: { kind: 'open', attempt: 1, waitMs: 500 } }],
    ['no word of a wait', { ...open, state: { kind: 'open', attempt: 1, until: 500 } }],
    ['no end', inState(open, { until: undefined })],
    ['an end in words', inState(open, { until: '500' })],
    ['half a time', inState(open, { attempt: 1.5 })],
    ['no times', inState(open, { attempt: 0 })],
    ['a wait below nothing', inState(open, { waitMs: -1 })],
    ['a wait longer than any timer', inState(open, { waitMs: MAX_DELAY_MS + 1 })],
    ['a wait without end', inState(open, { waitMs: Infinity })],
    ['no wait', inState(open, { waitMs: undefined })],
    ['half-open with half a time', inState(halfOpen, { attempt: 1.5 })],
    ['half-open without a wait', inState(halfOpen, { waitMs: undefined })],
    ['half-open with a wait that is none', inState(halfOpen, { waitMs: Number.NaN })],
    ['no counts', { ...closed, counts: undefined }],
    ['counts that are no list', { ...closed, counts: { 0: 2, length: 1 } }],
    ['counts in words', { ...closed, counts: ['2'] }],
    ['counts without end', { ...closed, counts: [Infinity] }],
  ])('is not believed: %s', (_, kept) => {
    const breaker = restored(kept)
    expect(breaker.state).toEqual({ kind: 'closed' })
    expect(breaker.metrics().window.calls).toBe(0)
  })

  it.each([
    ['the least', 0],
    ['the longest', MAX_DELAY_MS],
  ])('is not %s wait that there can be', (_, waitMs) => {
    expect(restored(inState(open, { waitMs })).state).toMatchObject({ kind: 'open', waitMs })
  })

  it('neither throws nor makes a breaker that throws, whatever it is', () => {
    const number = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(0, 1, 500, MAX_DELAY_MS, 1e300, -1e300),
    )
    const records = fc.record({
      version: fc.constantFrom(1, 1, 1, 2),
      savedAt: number,
      state: fc.record(
        {
          kind: fc.constantFrom('closed', 'open', 'half-open', 'forced-open', 'forced-closed', 'isolated'),
          until: number,
          attempt: number,
          waitMs: number,
        },
        { requiredKeys: ['kind'] },
      ),
      counts: fc.array(number),
    })
    const rules = anyOf(
      consecutiveFailures(2),
      failureRate({ rate: 0.5, window: countWindow(5) }),
      slowCallRate({ rate: 0.5, slowerThan: 10, window: timeWindow(1000) }),
    )
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: records }, fc.anything()), (kept) => {
        const clock = new FakeClock()
        const breaker = restoreBreaker(kept, { clock, tripAfter: rules })
        expect(breaker.retryAfterMs()).not.toBeNaN()
        expect(breaker.acquire() ?? breaker.refusal()).toBeTruthy()
        const { window } = breaker.metrics()
        expect(Object.values(window).every((count) => count >= 0 && count < Infinity)).toBe(true)
        const { state } = restoreBreaker(reread(breaker), { clock, tripAfter: rules })
        expect(state.kind).toBe(breaker.state.kind)
      }),
    )
  })

  it('is what another rule has counted', () => {
    const before = trialBreaker({ tripAfter: failureRate({ rate: 1, window: timeWindow(1000) }) })
    before.failTimes(2)
    const other = restoreBreaker(reread(before.breaker), {
      clock: before.clock,
      tripAfter: failureRate({ rate: 1, window: countWindow(10) }),
    })
    expect(other.metrics().window.calls).toBe(0)
  })
})
