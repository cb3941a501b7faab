import { describe, expect, it } from 'vitest'
import type { AdaptiveThrottle, AdaptiveThrottleOptions } from '../../src/resilience/adaptiveThrottle.js'
import { adaptiveThrottle } from '../../src/resilience/adaptiveThrottle.js'
import { isThrottledError, ThrottledError } from '../../src/resilience/throttledError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { seededRandom } from '../../src/testing/seededRandom.js'

/** Lets everything through but what is refused for certain. */
const lenient = () => 1 - Number.EPSILON

function throttleOf(options: AdaptiveThrottleOptions = {}) {
  const clock = new FakeClock()
  return { clock, throttle: adaptiveThrottle({ clock, random: lenient, minimum: 1, ...options }) }
}

function count(throttle: AdaptiveThrottle, requests: number, accepts: number): void {
  for (let request = 0; request < requests; request++) throttle.admit()
  for (let accept = 0; accept < accepts; accept++) throttle.accepted()
}

describe('adaptive throttling', () => {
  it.each([
    [100, 100, 0],
    [100, 50, 0],
    [100, 40, 0.198],
    [100, 0, 0.99],
    [10, 0, 0.909],
    [1, 0, 0.5],
  ])(
    'after %i requests and %i accepts refuses with chance %f, as the SRE book has it (R33)',
    (requests, accepts, chance) => {
      const { throttle } = throttleOf()
      count(throttle, requests, accepts)
      expect(throttle.rejectionProbability()).toBeCloseTo(chance, 3)
    },
  )

  it('has the k that it is given', () => {
    const { throttle } = throttleOf({ k: 1 })
    count(throttle, 100, 50)
    expect(throttle.rejectionProbability()).toBe(50 / 101)
  })

  it('refuses when chance falls below the probability, and lets through when it falls on it', () => {
    let chance = 0
    const { throttle } = throttleOf({ random: () => chance })
    expect(throttle.admit()).toBe(true)
    chance = 0.4999
    expect(throttle.admit()).toBe(false)
    chance = 2 / 3
    expect(throttle.admit()).toBe(true)
    chance = 0.7499
    expect(throttle.admit()).toBe(false)
  })

  it('counts a request when it is attempted, also when it is refused (R33)', () => {
    const { throttle } = throttleOf({ random: () => 0 })
    const admitted = Array.from({ length: 9 }, () => throttle.admit())
    expect(admitted).toEqual([true, ...Array.from({ length: 8 }, () => false)])
    expect(throttle.rejectionProbability()).toBe(0.9)
  })

  it('refuses nothing below the minimum of requests', () => {
    const { throttle } = throttleOf({ minimum: 5, random: () => 0 })
    count(throttle, 4, 0)
    expect(throttle.rejectionProbability()).toBe(0)
    expect(throttle.admit()).toBe(true)
    expect(throttle.rejectionProbability()).toBe(5 / 6)
    expect(throttle.admit()).toBe(false)
  })

  it('takes 20 requests for a minimum, twice the accepts, and two minutes, when nothing is said', async () => {
    const clock = new FakeClock()
    const throttle = adaptiveThrottle({ clock, random: lenient })
    count(throttle, 19, 0)
    expect(throttle.rejectionProbability()).toBe(0)
    count(throttle, 1, 5)
    expect(throttle.rejectionProbability()).toBe(10 / 21)
    await clock.advance(119_999)
    expect(throttle.rejectionProbability()).toBe(10 / 21)
    await clock.advance(1)
    expect(throttle.rejectionProbability()).toBe(0)
  })

  it('forgets what is older than the window that it is given', async () => {
    const { throttle, clock } = throttleOf({ window: 1000 })
    count(throttle, 3, 0)
    await clock.advance(500)
    count(throttle, 1, 0)
    await clock.advance(500)
    expect(throttle.rejectionProbability()).toBe(0.5)
    count(throttle, 0, 1)
    expect(throttle.rejectionProbability()).toBe(0)
  })

  it('sends about k times what is accepted, and everything again when all of it is', async () => {
    const { throttle, clock } = throttleOf({ random: seededRandom(5), window: 10_000 })
    /** How many of the calls of so many seconds, 100 in each, are sent; of those, so many a second are accepted. */
    const shareSent = async (seconds: number, acceptedEach: number) => {
      let sent = 0
      for (let second = 0; second < seconds; second++) {
        let accepted = 0
        for (let call = 0; call < 100; call++) {
          await clock.sleep(10)
          if (!throttle.admit()) continue
          sent++
          if (accepted++ < acceptedEach) throttle.accepted()
        }
      }
      return sent / seconds / 100
    }
    await shareSent(10, 20)
    const share = await shareSent(20, 20)
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.45)
    await shareSent(30, 100)
    expect(await shareSent(1, 100)).toBe(1)
  })

  it('uses the clock and the chance of the system when none is given', () => {
    const throttle = adaptiveThrottle({ minimum: 1000 })
    count(throttle, 10, 10)
    expect(throttle.admit()).toBe(true)
  })

  it.each([
    [{ k: 0.9 }, 'adaptiveThrottle k: expected a finite number from 1, got 0.9.'],
    [{ k: Infinity }, 'adaptiveThrottle k: expected a finite number from 1, got Infinity.'],
    [{ window: 0 }, 'adaptiveThrottle window: expected milliseconds from 1, got 0.'],
    [{ minimum: 0 }, 'adaptiveThrottle minimum: expected a whole number from 1, got 0.'],
  ])('has no use for %j', (options, message) => {
    expect(() => adaptiveThrottle(options)).toThrow(new RangeError(`react-api-status: ${message}`))
  })
})

describe('the error of a call that was held back', () => {
  it('says who, how likely, and what to do', () => {
    const error = new ThrottledError('https://api.example', 0.909)
    expect(error.name).toBe('ThrottledError')
    expect(error.key).toBe('https://api.example')
    expect(error.rejectionProbability).toBe(0.909)
    expect(error.message).toBe(
      'The call to https://api.example was not sent: most calls to it failed in the last minutes, so 91 % are held ' +
        'back to let it recover. Try again later; the share falls as calls succeed.',
    )
  })

  it('is known by its name, also from another copy of this package', () => {
    expect(isThrottledError(new ThrottledError('a', 1))).toBe(true)
    expect(isThrottledError(Object.assign(new Error('elsewhere'), { name: 'ThrottledError' }))).toBe(true)
    expect(isThrottledError(new Error('another'))).toBe(false)
    expect(isThrottledError({ name: 'ThrottledError' })).toBe(false)
  })
})

describe('a throttle before a back end that accepts nothing', () => {
  it.each([
    [undefined, 0.9],
    [0.5, 0.5],
    [1, 0.99],
  ])('refuses with a chance of %s at the most (%f)', (maxRejection, most) => {
    let chance = 1
    const throttle = adaptiveThrottle({ maxRejection, random: () => chance })
    for (let request = 0; request < 100; request++) throttle.admit()
    chance = most - 0.001
    expect(throttle.admit()).toBe(false)
    chance = most + 0.001
    expect(throttle.admit()).toBe(true)
  })

  it.each([0, -1, 1.1, Number.NaN])('refuses a highest chance of %d', (maxRejection) => {
    expect(() => adaptiveThrottle({ maxRejection })).toThrow('maxRejection: expected a share')
  })
})
