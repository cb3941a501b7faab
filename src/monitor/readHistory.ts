import { amountOf, isObject, listOf } from '../formats/fields.js'
import type { Cause } from '../health/headline.js'
import type { DayTally, HeadlineChange, History, LatencySample, SeenHeadline } from '../health/history.js'
import {
  EMPTY_HISTORY,
  joinHistories,
  MOST_DAYS,
  MOST_LATENCIES,
  MOST_POLLS,
  MOST_TRANSITIONS,
} from '../health/history.js'
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
const HEADLINES: Readonly<Record<SeenHeadline, true>> = {
  healthy: true,
  degraded: true,
  unhealthy: true,
  offline: true,
  unknown: true,
}

/** A history out of storage, where anything may stand: what is no entry is left out, the rest put in order. */
export function readHistory(value: unknown): History | null {
  if (!isObject(value)) return null
  return joinHistories(EMPTY_HISTORY, {
    latencies: listOf(value['latencies']).slice(-MOST_LATENCIES).flatMap(latencyOf),
    transitions: listOf(value['transitions']).slice(-MOST_TRANSITIONS).flatMap(transitionOf),
    days: listOf(value['days']).slice(-MOST_DAYS).flatMap(dayOf),
  })
}

function latencyOf(value: unknown): LatencySample | readonly [] {
  if (!isObject(value)) return []
  const at = wholeOf(value['at'], LATEST)
  const ms = wholeOf(value['ms'], MAX_DELAY_MS)
  return at === undefined || ms === undefined ? [] : { at, ms }
}

function transitionOf(value: unknown): HeadlineChange | readonly [] {
  if (!isObject(value)) return []
  const { status, cause } = value
  const at = wholeOf(value['at'], LATEST)
  if (at === undefined || !isOneOf(HEADLINES, status)) return []
  return cause === null || isOneOf(CAUSES, cause) ? { at, status, cause } : []
}

function dayOf(value: unknown): DayTally | readonly [] {
  if (!isObject(value) || !isObject(value['polls'])) return []
  const { day, polls } = value
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) return []
  const count = (status: SeenHeadline) => wholeOf(polls[status], MOST_POLLS) ?? 0
  return {
    day,
    polls: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      unhealthy: count('unhealthy'),
      offline: count('offline'),
      unknown: count('unknown'),
    },
  }
}

function wholeOf(value: unknown, most: number): number | undefined {
  const amount = amountOf(value)
  return amount === undefined || amount > most ? undefined : Math.round(amount)
}

function isOneOf<Word extends string>(words: Readonly<Record<Word, true>>, value: unknown): value is Word {
  return typeof value === 'string' && Object.hasOwn(words, value)
}
