const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long `ms` milliseconds are, in words: "12 sec", "40 min", or "12 seconds" with `long`. Days are always long: short
 * they are "Tg." in German, and "d" in Spanish. The nearest number, in a unit small enough for that to say enough; a
 * second that has begun counts, so that a countdown says 1 until it is over. Under 0 it is 0.
 */
export function formatDuration(ms: number, locale: string, unitDisplay: 'short' | 'long' = 'short'): string {
  const [unit, length, display] =
    ms < 1.5 * MINUTE
      ? (['second', SECOND, unitDisplay] as const)
      : ms < 3 * HOUR
        ? (['minute', MINUTE, unitDisplay] as const)
        : ms < 2 * DAY
          ? (['hour', HOUR, unitDisplay] as const)
          : (['day', DAY, 'long'] as const)
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: display })
  const count = unit === 'second' ? Math.ceil(ms / length) : Math.round(ms / length)
  return format.format(Math.max(0, count))
}
