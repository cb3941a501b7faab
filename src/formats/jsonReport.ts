import type { HealthReport } from '../health/report.js'
import { worstOf } from '../health/status.js'
import type { Answer } from './answer.js'
import { fieldsOf, isObject } from './fields.js'
import { bareReport, readShape } from './readReport.js'

/** The words of an error that any API may answer with: https://github.com/omniti-labs/jsend */
const ERROR_WORDS: ReadonlySet<unknown> = new Set(['error', 'fail', 'failed', 'failure'])

/**
 * A report in JSON, together with the status code that it came with: a 5xx counts where the body leaves the overall
 * status open, and an empty object is as good as an empty body.
 */
export function jsonReport({ status, json }: Answer): HealthReport | null {
  if (isObject(json) && Object.keys(json).length === 0)
    return isSuccess(status) ? bareReport('healthy') : null
  const shape = readShape(json)
  if (!shape) return null
  const { report, isDeclared, hasComponents } = shape
  if (isClientError(status) && !hasComponents && isErrorBody(json)) return null
  const isOpen = !isDeclared || report.status === 'unknown'
  if (status < 500 || !isOpen) return report
  return Object.freeze({ ...report, status: worstOf([report.status, 'unhealthy']) })
}

/** Whether a status code is of the class 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** Whether a status code is of the class 4xx. */
export function isClientError(status: number): boolean {
  return status >= 400 && status < 500
}

/** A 4xx with `{ "ok": false }` or `{ "status": "error" }` speaks of the request; with other words, of the service. */
function isErrorBody(json: unknown): boolean {
  const status = fieldsOf(json)?.get('status')
  return typeof status !== 'string' || ERROR_WORDS.has(status.toLowerCase())
}
