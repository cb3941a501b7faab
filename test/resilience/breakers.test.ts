import { describe, expect, it } from 'vitest'
import type { Breaker } from '../../src/resilience/breaker.js'
import { createBreakers } from '../../src/resilience/breakers.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { permitOf, RESET, TRIPS_AT } from './breakerTrial.js'

function trip(breaker: Breaker): Breaker {
  for (let time = 0; time < TRIPS_AT; time++) permitOf(breaker).fail()
  return breaker
}

const namesOf = (breakers: Iterable<Breaker>) => [...breakers].map(({ name }) => name)

describe('breakers by name', () => {
  it('are made when they are first asked for, with that name and these options (Q32)', () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock, resetAfter: RESET })
    expect(namesOf(breakers)).toEqual([])
    const orders = breakers.get('orders')
    expect(orders.name).toBe('orders')
    expect(breakers.get('orders')).toBe(orders)
    expect(trip(orders).retryAfterMs()).toBe(RESET)
  })

  it('open each for itself (Q32)', () => {
    const breakers = createBreakers()
    trip(breakers.get('orders'))
    expect(breakers.get('users').state.kind).toBe('closed')
    expect(breakers.get('orders').state.kind).toBe('open')
    expect(namesOf(breakers)).toEqual(['orders', 'users'])
  })

  it('are 100 at the most where nothing is said', () => {
    const breakers = createBreakers()
    for (let index = 0; index < 250; index++) breakers.get(`host ${index}`)
    expect(namesOf(breakers)).toEqual(Array.from({ length: 100 }, (_, index) => `host ${index + 150}`))
  })

  it('make room where there is too little: the oldest that is closed, and none of the others', () => {
    const breakers = createBreakers({}, 3)
    const open = trip(breakers.get('a'))
    breakers.get('b')
    const counting = breakers.get('c')
    permitOf(counting).fail()
    breakers.get('d')
    expect(namesOf(breakers)).toEqual(['a', 'c', 'd'])
    expect(breakers.get('a')).toBe(open)
    expect(breakers.get('c')).toBe(counting)
  })

  it('make room where none is closed: the oldest that is not held by hand', () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock }, 4)
    breakers.get('isolated').isolate()
    breakers.get('forced open').forceOpen()
    trip(breakers.get('half-open')).halfOpen()
    trip(breakers.get('open'))
    breakers.get('new').forceClose()
    expect(namesOf(breakers)).toEqual(['isolated', 'forced open', 'open', 'new'])
    breakers.get('newer').forceOpen()
    expect(namesOf(breakers)).toEqual(['isolated', 'forced open', 'new', 'newer'])
  })

  it('make room where all are held by hand: the oldest', () => {
    const breakers = createBreakers({}, 2)
    for (const name of ['a', 'b', 'c']) breakers.get(name).isolate()
    expect(namesOf(breakers)).toEqual(['b', 'c'])
  })

  it('can be one', () => {
    const breakers = createBreakers({}, 1)
    const first = breakers.get('a')
    expect(breakers.get('a')).toBe(first)
    breakers.get('b')
    expect(namesOf(breakers)).toEqual(['b'])
  })

  it('refuse bad options when they are given', () => {
    expect(() => createBreakers({}, 0)).toThrow(
      'react-api-status: createBreakers: max: expected a whole number from 1, got 0.',
    )
    expect(() => createBreakers({ resetAfter: -1 })).toThrow(
      'resetAfter: expected milliseconds from 0, got -1.',
    )
  })
})
