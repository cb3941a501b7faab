import type { HealthStatus } from '../../health/status.js'
import { expect } from '../expect.js'

/** Which HTTP status a report, or a component, is answered with. */
export interface StatusCodes {
  /** @default 200 */
  readonly degraded?: number
  /** @default 503 */
  readonly unhealthy?: number
}

/** The HTTP status for a health status. */
export type StatusCodeOf = (status: HealthStatus) => number

/** A degraded service still serves, so that it is a 200: any other code makes load balancers take it away. */
export function createStatusCodes({ degraded = 200, unhealthy = 503 }: StatusCodes): StatusCodeOf {
  const codes: Readonly<Record<HealthStatus, number>> = { healthy: 200, unknown: 200, degraded, unhealthy }
  return (status) => codes[status]
}

/** Refuses codes that mean something else, or that forbid a body (204, 205, 3xx). */
export function expectStatusCodes(codes: unknown): void {
  expect(
    typeof codes === 'object' && codes !== null,
    'statusCodes',
    'an object { degraded?, unhealthy? }',
    codes,
  )
  const { degraded, unhealthy } = codes as Partial<Record<keyof StatusCodes, unknown>>
  for (const [name, code] of Object.entries({ degraded, unhealthy })) {
    if (code !== undefined) expect(isCode(code), `statusCodes.${name}`, EXPECTED_CODE, code)
  }
}

const EXPECTED_CODE = 'a status code that has a body, 200 to 299 or 400 to 599'

function isCode(code: unknown): boolean {
  if (!Number.isInteger(code)) return false
  const hasBody = code !== 204 && code !== 205
  return (
    hasBody &&
    (((code as number) >= 200 && (code as number) < 300) ||
      ((code as number) >= 400 && (code as number) < 600))
  )
}
