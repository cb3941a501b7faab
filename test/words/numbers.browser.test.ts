import { describe, expect, it } from 'vitest'
import { formatAgo } from '../../src/components/age/formatAgo.js'
import { formatDuration } from '../../src/components/age/formatDuration.js'
import type { Words } from '../../src/words/grammar/words.js'
import { NUMBERS } from './numbers.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Between them every form that one of the languages counts in. */
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 22, 100, 103]
const AGES = [4, 40, 60, 120, 300, 1320].map((seconds) => seconds * SECOND)
const LONG_AGES = [HOUR, 3 * HOUR, DAY, 2 * DAY, 30 * DAY]

const modules = import.meta.glob<Record<string, Words>>('../../src/words/*.ts', { eager: true })
const languages = Object.entries(modules).map(([path, module]) => {
  const name = path.replace(/^.*\/|\.ts$/g, '')
  return [name, module[name] as Words] as const
})

describe.each(languages)('in "%s"', (name, words) => {
  const expected = NUMBERS[name]
  const { trouble, age, banner, startup, maintenance, timeline, latency } = words
  const short = (ms: number): string => formatDuration(ms, name)

  it('what is left of a list is counted in the forms of the language (U24)', () => {
    expect(Object.fromEntries(COUNTS.map((count) => [count, trouble.more(count, name)]))).toEqual(
      expected?.more,
    )
  })

  it('an age goes into its sentence (U13) (U24)', () => {
    const ages = [...AGES, ...LONG_AGES].map((ms) => age.lastChecked(formatAgo(ms, name, age.justNow)))
    expect(ages).toEqual(expected?.ages)
  })

  it('a duration goes into its sentence (U24)', () => {
    expect([
      banner.nextTry(short(SECOND)),
      banner.nextTry(short(12 * SECOND)),
      banner.nextTry(short(10 * MINUTE)),
      startup.elapsed(short(25 * SECOND)),
      maintenance.endsIn(short(40 * MINUTE)),
      maintenance.endsIn(short(90 * MINUTE)),
      maintenance.endsIn(short(2 * HOUR)),
      maintenance.endsIn(short(3 * HOUR)),
      maintenance.startsIn(short(2 * DAY)),
      maintenance.startsIn(short(5 * DAY)),
    ]).toEqual(expected?.durations)
  })

  it('shares, days and milliseconds go into their sentences (U24)', () => {
    const share = new Intl.NumberFormat(name, { style: 'percent', maximumFractionDigits: 1 })
    const ms = new Intl.NumberFormat(name, { style: 'unit', unit: 'millisecond' })
    expect([
      timeline.summary(share.format(0.995), short(90 * DAY)),
      timeline.finding(timeline.status.degraded, share.format(0.04)),
      latency.summary(ms.format(42), ms.format(38), ms.format(1204)),
      latency.beyond(ms.format(200)),
    ]).toEqual(expected?.history)
  })

  it('a date goes into its sentence (U24)', () => {
    const start = new Date(Date.UTC(2026, 2, 20, 9, 46))
    const date = start.toLocaleString(name, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
    expect(maintenance.planned(date)).toBe(expected?.date)
  })
})

it('an age that clocks which disagree make negative is none', () => {
  expect(formatAgo(-HOUR, 'en', 'just now')).toBe('just now')
})

it('a duration is in the smallest unit of which there are not too many, and never under 0', () => {
  const durations = [-SECOND, 0, 89 * SECOND, 90 * SECOND, 59 * MINUTE, 3 * HOUR, 47 * HOUR, 2 * DAY]
  expect(durations.map((ms) => formatDuration(ms, 'en'))).toEqual([
    '0 sec',
    '0 sec',
    '89 sec',
    '2 min',
    '59 min',
    '3 hr',
    '47 hr',
    '2 days',
  ])
})

it('a duration from one hour to three is in hours and the minutes that are left', () => {
  const durations = [60, 61, 119, 120, 150, 179].map((minutes) => minutes * MINUTE)
  expect([...durations, 3 * HOUR - 1].map((ms) => formatDuration(ms, 'en'))).toEqual([
    '1 hr',
    '1 hr, 1 min',
    '1 hr, 59 min',
    '2 hr',
    '2 hr, 30 min',
    '2 hr, 59 min',
    '3 hr',
  ])
})

it('a duration counts the second that has begun, so that it is not over before it is, and the nearest of all else', () => {
  const durations = [1, 11_001, 149 * SECOND, 151 * SECOND, 3.4 * HOUR, 3.6 * HOUR, 49 * HOUR]
  expect(durations.map((ms) => formatDuration(ms, 'en'))).toEqual([
    '1 sec',
    '12 sec',
    '2 min',
    '3 min',
    '3 hr',
    '4 hr',
    '2 days',
  ])
})
