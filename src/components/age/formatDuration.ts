const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a unit is the one to count in: 90 s says more than 2 min. */
const COUNTED_IN = 1.5

/**
 * How long `ms` milliseconds are, in words: "12 sec", "40 min", or "12 seconds" with `long`. Begun units count, so that
 * a countdown says 1 until it is over. Under 0 it is 0.
 */
export function formatDuration(ms: number, locale: string, unitDisplay: 'short' | 'long' = 'short'): string {
  const [unit, length] =
    ms < COUNTED_IN * MINUTE
      ? (['second', SECOND] as const)
      : ms < COUNTED_IN * HOUR
        ? (['minute', MINUTE] as const)
        : ms < COUNTED_IN * DAY
          ? (['hour', HOUR] as const)
          : (['day', DAY] as const)
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
  return format.format(Math.max(0, Math.ceil(ms / length)))
}
