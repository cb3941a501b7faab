const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * `ageMs` milliseconds ago, in words: "this minute", "2 minutes ago", "yesterday". An age under 0, which clocks that
 * disagree produce, is 0.
 */
export function formatAgo(ageMs: number, locale: string): string {
  const [unit, length] =
    ageMs < HOUR
      ? (['minute', MINUTE] as const)
      : ageMs < DAY
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    -Math.max(0, Math.floor(ageMs / length)),
    unit,
  )
}
