import { expect, it } from 'vitest'
import { memoryCache } from '../../src/resilience/memoryCache.js'

it('a memory cache that is asked for what it does not have keeps no more for it', () => {
  const cache = memoryCache({ max: 1 })
  const entry = { value: 'up', storedAt: 0 }
  cache.set('first', entry)
  for (let miss = 0; miss < 10; miss++) cache.get(`miss ${miss}`)
  cache.set('second', entry)
  cache.set('third', entry)
  expect(['first', 'second', 'third'].map((key) => cache.get(key))).toEqual([undefined, undefined, entry])
})
