import type { Format } from '../answer.js'
import { readReport } from '../readReport.js'

const LINE = /^\[([+-])\](\S+) /gm

/**
 * `/livez?verbose` and `/readyz?verbose` of Kubernetes' API server and whoever answers like it, a line for each check:
 * https://kubernetes.io/docs/reference/using-api/health-checks
 */
export const kubernetesVerbose: Format = ({ text }) =>
  readReport(Array.from(text.matchAll(LINE), ([, sign, name]) => ({ name, ok: sign === '+' })))
