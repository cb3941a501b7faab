import { expect } from '../expect.js'
import type { HealthLogger } from '../logger.js'

/** Whether writes are refused by somebody's decision; the reason is for the log. */
export type ReadOnlySetting = boolean | { readonly reason: string }

/** Read-only by hand, whatever the checks say. */
export interface ReadOnlySwitch {
  readonly isOn: boolean
  /** Throws a TypeError when the setting is malformed. */
  set(setting: ReadOnlySetting): void
}

/** @param onChange Called when it was switched on or off. */
export function createReadOnlySwitch(logger: HealthLogger, onChange: () => void): ReadOnlySwitch {
  let isOn = false

  return {
    get isOn() {
      return isOn
    },
    set(setting) {
      expect(isSetting(setting), 'setReadOnly', 'a boolean or { reason }', setting)
      const wasOn = isOn
      isOn = setting !== false
      if (isOn === wasOn) return
      const why = typeof setting === 'object' ? `: ${setting.reason}` : '.'
      if (isOn) logger.warn(`The service was set to read-only${why}`)
      else logger.info('The service was set to read and write again.')
      onChange()
    },
  }
}

function isSetting(value: unknown): value is ReadOnlySetting {
  if (typeof value === 'boolean') return true
  return typeof value === 'object' && value !== null && 'reason' in value && typeof value.reason === 'string'
}
