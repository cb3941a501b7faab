import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HEALTH_STATUSES } from '../../src/health/status.js'
import { summarize } from '../../src/health/summarize.js'

const critical = { critical: true } as const
const optional = { critical: false } as const

describe('summarize', () => {
  it('is healthy when all are, and when there are none', () => {
    expect(summarize([{ status: 'healthy', ...critical }])).toBe('healthy')
    expect(summarize([])).toBe('healthy')
  })

  it('is unhealthy when a critical component is', () => {
    expect(
      summarize([
        { status: 'degraded', ...optional },
        { status: 'unhealthy', ...critical },
      ]),
    ).toBe('unhealthy')
  })

  it('is degraded when only an optional component is unhealthy', () => {
    expect(summarize([{ status: 'unhealthy', ...optional }])).toBe('degraded')
  })

  it.each(['degraded', 'unknown'] as const)('is degraded when a critical component is %s', (status) => {
    expect(summarize([{ status, ...critical }])).toBe('degraded')
  })

  it('never contradicts the components, in whatever order they come', () => {
    const component = fc.record({ status: fc.constantFrom(...HEALTH_STATUSES), critical: fc.boolean() })
    fc.assert(
      fc.property(fc.array(component), (components) => {
        const overall = summarize(components)
        expect(summarize(components.toReversed())).toBe(overall)
        expect(overall === 'healthy').toBe(components.every(({ status }) => status === 'healthy'))
        expect(overall === 'unhealthy').toBe(
          components.some((one) => one.critical && one.status === 'unhealthy'),
        )
      }),
    )
  })
})
