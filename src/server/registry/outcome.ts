import type { ComponentError } from '../../health/report.js'
import type { HealthStatus } from '../../health/status.js'
import { HEALTH_STATUSES } from '../../health/status.js'
import { CHECK_FAILED, toComponentError } from './componentError.js'

/** What a check found. */
export interface Finding {
  readonly status: HealthStatus
  readonly error?: ComponentError | undefined
  /** A copy that JSON can hold, so that writing the report can't fail on it. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** What a check found, and when. */
export interface Outcome extends Finding {
  /** `undefined` when the check never began. */
  readonly responseTimeMs?: number | undefined
  /** Epoch milliseconds. */
  readonly checkedAt: number
}

const HEALTHY: Finding = { status: 'healthy' }

/** Reads what a check returned. May throw what the returned thing throws when it is looked at. */
export function readAnswer(answer: unknown): Finding {
  if (answer === undefined || answer === true) return HEALTHY
  if (answer === false) return unhealthy({ code: CHECK_FAILED })
  if (!isObject(answer)) return unhealthy(INVALID_RESULT)
  // Each once: a getter may answer otherwise the second time.
  const { status, error, details } = answer
  if (!isStatus(status)) return unhealthy(INVALID_RESULT)
  return {
    status,
    ...(error !== undefined && { error: toComponentError(error) }),
    ...(error === undefined && status === 'unhealthy' && { error: { code: CHECK_FAILED } }),
    ...readDetails(details),
  }
}

/** A check that threw. */
export function failed(thrown: unknown): Finding {
  return unhealthy(toComponentError(thrown))
}

/** A check that had to wait for others, and whose time was up before it was done. It says nothing of the component. */
export const NO_TURN: Finding = {
  status: 'unknown',
  error: {
    code: 'NO_TURN',
    message:
      'It waited for other checks until its time was up. Raise `concurrency`, or see which of them hang.',
  },
}

const INVALID_RESULT: ComponentError = {
  code: 'INVALID_RESULT',
  message:
    'The check returned something unknown. Expected nothing, a boolean or { status, error?, details? } with the ' +
    `status ${HEALTH_STATUSES.join(', ')}.`,
}

function unhealthy(error: ComponentError): Finding {
  return { status: 'unhealthy', error }
}

function isObject(answer: unknown): answer is Partial<Record<keyof Finding, unknown>> {
  return typeof answer === 'object' && answer !== null
}

function isStatus(status: unknown): status is HealthStatus {
  return HEALTH_STATUSES.includes(status as HealthStatus)
}

function readDetails(details: unknown): Pick<Finding, 'details'> {
  if (typeof details !== 'object' || details === null) return {}
  try {
    return { details: JSON.parse(JSON.stringify(details)) as Readonly<Record<string, unknown>> }
  } catch (error) {
    return { details: { omitted: `JSON can't hold these details: ${String(error)}` } }
  }
}
