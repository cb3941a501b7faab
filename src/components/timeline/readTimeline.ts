import type { DayTally, SeenHeadline } from '../../health/history.js'
import { NO_POLLS } from '../../health/history.js'
import type { TimelineWords } from '../../words/grammar/words.js'

/** What has been recorded, by the day, in numbers and in words. */
export interface TimelineState {
  /** Newest last, with those on which nothing was recorded; none before anything was. */
  readonly days: readonly TimelineDay[]
  /** All of them in a sentence. */
  readonly summary: string
}

/** One day of a timeline. */
export interface TimelineDay {
  /** The day in UTC, as `YYYY-MM-DD`. */
  readonly day: string
  /** The same as people write it: "March 12". */
  readonly date: string
  /** What its checks found, worst first; empty when nothing was recorded. */
  readonly findings: readonly Finding[]
  /** The same as people write it: "Some problems in 4% of checks". */
  readonly found: string
  /** The date and what was found in a sentence. */
  readonly text: string
}

/** What some of a day's checks found. */
export interface Finding {
  readonly status: SeenHeadline
  /** Of the day's checks, above 0 and up to 1. */
  readonly share: number
}

const DAY = 86_400_000
/** Trouble with the service outranks what kept this browser from seeing it. */
const WORST_FIRST: readonly SeenHeadline[] = ['unhealthy', 'degraded', 'offline', 'unknown', 'healthy']

/** A day in UTC, as `YYYY-MM-DD`, and as people write it. */
type CalendarDay = readonly [day: string, date: string]

/** The last `count` days up to the newest that has a tally; none where that is `''`. */
export function calendarOf(newest: string, count: number, locale: string): readonly CalendarDay[] {
  // A day is one in UTC, wherever its reader is.
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  return Array.from({ length: newest ? count : 0 }, (_, index) => {
    const at = new Date(Date.parse(newest) - (count - 1 - index) * DAY)
    return [at.toISOString().slice(0, 10), dates.format(at)]
  })
}

/** What has been recorded on the days of a calendar. */
export function readTimeline(
  tallies: readonly DayTally[],
  calendar: readonly CalendarDay[],
  words: TimelineWords,
  locale: string,
): TimelineState {
  const [first] = calendar
  if (!first) return { days: [], summary: words.none }
  const numberOfDays = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  const percent = percentages(locale)
  const list = new Intl.ListFormat(locale, { type: 'unit' })

  const recorded = tallies.filter(({ day }) => day >= first[0])
  const days = calendar.map(([day, date]) => {
    const findings = findingsIn(recorded.filter((tally) => tally.day === day))
    const [worst] = findings
    const troubles = findings.filter(({ status }) => status !== 'healthy')
    const found =
      findings.length > 1
        ? list.format(
            troubles.map(({ status, share }) => words.finding(words.status[status], percent(share))),
          )
        : worst
          ? words.status[worst.status]
          : words.noData
    return { day, date, findings, found, text: words.oneDay(date, found) }
  })
  const well = findingsIn(recorded).find(({ status }) => status === 'healthy')?.share ?? 0
  return { days, summary: words.summary(percent(well), numberOfDays.format(recorded.length)) }
}

/** What all checks of some days found. */
function findingsIn(tallies: readonly DayTally[]): readonly Finding[] {
  const found = { ...NO_POLLS }
  let checks = 0
  for (const { polls } of tallies) {
    for (const status of WORST_FIRST) {
      found[status] += polls[status]
      checks += polls[status]
    }
  }
  return WORST_FIRST.filter((status) => found[status] > 0).map((status) => ({
    status,
    share: found[status] / checks,
  }))
}

function percentages(locale: string): (share: number) => string {
  const { format } = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  // What is rounded is neither nothing nor everything.
  return (share) => format(Number.isInteger(share) ? share : Math.min(Math.max(share, 0.001), 0.999))
}
