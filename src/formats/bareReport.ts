import type { HealthReport } from '../health/report.js'
import type { Answer } from './answer.js'
import { readReport } from './readReport.js'
import { wordStatus } from './statusWords.js'

/**
 * The report of an answer without one, whatever its content type: a status word as the whole body, in JSON or plain, or
 * a 2xx with nothing or an empty object in it.
 *
 * A word with a 4xx speaks of the request. With a 5xx it is believed only where it agrees.
 */
export function bareReport({ status, text, json }: Answer): HealthReport | null {
  if (/^({\s*})?$/.test(text)) return status < 300 ? readReport({ status: 'ok' }) : null
  const word = wordStatus(json ?? text)
  return status < 400 || (status >= 500 && word === 'unhealthy') ? readReport({ status: word }) : null
}
