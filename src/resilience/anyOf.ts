import type { CallCounts, TripCount, TripRule } from './tripRule.js'

/** Opens as soon as one of `rules` says so. Each counts for itself. */
export function anyOf(...rules: readonly TripRule[]): TripRule {
  return (clock) => new SeveralCounts(rules.map((rule) => rule(clock)))
}

class SeveralCounts implements TripCount {
  readonly #counts: readonly TripCount[]
  readonly begin?: (trip: () => void) => unknown[]

  constructor(counts: readonly TripCount[]) {
    this.#counts = counts
    // A breaker has less to do for a rule that does not watch running calls.
    if (counts.some((count) => count.begin)) this.begin = (trip) => counts.map((count) => count.begin?.(trip))
  }

  succeeded(calls?: unknown[]): boolean {
    return this.#ask((count, index) => count.succeeded(calls?.[index]))
  }

  failed(calls?: unknown[]): boolean {
    return this.#ask((count, index) => count.failed(calls?.[index]))
  }

  ignored(calls?: unknown[]): void {
    this.#counts.forEach((count, index) => count.ignored?.(calls?.[index]))
  }

  end(): void {
    this.#counts.forEach((count) => count.end?.())
  }

  /** Each call is in all counts: what the first knows of failures and the others of slow calls. */
  counts(): CallCounts {
    const counts = this.#counts.map((count) => count.counts?.())
    const most = (name: keyof CallCounts) => Math.max(0, ...counts.map((each) => each?.[name] ?? 0))
    return { calls: most('calls'), failures: most('failures'), slow: most('slow') }
  }

  /** One after the other, each behind its length. */
  save(now: number): number[] {
    return this.#counts.flatMap((count) => {
      const numbers = count.save?.(now) ?? []
      return [numbers.length, ...numbers]
    })
  }

  load(numbers: readonly number[], savedAt: number): void {
    let from = 0
    for (const count of this.#counts) {
      const to = from + 1 + (numbers[from] ?? 0)
      count.load?.(numbers.slice(from + 1, to), savedAt)
      from = to
    }
  }

  /** All of them count, also after one has said yes. */
  #ask(ask: (count: TripCount, index: number) => boolean | void): boolean {
    return this.#counts.filter((count, index) => ask(count, index)).length > 0
  }
}
