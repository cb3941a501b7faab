'use client'

import { useSyncExternalStore } from 'react'
import type { Cause, ReportCause } from '../../health/headline.js'
import { useMonitor } from '../../react/useMonitor.js'
import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor, Snapshot } from '../incident/snapshot.js'

/** A report as {@link useLastReport} gives it: frozen, and the same object until the back end says something else. */
export type LastReport = NonNullable<Snapshot['report']>

/** The causes that a report gives, as a lookup that misses none. */
const OF_REPORTS: Readonly<Record<ReportCause, true>> = {
  maintenance: true,
  'read-only': true,
  component: true,
  'not-ready': true,
  reported: true,
}

/** One for each monitor, so that a gate on the next page goes by what those before it knew. */
const lastReport: (monitor: Monitor) => () => LastReport | null = perMonitor(watchReports)

/**
 * What `select` takes from the last report that a probe of this browser, in this tab or another, has reached since the
 * page was loaded; `null` until there is one, and on a server. What `FeatureGate` and `ReadOnlyGate` go by, for a gate of
 * your own: a report that was restored from storage or came with the page decides nothing, not even once a failure has
 * followed it, and a failure leaves the report before it in force. For what is shown rather than decided there is
 * `useApiStatus()`, which knows a restored report too.
 *
 * Renders again only when the part changes (`Object.is`), so let `select` return a part and never a new object.
 *
 * @example
 * const isClosed = useLastReport(({ components }) => components['archive']?.status === 'unhealthy')
 * return (
 *   <Gate.Root isClosed={isClosed ?? false}>
 *     <Gate.Front>
 *       <Gate.Notice>The archive is closed for now.</Gate.Notice>
 *     </Gate.Front>
 *     <Gate.Content whenClosed="usable">
 *       <Archive />
 *     </Gate.Content>
 *   </Gate.Root>
 * )
 */
export function useLastReport<Part>(select: (report: LastReport) => Part): Part | null {
  const monitor = useMonitor()
  const getReport = lastReport(monitor)

  function getPart(): Part | null {
    const report = getReport()
    return report && select(report)
  }
  return useSyncExternalStore(monitor.subscribe, getPart, () => null)
}

/** For as long as there is the monitor: reports may come and go while no gate is there. */
function watchReports(monitor: Monitor): () => LastReport | null {
  let last: LastReport | null = null

  function look(): LastReport | null {
    const { source, status, cause, report, isStale } = monitor.getSnapshot()
    const isFoundHere = source === 'live' || source === 'shared'
    if (!isFoundHere) last = null
    // A failure while maintenance is planned has this cause, too, and perhaps a restored report.
    else if (status === 'healthy' || (isOfReport(cause) && !(cause === 'maintenance' && isStale)))
      last = report
    return last
  }

  monitor.subscribe(look)
  look()
  return look
}

function isOfReport(cause: Cause | null): boolean {
  return cause !== null && Object.hasOwn(OF_REPORTS, cause)
}
