import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll } from 'cockatiel'
import Opossum from 'opossum'
import { describe, expect, test } from 'vitest'
import { consecutiveFailures, createBreaker, createBreakers } from '../../../src/core.js'
import { breakersCheck } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { lookAt, looking } from './lookAt.js'

const fail = () => Promise.reject(new Error('down'))

describe('circuit breakers', () => {
  test('that are all closed are healthy, and the details name them', async () => {
    const breakers = createBreakers()
    breakers.get('payments')
    breakers.get('search')
    expect(await lookAt(breakersCheck(breakers))).toMatchObject({
      status: 'healthy',
      details: { breakers: { payments: 'closed', search: 'closed' }, total: 2, notClosed: 0 },
    })
  })

  test('degrade the service while one is open, then half-open, until it is closed', async () => {
    const clock = new FakeClock()
    const tripAfter = consecutiveFailures(1)
    const breakers = createBreakers({ clock, tripAfter, resetAfter: 1000 })
    const payments = breakers.get('payments')
    breakers.get('search')
    const look = looking(breakersCheck(breakers))

    await payments.execute(fail).catch(() => {})
    expect(await look()).toMatchObject({
      status: 'degraded',
      error: { code: 'BREAKER_OPEN', message: expect.stringContaining('payments (open)') },
      details: { breakers: { payments: 'open', search: 'closed' }, notClosed: 1 },
    })
    await clock.advance(1000)
    const permit = payments.acquire()
    expect(await look()).toMatchObject({ status: 'degraded', error: { code: 'BREAKER_HALF_OPEN' } })
    permit?.succeed()
    expect(await look()).toMatchObject({ status: 'healthy' })
  })

  test('that are held by hand count by what they do with calls', async () => {
    const breaker = createBreaker({ name: 'mail' })
    const look = looking(breakersCheck([breaker]))
    breaker.forceOpen()
    expect(await look()).toMatchObject({ status: 'degraded', details: { breakers: { mail: 'forced-open' } } })
    breaker.forceClose()
    expect(await look()).toMatchObject({
      status: 'healthy',
      details: { breakers: { mail: 'forced-closed' } },
    })
  })

  test.each([
    ['a record', { mail: createBreaker() }],
    ['a list', [createBreaker({ name: 'mail' })]],
    ['a Map', new Map([['mail', createBreaker()]])],
    ['a function', () => [createBreaker({ name: 'mail' })]],
    ['breakers of another library', [{ name: 'mail', state: 'CLOSED' }]],
  ])('come as %s', async (_, breakers) => {
    expect(await lookAt(breakersCheck(breakers))).toMatchObject({ details: { breakers: { mail: 'closed' } } })
  })

  test.each(['halfOpen', 'HALF_OPEN', 'half-open'])('of another library may be %s', async (state) => {
    expect(await lookAt(breakersCheck([{ name: 'mail', state }]))).toMatchObject({
      status: 'degraded',
      error: { code: 'BREAKER_HALF_OPEN' },
    })
  })

  test('of cockatiel and opossum are given a word each, as the documentation shows', async () => {
    const policy = circuitBreaker(handleAll, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(1) })
    const opossum = new Opossum(fail, { volumeThreshold: 1, errorThresholdPercentage: 1 })
    const look = looking(
      breakersCheck(() => [
        { name: 'mail', state: CircuitState[policy.state] },
        { name: 'search', state: opossum.opened ? 'open' : opossum.halfOpen ? 'half-open' : 'closed' },
      ]),
    )
    expect(await look()).toMatchObject({ details: { breakers: { mail: 'closed', search: 'closed' } } })
    await policy.execute(fail).catch(() => {})
    await opossum.fire().catch(() => {})
    expect(await look()).toMatchObject({ details: { breakers: { mail: 'open', search: 'open' } } })
    opossum.shutdown()
  })

  test('with one name for several are all shown', async () => {
    const breakers = [createBreaker({ name: 'mail' }), createBreaker({ name: 'mail' })]
    const component = await lookAt(breakersCheck(breakers))
    expect(component.details?.breakers).toEqual({ mail: 'closed', 'mail 2': 'closed' })
  })

  test('by the hundred show those first that are not closed', async () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      name: `tenant ${index}`,
      state: index === 150 ? 'open' : 'closed',
    }))
    const component = await lookAt(breakersCheck(many))
    const { breakers, total } = component.details as unknown as { breakers: object; total: number }
    expect(total).toBe(200)
    expect(Object.entries(breakers)[0]).toEqual(['tenant 150', 'open'])
    expect(Object.keys(breakers)).toHaveLength(50)
  })

  test('that are none are refused at the door, or said to be none by the check', async () => {
    expect(() => breakersCheck(undefined as never)).toThrow('breakersCheck breakers: expected breakers')
    for (const wrong of [breakersCheck([{ state: 1 as never }]), breakersCheck(() => undefined as never)]) {
      expect(await lookAt(wrong)).toMatchObject({
        status: 'unhealthy',
        error: { code: 'TYPE_ERROR', message: expect.stringContaining('breakersCheck breakers: expected') },
      })
    }
  })

  test('that can be gone through but once are refused: the second look would find none of them, and be healthy', async () => {
    const byName = new Map([['mail', { state: 'open' }]])
    expect(() => breakersCheck(byName.values())).toThrow('expected what can be gone through again')
    const look = looking(breakersCheck(() => byName.values()))
    for (let i = 0; i < 2; i++) expect(await look()).toMatchObject({ status: 'degraded' })
  })
})
