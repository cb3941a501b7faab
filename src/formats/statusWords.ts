import type { HealthStatus } from '../health/status.js'
import { HEALTH_STATUSES } from '../health/status.js'
import { fieldsOf, fold } from './fields.js'
import { statusClass } from './statusClass.js'

/** The words that back ends use, folded, each between two spaces: a word is matched whole, never a part of it. */
const WORDS: Readonly<Record<HealthStatus, string>> = {
  healthy:
    ' healthy ok okay up pass passed passing success green operational good serving connected online working' +
    ' alive live ready available pong true serverisready serverisnotshuttingdown' +
    " i'malive! gitlabok prometheusserverishealthy. prometheusserverisready. ",
  degraded:
    ' degraded warn warning yellow minor restricted partiallyavailable degradedperformance partialoutage' +
    ' maintenance undermaintenance ',
  unhealthy:
    ' unhealthy down fail failed failing failure error ko critical red crashed major majoroutage unavailable' +
    ' outofservice notserving notready shuttingdown stopping stopped offline disconnected false' +
    ' serverisnotready serverisshuttingdown ',
  unknown: ' unknown starting pending skipped serviceunknown undetermined ',
}

const LONGEST_WORD = 60

/** The status that a word or a truth value stands for; `undefined` for a word not known, and for anything else. */
export function wordStatus(value: unknown): HealthStatus | undefined {
  if (!isWord(value) || String(value).length > LONGEST_WORD) return undefined
  const word = ` ${fold(String(value))} `
  return HEALTH_STATUSES.find((status) => WORDS[status].includes(word))
}

/** Whether `value` is of the kind that can be a status word. */
export function isWord(value: unknown): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean'
}

/**
 * The status that the value of a status field stands for: a word, a truth value, a 2xx code (one of any other class is
 * the envelope of an error), or the indicator of Statuspage, where alone `none` means that nothing is wrong:
 * https://www.atlassian.com/software/statuspage
 */
export function valueStatus(value: unknown): HealthStatus | undefined {
  if (typeof value === 'number') return statusClass(value) === 2 ? 'healthy' : undefined
  const { indicator } = fieldsOf(value)
  return indicator === 'none' ? 'healthy' : wordStatus(indicator ?? value)
}
