/** One thing worth ordering. */
export interface Recommendation {
  readonly item: string
  readonly because: string
}

/** `live` is false when they are the last ones seen, or none, because the service does not answer. */
export interface RecommendationList {
  readonly recommendations: readonly Recommendation[]
  readonly live: boolean
}

const TIMEOUT_MS = 1500

/** The other service, over HTTP. The desk can do without it, so asking it never fails. */
export class Recommendations {
  readonly #origin: string
  #lastSeen: readonly Recommendation[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  async list(): Promise<RecommendationList> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const response = await fetch(`${this.#origin}/recommendations`, { signal })
      if (!response.ok) throw new Error(`Recommendations answered ${response.status}.`)
      this.#lastSeen = (await response.json()) as Recommendation[]
      return { recommendations: this.#lastSeen, live: true }
    } catch {
      return { recommendations: this.#lastSeen, live: false }
    }
  }
}
