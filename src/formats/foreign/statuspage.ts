import type { Format } from '../answer.js'
import { fieldsOf } from '../fields.js'
import { readReport } from '../readReport.js'
import { dialect } from './dialect.js'

/** What the whole says. */
const INDICATORS: ReadonlyMap<unknown, string> = new Map([
  ['none', 'healthy'],
  ['minor', 'degraded'],
  ['maintenance', 'degraded'],
  ['major', 'unhealthy'],
  ['critical', 'unhealthy'],
])

/** What each component says, and the whole where it is no indicator. */
const inWords: Format = dialect({
  words: {
    operational: 'healthy',
    degradedPerformance: 'degraded',
    partialOutage: 'degraded',
    underMaintenance: 'degraded',
    majorOutage: 'unhealthy',
  },
})

/**
 * `/api/v2/summary.json` and `/api/v2/status.json` of a status page by Atlassian Statuspage, OpenStatus and others that
 * answer like them: https://metastatuspage.com/api
 */
export const statuspage: Format = (answer) => {
  const fields = fieldsOf(answer.json)
  const { indicator } = fieldsOf(fields.status)
  if (indicator === undefined) return inWords(answer)
  const json = { ...fields, status: INDICATORS.get(indicator) ?? 'unknown' }
  return inWords({ ...answer, json }) ?? readReport(json, answer.status)
}
