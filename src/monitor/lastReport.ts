import { readReport } from '../formats/readReport.js'
import type { ComponentReport, HealthReport } from '../health/report.js'
import type { Clock } from '../time/clock.js'
import { createRecord } from '../storage/record.js'
import type { StatusStorage, StorageMode } from '../storage/storage.js'

/** The last report, kept beyond the page. None of its methods rejects or waits for long. */
export interface LastReport {
  /** What is kept, and since when (epoch milliseconds); `null` when nothing can be shown, or nobody waits any longer. */
  load(signal: AbortSignal): Promise<{ readonly report: HealthReport; readonly reportAt: number } | null>
  /** Keeps a report: at once when it says something new, otherwise at most once a minute. */
  keep(report: HealthReport, isNew: boolean): void
  forget(): Promise<void>
}

/** What it is made of. */
export interface LastReportPorts {
  readonly clock: Clock
  readonly storage: StatusStorage
  readonly key: string
  readonly maxAge: number
  onMode(mode: StorageMode): void
}

/** Between two writes that say the same, in milliseconds. */
const WRITE_GAP = 60_000
/** Raised with the stored shape: records of another version are dropped. */
const VERSION = 1

/** Keeps the last report in one versioned record. */
export function createLastReport({ clock, storage, key, maxAge, onMode }: LastReportPorts): LastReport {
  const record = createRecord<HealthReport>({
    storage,
    key,
    version: VERSION,
    maxAge,
    parse: readReport,
    clock,
    onMode,
  })
  let keptAt = -Infinity

  return {
    async load(signal) {
      const stored = await record.load(signal)
      return stored && { report: stored.data, reportAt: stored.savedAt }
    },
    keep(report, isNew) {
      if (!isNew && clock.now() - keptAt < WRITE_GAP) return
      keptAt = clock.now()
      record.save(forAnyone(report))
    },
    forget: () => record.clear(),
  }
}

/** Whoever opens this browser next may read what is stored: error texts are left out. */
function forAnyone(report: HealthReport): HealthReport {
  const components = Object.entries(report.components).map(([name, component]): [string, ComponentReport] => [
    name,
    component.error ? { ...component, error: { code: component.error.code } } : component,
  ])
  return { ...report, components: Object.fromEntries(components) }
}
