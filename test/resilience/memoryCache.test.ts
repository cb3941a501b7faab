import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryCache } from '../../src/resilience/memoryCache.js'

const entryOf = (value: unknown) => ({ value, storedAt: 0 })

describe('a cache in memory', () => {
  it('has what was put there last, and nothing else', () => {
    const cache = memoryCache()
    cache.set('a', entryOf(1))
    cache.set('a', entryOf(2))
    expect(cache.get('a')).toEqual(entryOf(2))
    expect(cache.get('b')).toBeUndefined()
    expect(cache.get('__proto__')).toBeUndefined()
  })

  it('keeps 100 entries when nothing is said', () => {
    const cache = memoryCache()
    for (let key = 0; key < 101; key++) cache.set(`${key}`, entryOf(key))
    expect(cache.get('0')).toBeUndefined()
    for (let key = 1; key < 101; key++) expect(cache.get(`${key}`)).toEqual(entryOf(key))
  })

  it('lets the least recently used entry go: to read one is to use it, and so is to put it there again', () => {
    const cache = memoryCache({ max: 3 })
    for (const key of ['a', 'b', 'c']) cache.set(key, entryOf(key))
    cache.get('a')
    cache.set('b', entryOf('b'))
    cache.set('d', entryOf('d'))
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(['a', 'b', 'd'])
  })

  it('forgets one, or all', () => {
    const cache = memoryCache()
    for (const key of ['a', 'b', 'c']) cache.set(key, entryOf(key))
    cache.delete('a')
    expect(['a', 'b', 'c'].map((key) => cache.get(key)?.value)).toEqual([undefined, 'b', 'c'])
    cache.clear()
    expect(['a', 'b', 'c'].map((key) => cache.get(key)?.value)).toEqual([undefined, undefined, undefined])
  })

  it.each([0, 1.5, -1, Number.NaN, Infinity])('has no use for max: %s', (max) => {
    expect(() => memoryCache({ max })).toThrow(
      new RangeError(`react-api-status: memoryCache max: expected a whole number from 1, got ${max}.`),
    )
  })

  it('is a list that is in the order of use', () => {
    const uses = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), isRead: fc.boolean() }),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(uses, fc.integer({ min: 1, max: 5 }), (story, max) => {
        const cache = memoryCache({ max })
        let inOrder: string[] = []
        const found: boolean[] = []
        const expected: boolean[] = []
        for (const { key, isRead } of story) {
          const isThere = inOrder.includes(key)
          if (isRead) {
            found.push(cache.get(key) !== undefined)
            expected.push(isThere)
          } else cache.set(key, entryOf(key))
          if (isThere || !isRead) inOrder = [...inOrder.filter((other) => other !== key), key].slice(-max)
        }
        expect(found).toEqual(expected)
      }),
    )
  })
})
