import type { HealthStatus } from '../../health/status.js'
import type { Format } from '../answer.js'
import { readReport } from '../readReport.js'

const PHRASES: ReadonlyMap<unknown, HealthStatus> = new Map([
  ['pong', 'healthy'],
  ['GitLab OK', 'healthy'],
  ["I'm alive!", 'healthy'],
  ['Prometheus Server is Healthy.', 'healthy'],
  ['Prometheus Server is Ready.', 'healthy'],
  // https://github.com/gajus/lightship
  ['SERVER_IS_READY', 'healthy'],
  ['SERVER_IS_NOT_READY', 'unhealthy'],
  ['SERVER_IS_NOT_SHUTTING_DOWN', 'healthy'],
  ['SERVER_IS_SHUTTING_DOWN', 'unhealthy'],
])

/** What some servers say in place of a status word: GitLab, LiteLLM, Prometheus, Lightship. The whole body, exactly. */
export const plainPhrases: Format = ({ text, json }) => readReport({ status: PHRASES.get(json ?? text) })
