import { describe, expect, it, vi } from 'vitest'
import { MAX_DELAY_MS, systemClock } from '../../src/time/clock.js'
import { systemRandom, uniform } from '../../src/time/random.js'

describe('systemClock', () => {
  it('shows monotonic time and wall time apart', () => {
    const [before, wallBefore] = [systemClock.now(), Date.now()]
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
    expect(systemClock.wallNow()).toBeGreaterThanOrEqual(wallBefore)
    expect(systemClock.wallNow()).toBeLessThan(wallBefore + 60_000)
  })

  it('looks its timers up at each call, so that fake timers installed later are seen', () => {
    vi.useFakeTimers()
    try {
      const fired: string[] = []
      systemClock.setTimeout(() => fired.push('kept'), 1000)
      const cleared = systemClock.setTimeout(() => fired.push('cleared'), 1000)
      systemClock.clearTimeout(cleared)
      vi.advanceTimersByTime(999)
      expect(fired).toEqual([])
      vi.advanceTimersByTime(1)
      expect(fired).toEqual(['kept'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('holds a delay that is too long for a timer at the longest one, rather than firing at once', () => {
    vi.useFakeTimers()
    try {
      let isFired = false
      systemClock.setTimeout(() => (isFired = true), Number.POSITIVE_INFINITY)
      vi.advanceTimersByTime(MAX_DELAY_MS - 1)
      expect(isFired).toBe(false)
      vi.advanceTimersByTime(1)
      expect(isFired).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('uniform', () => {
  it('spreads a draw evenly between its ends', () => {
    expect([0, 0.25, 0.5].map((drawn) => uniform(() => drawn, 1000, 5000))).toEqual([1000, 2000, 3000])
  })

  it("stays within them with the platform's chance", () => {
    const draws = Array.from({ length: 1000 }, () => uniform(systemRandom, 10, 20))
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...draws)).toBeLessThan(20)
    expect(new Set(draws).size).toBeGreaterThan(900)
  })
})
