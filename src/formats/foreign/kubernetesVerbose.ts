import type { HealthStatus } from '../../health/status.js'
import type { Format } from '../answer.js'
import { readReport } from '../readReport.js'

const LINE = /^\[([+-])\](\S+) (\w*)/gm
const VERDICT = /^\w+ check (passed|failed)/m

/** What a line may say beyond its sign. */
const WORDS: Readonly<Record<string, HealthStatus>> = { degraded: 'degraded', unknown: 'unknown' }

/**
 * `/livez?verbose` and `/readyz?verbose` of Kubernetes' API server and whoever answers like it, a line for each check:
 * https://kubernetes.io/docs/reference/using-api/health-checks
 *
 * The last line is the verdict: what has passed although not all of it is well is degraded.
 */
export const kubernetesVerbose: Format = ({ text }) => {
  const components = Array.from(text.matchAll(LINE), ([, sign, name, word = '']) => ({
    name,
    status: sign === '-' ? 'unhealthy' : (WORDS[word] ?? 'healthy'),
  }))
  if (components.length === 0) return null
  const verdict = VERDICT.exec(text)?.[1]
  const isAllWell = components.every(({ status }) => status === 'healthy')
  const passed = isAllWell ? 'healthy' : 'degraded'
  return readReport({ components, ...(verdict && { status: verdict === 'failed' ? 'unhealthy' : passed }) })
}
