import { describe, expect, it } from 'vitest'
import { randomUuid } from '../../src/time/uuid.js'

describe('a random UUID', () => {
  it('has the shape of version 4, and never comes twice', () => {
    const made = Array.from({ length: 1000 }, randomUuid)
    for (const uuid of made) {
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    expect(new Set(made).size).toBe(made.length)
  })
})
