import { describe, expect, it, vi } from 'vitest'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { fallback } from '../../src/resilience/fallback.js'
import { answerAfter, fallbackChain } from '../../src/resilience/fallbackChain.js'
import type { FallbackCall } from '../../src/resilience/fallbackStrategy.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

const call: FallbackCall = { key: '', clock: new FakeClock(), signal: undefined }
const error = new Error('503')

describe('fallback', () => {
  it('answers with what its function gives for the error, called once (Q17)', () => {
    const answer = vi.fn((cause: unknown) => ['instead of', cause])
    expect(answerAfter(fallbackChain(fallback(answer)), error, call)).toEqual({
      value: ['instead of', error],
      by: 'fallback',
    })
    expect(answer).toHaveBeenCalledExactlyOnceWith(error)
  })

  it('answers with what a promise of its function gives', async () => {
    const chain = fallbackChain(fallback(async () => 'later'))
    expect(await answerAfter(chain, error, call)).toEqual({ value: 'later', by: 'fallback' })
  })

  it.each([undefined, null, 0, ''])('takes %j for an answer', (value) => {
    expect(answerAfter(fallbackChain(fallback(() => value)), error, call)).toEqual({ value, by: 'fallback' })
  })

  it('answers the errors that it is for alone (Q18)', () => {
    const chain = fallbackChain(fallback(() => 'answer', { when: (cause) => cause === error }))
    expect(answerAfter(chain, error, call)).toEqual({ value: 'answer', by: 'fallback' })
    const other = new TypeError('a bug')
    expect(answerAfter(chain, other, call)).toEqual({ error: other })
  })

  it('has the name and the priority that it is given, or its own and 0', () => {
    const one = fallback(() => 1, { name: 'empty list', priority: 3 })
    expect([one.name, one.priority]).toEqual(['empty list', 3])
    const other = fallback(() => 1)
    expect([other.name, other.priority]).toEqual(['fallback', 0])
  })
})

describe('a degraded response', () => {
  it('is what it is given', () => {
    const value = { items: [] }
    const answer = answerAfter(fallbackChain(degradedResponse(value)), error, call) as { value: unknown }
    expect(answer).toEqual({ value, by: 'degraded-response' })
    expect(answer.value).toBe(value)
  })

  it('may be a function, which is not called', () => {
    const value = vi.fn()
    expect(answerAfter(fallbackChain(degradedResponse(value)), error, call)).toMatchObject({ value })
    expect(value).not.toHaveBeenCalled()
  })

  it('has the name, the priority and the errors that it is given (Q18)', () => {
    const strategy = degradedResponse(1, { name: 'empty', priority: -1, when: () => false })
    expect([strategy.name, strategy.priority]).toEqual(['empty', -1])
    expect(degradedResponse(1).priority).toBe(0)
    expect(answerAfter(fallbackChain(strategy), error, call)).toEqual({ error })
  })
})
