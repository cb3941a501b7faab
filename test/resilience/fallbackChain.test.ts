import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { answerAfter, answerBefore, fallbackChain, tellSettled } from '../../src/resilience/fallbackChain.js'
import { FallbackError } from '../../src/resilience/fallbackError.js'
import type { FallbackCall, FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

const call: FallbackCall = { key: 'orders', clock: new FakeClock(), signal: undefined }
const original = new Error('503')

function strategyOf(strategy: Partial<FallbackStrategy>): FallbackStrategy {
  return { name: 'one', priority: 0, ...strategy }
}

describe('a chain of fallbacks', () => {
  it('takes the first answer, and says whose it is', () => {
    const never = vi.fn(() => ({ value: 'third' }))
    const chain = fallbackChain([
      strategyOf({ name: 'a', after: () => undefined }),
      strategyOf({ name: 'b', after: () => ({ value: 'second' }) }),
      strategyOf({ name: 'c', after: never }),
    ])
    expect(answerAfter(chain, original, call)).toEqual({ value: 'second', by: 'b' })
    expect(never).not.toHaveBeenCalled()
  })

  it('asks the highest priority first, and equal ones in the order in which they are given', async () => {
    const asked: string[] = []
    const asking = (name: string, priority: number) =>
      strategyOf({ name, priority, after: () => void asked.push(name), before: () => void asked.push(name) })
    const strategies = [asking('a', 0), asking('b', 5), asking('c', 0), asking('d', -1), asking('e', 5)]
    const chain = fallbackChain(strategies)
    await answerAfter(chain, original, call)
    await answerBefore(chain, call)
    expect(asked.join('')).toBe('beacdbeacd')
    expect(strategies.map(({ name }) => name).join('')).toBe('abcde')
  })

  it('takes a single strategy as well', () => {
    const chain = fallbackChain(strategyOf({ after: () => ({ value: 1 }) }))
    expect(answerAfter(chain, original, call)).toEqual({ value: 1, by: 'one' })
  })

  it('asks only who has a hook for it', () => {
    const a = strategyOf({ name: 'a', before: () => undefined })
    const b = strategyOf({ name: 'b', after: () => undefined })
    const c = strategyOf({ name: 'c', settled: () => {} })
    expect(fallbackChain([a, b, c])).toEqual({ before: [a], after: [b], settled: [c] })
  })

  it('hands each strategy the error and the call', async () => {
    const after = vi.fn(() => undefined)
    await answerAfter(fallbackChain(strategyOf({ after })), original, call)
    expect(after).toHaveBeenCalledExactlyOnceWith(original, call)
    const before = vi.fn(() => undefined)
    expect(answerBefore(fallbackChain(strategyOf({ before })), call)).toBeUndefined()
    expect(before).toHaveBeenCalledExactlyOnceWith(call)
  })

  it('takes undefined for an answer when it is given as one', () => {
    const chain = fallbackChain(strategyOf({ after: () => ({ value: undefined }) }))
    expect(answerAfter(chain, original, call)).toEqual({ value: undefined, by: 'one' })
  })

  it('leaves the error as it is when nobody answers it', async () => {
    const silent = strategyOf({ after: () => undefined })
    const silentLater = strategyOf({ after: () => Promise.resolve(undefined) })
    expect(answerAfter(fallbackChain([]), original, call)).toEqual({ error: original })
    expect(answerAfter(fallbackChain(silent), original, call)).toEqual({ error: original })
    const late = await answerAfter(fallbackChain([silent, silentLater, silent]), original, call)
    expect(late).toEqual({ error: original })
    expect((late as { error: unknown }).error).toBe(original)
  })

  it('asks the next one when one throws or rejects', async () => {
    const chain = fallbackChain([
      strategyOf({
        after: () => {
          throw new Error('a')
        },
      }),
      strategyOf({ after: () => Promise.reject(new Error('b')) }),
      strategyOf({ name: 'c', after: () => ({ value: 1 }) }),
    ])
    expect(await answerAfter(chain, original, call)).toEqual({ value: 1, by: 'c' })
  })

  it('fails with the original as the cause when fallbacks throw and none answers (Q17)', async () => {
    const [first, second] = [new Error('a'), new Error('b')]
    const chain = fallbackChain([
      strategyOf({
        after: () => {
          throw first
        },
      }),
      strategyOf({ after: () => undefined }),
      strategyOf({ after: () => Promise.reject(second) }),
    ])
    const { error } = (await answerAfter(chain, original, call)) as { error: FallbackError }
    expect(error).toBeInstanceOf(FallbackError)
    expect(error.name).toBe('FallbackError')
    expect(error.cause).toBe(original)
    expect(error.errors).toEqual([first, second])
    expect(error.message).toBe(
      'The call failed, and its fallback threw: mend that by error.errors; error.cause is why the call failed.',
    )
  })

  it('answers at once where nobody takes a promise for it, and only then', async () => {
    const now = strategyOf({ before: () => ({ value: 1 }), after: () => ({ value: 1 }) })
    const later = strategyOf({ before: async () => ({ value: 1 }), after: async () => ({ value: 1 }) })
    expect(answerBefore(fallbackChain(now), call)).toEqual({ value: 1, by: 'one' })
    expect(answerAfter(fallbackChain(later), original, call)).toBeInstanceOf(Promise)
    expect(answerBefore(fallbackChain(later), call)).toBeInstanceOf(Promise)
    expect(await answerBefore(fallbackChain(later), call)).toEqual({ value: 1, by: 'one' })
  })

  it('takes the error of a strategy that answers before for the one that the call fails with', async () => {
    const failing = { error: original }
    const never = strategyOf({ before: () => ({ value: 1 }) })
    expect(answerBefore(fallbackChain([strategyOf({ before: () => failing }), never]), call)).toEqual(failing)
    expect(
      await answerBefore(fallbackChain([strategyOf({ before: async () => failing }), never]), call),
    ).toEqual(failing)
  })

  it('goes on to the action when all who answer before it throw', async () => {
    const throwing = strategyOf({
      before: () => {
        throw new Error('a')
      },
    })
    const rejecting = strategyOf({ before: () => Promise.reject(new Error('b')) })
    expect(answerBefore(fallbackChain(throwing), call)).toBeUndefined()
    expect(await answerBefore(fallbackChain([rejecting, throwing]), call)).toBeUndefined()
  })

  it('tells each strategy what came of a call, though one throws', () => {
    const told = vi.fn()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const bad = new Error('bad')
    const chain = fallbackChain([
      strategyOf({
        name: 'mine',
        settled: () => {
          throw bad
        },
      }),
      strategyOf({ settled: told }),
    ])
    tellSettled(chain, { result: 1 }, 'succeeded', call)
    expect(told).toHaveBeenCalledExactlyOnceWith({ result: 1 }, 'succeeded', call)
    expect(logged).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('settled of mine threw'), bad)
    logged.mockRestore()
  })

  it('is a loop that awaits each strategy in turn', async () => {
    const strategies = fc.array(
      fc.record({
        priority: fc.integer({ min: -2, max: 2 }),
        does: fc.constantFrom('answer', 'nothing', 'throw'),
        isLate: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(strategies, async (scripts) => {
        const asked: number[] = []
        const chain = fallbackChain(
          scripts.map(({ priority, does, isLate }, index) => {
            const reply = () => {
              asked.push(index)
              if (does === 'throw') throw index
              return does === 'answer' ? { value: index } : undefined
            }
            return { name: `${index}`, priority, after: isLate ? async () => reply() : reply }
          }),
        )

        const order = scripts.map((_, index) => index)
        order.sort((a, b) => scripts[b]!.priority - scripts[a]!.priority || a - b)
        const answering = order.findIndex((index) => scripts[index]!.does === 'answer')
        const expectedToBeAsked = answering < 0 ? order : order.slice(0, answering + 1)
        const thrown = expectedToBeAsked.filter((index) => scripts[index]!.does === 'throw')

        const expected = () => {
          if (answering >= 0) return { value: order[answering], by: `${order[answering]}` }
          if (thrown.length === 0) return { error: original }
          return { error: expect.objectContaining({ cause: original, errors: thrown }) as unknown }
        }
        expect(await answerAfter(chain, original, call)).toEqual(expected())
        expect(asked).toEqual(expectedToBeAsked)
      }),
    )
  })
})
