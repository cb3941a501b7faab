const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Seconds are told in steps of so many, and less than one step is `justNow`: a text that counts each of them draws the
 * eye for nothing, and that of a service which is looked at often stands still.
 */
const STEP_OF_SECONDS = 10

/**
 * `ageMs` milliseconds ago, in words: "just now", "20 seconds ago", "2 days ago". An age under 0, which clocks that
 * disagree produce, is 0.
 *
 * Never "yesterday": 47 hours ago may have been the day before.
 *
 * @param justNow In words of the language, as what `Intl` has for that ("now", "this minute") fits into no sentence.
 */
export function formatAgo(ageMs: number, locale: string, justNow: string): string {
  if (ageMs < STEP_OF_SECONDS * SECOND) return justNow
  const [unit, length, step] =
    ageMs < MINUTE
      ? (['second', SECOND, STEP_OF_SECONDS] as const)
      : ageMs < HOUR
        ? (['minute', MINUTE, 1] as const)
        : ageMs < DAY
          ? (['hour', HOUR, 1] as const)
          : (['day', DAY, 1] as const)
  return new Intl.RelativeTimeFormat(locale).format(-step * Math.floor(ageMs / length / step), unit)
}
