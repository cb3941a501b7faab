import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/formats/readReport.js'
import type { ComponentReport, HealthReport } from '../../src/health/report.js'
import { HEALTH_STATUSES } from '../../src/health/status.js'
import { summarize } from '../../src/health/summarize.js'
import { toWire } from '../../src/health/wire.js'

const full: HealthReport = {
  status: 'degraded',
  ready: true,
  readOnly: true,
  service: { name: 'orders', buildId: 'b7f3' },
  timestamp: Date.UTC(2026, 10, 21, 10),
  components: {
    database: {
      status: 'healthy',
      critical: true,
      responseTimeMs: 3.1,
      checkedAt: 1.8e12,
      impact: ['orders'],
    },
    search: { status: 'unhealthy', critical: false, impact: [], error: { code: 'TIMEOUT', message: 'slow' } },
  },
  maintenance: [{ id: 'm1', title: 'Upgrade', startsAt: 1.8e12, endsAt: 1.9e12, components: ['search'] }],
  poll: { intervalMs: 15_000, minMs: 5000 },
  truncated: true,
}

function overTheWire(report: HealthReport): HealthReport | null {
  return readReport(JSON.parse(JSON.stringify(toWire(report))))
}

describe('the wire form of a report', () => {
  it('writes times as ISO 8601 with a zone', () => {
    expect(toWire(full).timestamp).toBe('2026-11-21T10:00:00.000Z')
  })

  it('leaves out what is absent or empty', () => {
    const bare: HealthReport = { status: 'healthy', readOnly: false, components: {}, maintenance: [] }
    expect(Object.keys(toWire(bare))).toEqual(['status', 'readOnly', 'components'])
  })

  it('is read back as the very report', () => {
    expect(overTheWire(full)).toEqual(full)
  })

  it('is read back as the very report, whatever the report', () => {
    fc.assert(
      fc.property(anyReport(), (report) => {
        expect(overTheWire(report)).toEqual(report)
      }),
    )
  })

  it('is not needed to read a report again', () => {
    expect(readReport(structuredClone(full))).toEqual(full)
  })
})

function anyReport(): fc.Arbitrary<HealthReport> {
  const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) })
  const text = fc.string({ minLength: 1, maxLength: 30 })
  const component: fc.Arbitrary<ComponentReport> = fc.record(
    {
      status: fc.constantFrom(...HEALTH_STATUSES),
      critical: fc.boolean(),
      impact: fc.array(text, { maxLength: 3 }),
      responseTimeMs: fc.nat(),
      checkedAt: time,
    },
    { requiredKeys: ['status', 'critical', 'impact'] },
  )
  const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'status', 'components')
  return fc
    .record(
      {
        ready: fc.boolean(),
        readOnly: fc.boolean(),
        timestamp: time,
        components: fc
          .array(fc.tuple(fc.oneof(text, odd), component), { maxLength: 5 })
          .map((entries): HealthReport['components'] => Object.fromEntries(entries)),
        maintenance: fc.array(
          fc.record(
            {
              id: text,
              title: text,
              startsAt: time,
              endsAt: time,
              components: fc.array(text, { maxLength: 2 }),
            },
            { requiredKeys: ['id', 'title', 'startsAt', 'components'] },
          ),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ['readOnly', 'components', 'maintenance'] },
    )
    .map((report) => Object.assign(report, { status: summarize(Object.values(report.components)) }))
}
