import type { Cause } from '../health/headline.js'
import type { Snapshot, Timing } from './snapshot.js'

/** Why the status is what it is. */
export interface Explanation {
  readonly status: Snapshot['status']
  readonly cause: Cause | null
  /** The chain of evidence, what decided first. */
  readonly evidence: readonly Evidence[]
  /** The same in English, a line each, to be pasted into a support ticket. Names of components are the only ones in it. */
  readonly text: string
}

/** One link of the chain: what it is about, as data and in words. */
export interface Evidence {
  readonly about:
    | 'verdict'
    | 'answer'
    | 'network'
    | 'report'
    | 'components'
    | 'breaker'
    | 'storage'
    | 'next check'
  readonly value: unknown
  readonly says: string
}

const SAW: Readonly<Record<Cause, string>> = {
  maintenance: 'There is a maintenance window now.',
  'read-only': 'The back end says that it refuses writes.',
  component: 'The back end names components that are not healthy.',
  'not-ready': 'The back end is not healthy and says that it is not ready.',
  reported: 'The back end says so itself and names nothing.',
  timeout: 'The last probes had no whole answer in time.',
  'device-offline': 'The last probes failed, and the browser says that it is offline.',
  unreachable: 'The last probes did not reach the back end, or a gateway said that it could not.',
  'server-error': 'The back end answered with an error and without a report.',
  'captive-portal': 'A web page answered that stands between this device and the internet.',
  'invalid-response': 'Something answered that is no health report.',
  'needs-auth': 'The health endpoint wants a login.',
  misconfigured: 'There is no health endpoint at the url.',
  'rate-limited': 'The back end limits how often it may be asked.',
}

/**
 * The evidence behind a snapshot, as data and as text. Pass the timing too for when it was seen and what comes next. A
 * pure function: it asks nothing and knows no more than it is given.
 *
 * @example
 * <button onClick={() => copy(explain(monitor.getSnapshot(), monitor.getTiming()).text)}>Copy details</button>
 */
export function explain(snapshot: Snapshot, timing?: Timing): Explanation {
  const { status, cause } = snapshot
  const evidence = [
    verdictEvidence(snapshot),
    ...answerEvidence(snapshot, timing),
    networkEvidence(snapshot),
    reportEvidence(snapshot, timing),
    ...componentEvidence(snapshot),
    ...breakerEvidence(snapshot),
    ...storageEvidence(snapshot),
    ...nextEvidence(timing),
  ]
  return { status, cause, evidence, text: evidence.map(({ says }) => says).join('\n') }
}

function verdictEvidence({ status, cause, since, source }: Snapshot): Evidence {
  const seen = source === 'restored' ? ', as last known from an earlier visit' : ''
  const time = since === null ? '' : ` since ${iso(since)}`
  const says = `The status is ${status}${time}${seen}.${cause ? ` ${SAW[cause]}` : ''}`
  return { about: 'verdict', value: { status, cause, since, source }, says }
}

function answerEvidence({ httpStatus }: Snapshot, timing?: Timing): readonly Evidence[] {
  const checked = timing?.lastChecked == null ? '' : ` The last probe ended at ${iso(timing.lastChecked)}.`
  if (httpStatus === null && checked === '') return []
  const says = httpStatus === null ? 'There was no answer.' : `The answer had the status code ${httpStatus}.`
  return [
    {
      about: 'answer',
      value: { httpStatus, lastChecked: timing?.lastChecked ?? null },
      says: says + checked,
    },
  ]
}

function networkEvidence({ device, backend }: Snapshot): Evidence {
  return {
    about: 'network',
    value: { device, backend },
    says: `This device: ${device}. The back end: ${backend}.`,
  }
}

function reportEvidence({ report, isStale }: Snapshot, timing?: Timing): Evidence {
  if (!report) return { about: 'report', value: null, says: 'No report has been read yet.' }
  const { status, ready, readOnly, service } = report
  const time = timing?.reportAt == null ? '' : ` of ${iso(timing.reportAt)}`
  const build = service?.buildId ? `, build ${service.buildId}` : ''
  const notes = [
    ready === false ? 'not ready' : '',
    readOnly ? 'read-only' : '',
    isStale ? 'stale' : '',
  ].filter(Boolean)
  const says = `The report shown${time}${build} says ${[status, ...notes].join(', ')}.`
  return {
    about: 'report',
    value: { status, ready, readOnly, isStale, reportAt: timing?.reportAt ?? null },
    says,
  }
}

function componentEvidence({ affected, report }: Snapshot): readonly Evidence[] {
  if (affected.length === 0) return []
  const each = affected.map((name) => {
    const component = report?.components[name]
    const code = component?.error ? ` (${component.error.code})` : ''
    return `${name}: ${component?.status ?? 'unknown'}${code}${component?.critical ? ', critical' : ''}`
  })
  return [{ about: 'components', value: affected, says: `Not healthy: ${each.join('; ')}.` }]
}

function breakerEvidence({ breaker }: Snapshot): readonly Evidence[] {
  if (breaker.state === 'closed') return []
  const until = breaker.state === 'open' ? ` until ${iso(breaker.until)}` : ''
  const says = `The circuit breaker before the back end is ${breaker.state}${until}.`
  return [{ about: 'breaker', value: breaker, says }]
}

function storageEvidence({ storage }: Snapshot): readonly Evidence[] {
  if (storage === 'persistent') return []
  return [
    {
      about: 'storage',
      value: storage,
      says: 'Nothing survives a reload: there is no storage, or it failed.',
    },
  ]
}

function nextEvidence(timing?: Timing): readonly Evidence[] {
  if (!timing) return []
  const { nextCheckAt } = timing
  const says =
    nextCheckAt === null
      ? 'No probe is due: the page is hidden, or nothing runs.'
      : `The next probe is due at ${iso(nextCheckAt)}.`
  return [{ about: 'next check', value: nextCheckAt, says }]
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
