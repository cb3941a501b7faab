import { describe, expect, it } from 'vitest'
import { featureStatus } from '../../src/health/featureStatus.js'
import { aReport } from '../../src/testing/reports.js'

const { components } = aReport({
  components: {
    database: { status: 'degraded', impact: ['orders', 'checkout'] },
    payments: { status: 'unhealthy', critical: false, impact: ['checkout'] },
    search: { status: 'unknown' },
    mail: { status: 'healthy', impact: ['receipts'] },
  },
})

describe('the status of a feature', () => {
  it('is that of the component of that name', () => {
    expect(featureStatus(components, ['database'])).toBe('degraded')
    expect(featureStatus(components, ['mail'])).toBe('healthy')
  })

  it('is the worst of the components that carry it', () => {
    expect(featureStatus(components, ['orders'])).toBe('degraded')
    expect(featureStatus(components, ['checkout'])).toBe('unhealthy')
  })

  it('is the worst of all that is needed, names and features alike', () => {
    expect(featureStatus(components, ['mail', 'search'])).toBe('unknown')
    expect(featureStatus(components, ['receipts', 'database', 'checkout'])).toBe('unhealthy')
  })

  it('is unknown where no component is meant, whatever the names are (U14)', () => {
    expect(featureStatus(components, ['shipping'])).toBe('unknown')
    expect(featureStatus(components, ['constructor', '__proto__'])).toBe('unknown')
    expect(featureStatus(components, [])).toBe('unknown')
    expect(featureStatus({}, ['checkout'])).toBe('unknown')
  })
})
