'use client'

import { useSyncExternalStore } from 'react'
import type { Cause, ReportCause } from '../../health/headline.js'
import { useMonitor } from '../../react/useMonitor.js'
import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor, Snapshot } from '../incident/snapshot.js'

type Report = NonNullable<Snapshot['report']>

/** The causes that a report gives, as a lookup that misses none. */
const OF_REPORTS: Readonly<Record<ReportCause, true>> = {
  maintenance: true,
  'read-only': true,
  component: true,
  'not-ready': true,
  reported: true,
}

/** One for each monitor, so that a gate on the next page goes by what those before it knew. */
const lastReport: (monitor: Monitor) => () => Report | null = perMonitor(watchReports)

/**
 * What `select` makes of the last report that a probe of this browser has reached since the page was loaded; `null`
 * until there is one. What was only restored from storage decides nothing, not even once a failure has followed it.
 */
export function useLastReport<Part extends string | boolean>(select: (report: Report) => Part): Part | null {
  const monitor = useMonitor()
  const getReport = lastReport(monitor)

  function getPart(): Part | null {
    const report = getReport()
    return report && select(report)
  }
  return useSyncExternalStore(monitor.subscribe, getPart, () => null)
}

/** For as long as there is the monitor: reports may come and go while no gate is there. */
function watchReports(monitor: Monitor): () => Report | null {
  let last: Report | null = null

  function look(): Report | null {
    const { source, status, cause, report } = monitor.getSnapshot()
    const isFoundHere = source === 'live' || source === 'shared'
    if (!isFoundHere) last = null
    else if (status === 'healthy' || isOfReport(cause)) last = report
    return last
  }

  monitor.subscribe(look)
  look()
  return look
}

function isOfReport(cause: Cause | null): boolean {
  return cause !== null && Object.hasOwn(OF_REPORTS, cause)
}
