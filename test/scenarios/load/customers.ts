import { setTimeout as delay } from 'node:timers/promises'

/** What a customer was told. */
export interface Told {
  readonly method: 'GET' | 'POST'
  /** 0 where no answer came. */
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
  readonly tookMs: number
}

/** People who read and order, all the time, and note what they are told. */
export interface Customers {
  /** All answers so far, in the order in which they came. */
  readonly told: readonly Told[]
  /** Those since the last time that this was asked. */
  news(): readonly Told[]
  /** Resolves with the first answer from now on that is so. Rejects after `within` milliseconds. */
  hear(isIt: (told: Told) => boolean, within: number, what: string): Promise<Told>
  /** Resolves when so many more answers have come. */
  hearMore(answers: number): Promise<void>
  /** Every customer comes to an end with the order at hand. Resolves with the keys of what was accepted, sorted. */
  leave(): Promise<string[]>
  /** They are gone at once, whatever becomes of their orders: when a test has failed. More than once is harmless. */
  vanish(): void
}

/** How many there are of each, and how they go about it. */
export interface CustomerHabits {
  /** @default 2 */
  readonly readers?: number
  /** Each sends an order until it is accepted, always with the same key, and then the next. @default 2 */
  readonly buyers?: number
  /** As buyers, who leave their orders where they can't be taken now. @default 0 */
  readonly patientBuyers?: number
}

const PAUSE_MS = 40
const GIVES_UP_AFTER_MS = 10_000

export function customers(
  origin: string,
  { readers = 2, buyers = 2, patientBuyers = 0 }: CustomerHabits = {},
): Customers {
  const told: Told[] = []
  const accepted: string[] = []
  const listeners = new Set<(news: Told) => void>()
  let seen = 0
  let areLeaving = false
  let areGone = false

  const ask = async (method: Told['method'], init: RequestInit = {}) => {
    const news = await askDesk(`${origin}/orders`, method, init)
    told.push(news)
    for (const listener of listeners) listener(news)
    return news
  }
  const read = async () => {
    while (!areLeaving) {
      await ask('GET')
      await delay(PAUSE_MS)
    }
  }
  const buy = async (name: string, headers: HeadersInit = {}) => {
    for (let count = 0; !areLeaving; count++) {
      const key = `${name}-${String(count).padStart(4, '0')}`
      const body = JSON.stringify({ key, item: key })
      while (!isAccepted(await ask('POST', { body, headers }))) {
        if (areGone) return
        await delay(PAUSE_MS)
      }
      accepted.push(key)
      await delay(PAUSE_MS)
    }
  }
  const people = [
    ...Array.from({ length: readers }, read),
    ...Array.from({ length: buyers }, (_, index) => buy(`buyer${index}`)),
    ...Array.from({ length: patientBuyers }, (_, index) =>
      buy(`patient${index}`, { prefer: 'respond-async' }),
    ),
  ]

  return {
    told,
    news() {
      const news = told.slice(seen)
      seen = told.length
      return news
    },
    hear(isIt, within, what) {
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer)
          listeners.delete(listener)
        }
        const listener = (news: Told) => {
          if (!isIt(news)) return
          end()
          resolve(news)
        }
        const timer = setTimeout(() => {
          end()
          const last = told.slice(-6).map(({ method, status, body }) => [method, status, body])
          reject(
            new Error(`No customer was told within ${within} ms: ${what}. Last: ${JSON.stringify(last)}`),
          )
        }, within)
        listeners.add(listener)
      })
    },
    hearMore(answers) {
      const goal = told.length + answers
      return new Promise((resolve) => {
        const listener = () => {
          if (told.length < goal) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      })
    },
    async leave() {
      areLeaving = true
      await Promise.all(people)
      return accepted.toSorted()
    },
    vanish() {
      areLeaving = true
      areGone = true
    },
  }
}

export function isAccepted({ status }: Told): boolean {
  return status === 201 || status === 202
}

async function askDesk(url: string, method: Told['method'], init: RequestInit): Promise<Told> {
  const begin = performance.now()
  const tookMs = () => performance.now() - begin
  try {
    const response = await fetch(url, { method, ...init, signal: AbortSignal.timeout(GIVES_UP_AFTER_MS) })
    const body = (await response.json()) as Told['body']
    return { method, status: response.status, headers: response.headers, body, tookMs: tookMs() }
  } catch (error) {
    return { method, status: 0, headers: new Headers(), body: { error: String(error) }, tookMs: tookMs() }
  }
}
