'use client'

import { useState } from 'react'
import type { Cause, ReportCause } from '../../health/headline.js'
import { useApiStatus } from '../../react/useApiStatus.js'

/** The causes that a report gives, as a lookup that misses none. */
const OF_REPORTS: Readonly<Record<ReportCause, true>> = {
  maintenance: true,
  'read-only': true,
  component: true,
  'not-ready': true,
  reported: true,
}

/**
 * `value` as it was with the last report that a probe of this browser has reached since the page was loaded; `null`
 * until there is one. What was only restored from storage decides nothing, not even once a failure has followed it.
 */
export function useLastReported<Value>(value: Value): Value | null {
  const isFoundHere = useApiStatus(({ source }) => source === 'live' || source === 'shared')
  const isReported = useApiStatus(({ status, cause }) => status === 'healthy' || isOfReport(cause))
  const [last, setLast] = useState(isFoundHere && isReported ? value : null)
  const found = isReported ? value : last
  const next = isFoundHere ? found : null
  if (!Object.is(next, last)) setLast(next)
  return next
}

function isOfReport(cause: Cause | null): boolean {
  return cause !== null && Object.hasOwn(OF_REPORTS, cause)
}
