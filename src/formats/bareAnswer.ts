import type { HealthReport } from '../health/report.js'
import type { Answer } from './answer.js'
import { isClientError, isSuccess } from './jsonReport.js'
import { bareReport } from './readReport.js'
import { valueStatus } from './statusWords.js'

/** 204, or 200 with nothing in it, whatever its content type: the status code is the report. */
export function emptyAnswer({ status, text }: Answer): HealthReport | null {
  return text === '' && isSuccess(status) ? bareReport('healthy') : null
}

/**
 * A status word as the whole body, in JSON or plain, whatever the content type. A 4xx speaks of the request. A 5xx is
 * believed only where the word agrees with it.
 */
export function wordAnswer({ status, text, json }: Answer): HealthReport | null {
  if (isClientError(status) || typeof json === 'number') return null
  const word = valueStatus(typeof json === 'string' || typeof json === 'boolean' ? json : text)
  return word && (status < 500 || word === 'unhealthy') ? bareReport(word) : null
}
