import { isObject } from '../formats/fields.js'
import type { Cause } from '../health/headline.js'
import type { DayTally, HeadlineChange, History, LatencySample } from '../health/history.js'
import { MOST_DAYS, MOST_LATENCIES, MOST_POLLS, MOST_TRANSITIONS, NO_POLLS } from '../health/history.js'
import { MAX_DELAY_MS } from '../time/clock.js'

/** Times with more digits would make the record longer than it may be. The year 2286. */
const LATEST = 9_999_999_999_999

const CAUSES: Readonly<Record<Cause, true>> = {
  maintenance: true,
  'read-only': true,
  component: true,
  'not-ready': true,
  reported: true,
  timeout: true,
  'device-offline': true,
  unreachable: true,
  'server-error': true,
  'captive-portal': true,
  'invalid-response': true,
  'needs-auth': true,
  misconfigured: true,
  'rate-limited': true,
}

/** A history out of storage, where anything may stand: one that could not have been written by us is none. */
export function readHistory(value: unknown): History | null {
  if (!isObject(value)) return null
  const { latencies, transitions, days } = value
  const isHistory =
    isListOf<LatencySample>(latencies, MOST_LATENCIES, isLatency) &&
    isListOf<HeadlineChange>(transitions, MOST_TRANSITIONS, isTransition) &&
    isListOf<DayTally>(days, MOST_DAYS, isTally)
  return isHistory ? { latencies, transitions, days } : null
}

type Fields = Readonly<Record<string, unknown>>

function isListOf<Entry>(
  value: unknown,
  most: number,
  isEntry: (fields: Fields) => boolean,
): value is readonly Entry[] {
  return (
    Array.isArray(value) && value.length <= most && value.every((item) => isObject(item) && isEntry(item))
  )
}

function isLatency({ at, ms }: Fields): boolean {
  return isCount(at, LATEST) && isCount(ms, MAX_DELAY_MS)
}

function isTransition({ at, status, cause }: Fields): boolean {
  return isCount(at, LATEST) && isSeenVerdict(status, cause)
}

/** Whether a headline and its cause are ones that a probe can bring about. */
export function isSeenVerdict(status: unknown, cause: unknown): boolean {
  return isOneOf(NO_POLLS, status) && (cause === null || isOneOf(CAUSES, cause))
}

function isTally({ day, polls }: Fields): boolean {
  const isDay = typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && Date.parse(day) > 0
  return (
    isDay && isObject(polls) && Object.keys(NO_POLLS).every((status) => isCount(polls[status], MOST_POLLS))
  )
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function isOneOf(words: object, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(words, value)
}
