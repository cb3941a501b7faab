const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long `ms` milliseconds are, in words: "12 sec", "40 min", "1 hr, 30 min", "3 hr". Days are long: short they are
 * "Tg." in German, and "d" in Spanish. The nearest number, in units small enough for that to say enough; a second that
 * has begun counts, so that a countdown says 1 until it is over. Under 0 it is 0.
 */
export function formatDuration(ms: number, locale: string): string {
  const write = (count: number, unit: string) => {
    const unitDisplay = unit === 'day' ? 'long' : 'short'
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(count)
  }
  if (ms < 1.5 * MINUTE) return write(Math.max(0, Math.ceil(ms / SECOND)), 'second')
  if (ms >= 2 * DAY) return write(Math.round(ms / DAY), 'day')
  const step = ms < 3 * HOUR ? 1 : 60
  const minutes = Math.round(ms / MINUTE / step) * step
  const texts: string[] = []
  if (minutes >= 60) texts.push(write(Math.floor(minutes / 60), 'hour'))
  if (minutes % 60 > 0) texts.push(write(minutes % 60, 'minute'))
  return new Intl.ListFormat(locale, { type: 'unit' }).format(texts)
}
