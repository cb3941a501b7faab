const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a unit is the one to count in: 90 s says more than 2 min. */
const COUNTED_IN = 1.5

/**
 * How long `ms` milliseconds are, in words: "12 sec", "40 min", or "12 seconds" with `long`. Days are always long: short
 * they are "Tg." in German, and "d" in Spanish. Begun units count, so that a countdown says 1 until it is over. Under 0
 * it is 0.
 */
export function formatDuration(ms: number, locale: string, unitDisplay: 'short' | 'long' = 'short'): string {
  const [unit, length, display] =
    ms < COUNTED_IN * MINUTE
      ? (['second', SECOND, unitDisplay] as const)
      : ms < COUNTED_IN * HOUR
        ? (['minute', MINUTE, unitDisplay] as const)
        : ms < COUNTED_IN * DAY
          ? (['hour', HOUR, unitDisplay] as const)
          : (['day', DAY, 'long'] as const)
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: display })
  return format.format(Math.max(0, Math.ceil(ms / length)))
}
