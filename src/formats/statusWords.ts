import type { HealthStatus } from '../health/status.js'
import { fieldsOf } from './fields.js'

/** The words that back ends use, as {@link wordStatus} folds them. A word is matched whole, never a part of it. */
const WORDS: readonly (readonly [HealthStatus, ...string[]])[] = [
  [
    'healthy',
    'healthy,ok,okay,up,pass,passed,passing,success,green,operational,good,serving,connected,online,working',
    'alive,live,ready,available,pong,server is ready,server is not shutting down',
    "i'm alive!,gitlab ok,prometheus server is healthy.,prometheus server is ready.",
  ],
  [
    'degraded',
    'degraded,warn,warning,yellow,minor,restricted,partially available,degraded performance,partial outage',
    'maintenance,under maintenance',
  ],
  [
    'unhealthy',
    'unhealthy,down,fail,failed,failing,failure,error,ko,critical,red,crashed,major,major outage,unavailable',
    'out of service,not serving,not ready,shutting down,stopping,stopped,offline,disconnected',
    'server is not ready,server is shutting down',
  ],
  ['unknown', 'unknown,starting,pending,skipped,service unknown,undetermined'],
]

const STATUS_OF_WORD: ReadonlyMap<string, HealthStatus> = /* @__PURE__ */ new Map(
  WORDS.flatMap(([status, ...lists]) =>
    lists.flatMap((list) => list.split(',').map((word) => [word, status])),
  ),
)

const LONGEST_WORD = 60

/** The status that a word stands for, whatever its case, `_` and `-` being spaces; `undefined` for a word not known. */
export function wordStatus(text: string): HealthStatus | undefined {
  if (text.length > LONGEST_WORD) return undefined
  return STATUS_OF_WORD.get(
    text
      .trim()
      .toLowerCase()
      .replace(/[_\-\s]+/g, ' '),
  )
}

/** The status that the value of a status field stands for: a word, a truth value, a 2xx code, or `{ indicator }`. */
export function valueStatus(value: unknown): HealthStatus | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? 'healthy' : 'unhealthy'
    case 'string':
      return /^\s*(true|false)\s*$/i.test(value) ? valueStatus(/true/i.test(value)) : wordStatus(value)
    case 'number':
      // A code of any other class is the envelope of an error rather than a report.
      return value >= 200 && value < 300 ? 'healthy' : undefined
    default:
      return indicatorStatus(value)
  }
}

/** Statuspage: https://www.atlassian.com/software/statuspage. Only there does `none` mean that nothing is wrong. */
function indicatorStatus(value: unknown): HealthStatus | undefined {
  const indicator = fieldsOf(value)?.get('indicator')
  if (typeof indicator !== 'string') return undefined
  return indicator === 'none' ? 'healthy' : wordStatus(indicator)
}
