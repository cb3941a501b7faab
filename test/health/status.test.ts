import { describe, expect, it } from 'vitest'
import { HEALTH_STATUSES, severity, worstOf } from '../../src/health/status.js'

describe('severity', () => {
  it('grows from healthy over unknown and degraded to unhealthy', () => {
    expect(HEALTH_STATUSES.map(severity)).toEqual([0, 1, 2, 3])
    expect(severity('unknown')).toBeLessThan(severity('degraded'))
  })
})

describe('worstOf', () => {
  it('is the worst one, wherever it stands', () => {
    expect(worstOf(['healthy', 'unhealthy', 'degraded'])).toBe('unhealthy')
    expect(worstOf(['degraded', 'healthy'])).toBe('degraded')
    expect(worstOf(['healthy', 'unknown'])).toBe('unknown')
    expect(worstOf(['healthy', 'healthy'])).toBe('healthy')
  })

  it('is unknown when nothing was reported', () => {
    expect(worstOf([])).toBe('unknown')
  })

  it('reads any iterable once', () => {
    expect(worstOf(new Set(['healthy', 'degraded'] as const).values())).toBe('degraded')
  })
})
