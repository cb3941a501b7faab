import { isActive } from '../../health/maintenance.js'
import type { Audience } from '../report/audience.js'
import type { PreparedReport } from '../report/preparedReport.js'
import type { Current } from './streamHub.js'

/**
 * The report as it is pushed. Its id is its `ETag`, so that whoever has polled can listen from there on; while
 * maintenance goes on it is told apart, as a window that begins is news and changes no word of the report.
 */
export function currentReport(prepared: PreparedReport, audience: Audience, now: number): Current {
  const { headers, bytes } = prepared.answer(audience)
  const active = prepared.report().maintenance.filter((window) => isActive(window, now)).length
  const etag = headers['etag'] ?? ''
  return { id: active === 0 ? etag : `${etag};${active}`, bytes: bytes ?? new Uint8Array() }
}
