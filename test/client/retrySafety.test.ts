import { describe, expect, it } from 'vitest'
import type { Failure, Repetition } from '../../src/client/retrySafety.js'
import { repetitionOf } from '../../src/client/retrySafety.js'

const FIRST = { hasKey: false, attempt: 1 }
const lost: Failure = { kind: 'network', code: null, message: 'lost', wasNeverSent: false, isPassing: true }
const refused: Failure = { ...lost, wasNeverSent: true }
const unavailable: Failure = { kind: 'http', status: 503 }
const late: Failure = { kind: 'timeout' }

describe('a call that may have arrived', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])('may be repeated as a %s', (method) => {
    for (const failure of [lost, unavailable, late]) {
      expect(repetitionOf(failure, { ...FIRST, method })).toBe('allowed')
    }
  })

  it.each(['POST', 'PATCH', 'PURGE'])('may not be repeated as a %s, unless it carries a key', (method) => {
    for (const failure of [lost, unavailable, late]) {
      expect(repetitionOf(failure, { ...FIRST, method })).toBe('unsafe')
      expect(repetitionOf(failure, { ...FIRST, method, hasKey: true })).toBe('allowed')
    }
  })
})

describe('a call of which nothing was sent', () => {
  it.each([refused, { kind: 'breaker-open' }, { kind: 'throttled' }] satisfies Failure[])(
    'may be repeated whatever its method ($kind)',
    (failure) => {
      expect(repetitionOf(failure, { ...FIRST, method: 'POST' })).toBe('allowed')
    },
  )
})

describe('an answer', () => {
  it.each([
    [400, 'pointless'],
    [401, 'pointless'],
    [404, 'pointless'],
    [408, 'allowed'],
    [409, 'pointless'],
    [422, 'pointless'],
    [425, 'allowed'],
    [429, 'allowed'],
    [499, 'pointless'],
    [500, 'allowed'],
    [501, 'pointless'],
    [502, 'allowed'],
    [503, 'allowed'],
    [504, 'allowed'],
    [599, 'allowed'],
    [304, 'pointless'],
  ] satisfies [number, Repetition][])('of %i makes another try of a GET %s', (status, repetition) => {
    expect(repetitionOf({ kind: 'http', status }, { ...FIRST, method: 'GET' })).toBe(repetition)
  })

  it('that is a mere client error makes another try of a POST pointless rather than unsafe', () => {
    expect(repetitionOf({ kind: 'http', status: 422 }, { ...FIRST, method: 'POST' })).toBe('pointless')
  })

  it('that is no data makes another try pointless', () => {
    expect(repetitionOf({ kind: 'invalid-response' }, { ...FIRST, method: 'GET' })).toBe('pointless')
  })

  it('of 409 to a repeated call with a key means that the first is still under way', () => {
    const conflict: Failure = { kind: 'http', status: 409 }
    expect(repetitionOf(conflict, { method: 'POST', hasKey: true, attempt: 2 })).toBe('allowed')
    expect(repetitionOf(conflict, { method: 'POST', hasKey: true, attempt: 1 })).toBe('pointless')
    expect(repetitionOf(conflict, { method: 'PUT', hasKey: false, attempt: 2 })).toBe('pointless')
  })
})

describe('a failure that will be the same the next time', () => {
  it('makes another try pointless, also where nothing was sent', () => {
    expect(repetitionOf({ ...refused, isPassing: false }, { ...FIRST, method: 'GET' })).toBe('pointless')
  })
})
