import type { HealthStatus } from '../health/status.js'
import { HEALTH_STATUSES } from '../health/status.js'
import { fold } from './fields.js'

/** The words for a status that most back ends use, folded. A word is matched whole, never a part of it. */
const WORDS: Readonly<Record<HealthStatus, RegExp>> = {
  healthy:
    /^(healthy|ok(ay)?|up|pass(ed|ing)?|success|good|online|connected|working|alive|live|ready|available|true)$/,
  degraded: /^(degraded|warn(ing)?|maintenance)$/,
  unhealthy:
    /^(unhealthy|down|fail(ed|ing|ure)?|error|ko|critical|unavailable|offline|disconnected|shuttingdown|false)$/,
  unknown: /^(unknown|starting|pending)$/,
}

/** The status that a word or a truth value stands for; `undefined` for a word not known, and for anything else. */
export function wordStatus(value: unknown): HealthStatus | undefined {
  const word = isWord(value) ? fold(String(value)) : ''
  return HEALTH_STATUSES.find((status) => WORDS[status].test(word))
}

/** Whether `value` is of the kind that can be a status word. */
export function isWord(value: unknown): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean'
}
