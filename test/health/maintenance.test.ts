import { describe, expect, it } from 'vitest'
import { coversService, isActive } from '../../src/health/maintenance.js'

const window = { id: 'm1', title: 'Upgrade', startsAt: 1000, endsAt: 2000, components: [] }

describe('isActive', () => {
  it('holds from the start until just before the end', () => {
    expect([999, 1000, 1999, 2000].map((at) => isActive(window, at))).toEqual([false, true, true, false])
  })

  it('lasts while no end is known', () => {
    expect(isActive({ ...window, endsAt: undefined }, Number.MAX_SAFE_INTEGER)).toBe(true)
  })
})

describe('coversService', () => {
  it('is for windows that name no component', () => {
    expect(coversService(window)).toBe(true)
    expect(coversService({ ...window, components: ['search'] })).toBe(false)
  })
})
