import { setTimeout as delay } from 'node:timers/promises'
import type { Orders, Outcome } from './buyer.js'
import { buyer, stopAll } from './buyer.js'
import type { Chronicle } from './chronicle.js'
import { chronicle } from './chronicle.js'

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
export interface Customers extends Omit<Chronicle<Told>, 'add'> {
  /** Every customer comes to an end with the order at hand. Resolves with what they know of their orders. */
  leave(): Promise<Orders>
  /** They are gone at once, whatever becomes of their orders: when a test has failed. More than once is harmless. */
  vanish(): void
}

/** How many there are of each. */
export interface CustomerHabits {
  /** @default 2 */
  readonly readers?: number
  /** Each sends an order until it is accepted, always with the same key, and then the next. @default 2 */
  readonly buyers?: number
  /** As buyers, who leave their orders where they can't be taken now. @default 0 */
  readonly patientBuyers?: number
  /** Each sends an order once, and then the next, whatever it was told. @default 0 */
  readonly hastyBuyers?: number
}

const PAUSE_MS = 40
const GIVES_UP_AFTER_MS = 10_000

export function customers(
  origin: string,
  { readers = 2, buyers = 2, patientBuyers = 0, hastyBuyers = 0 }: CustomerHabits = {},
): Customers {
  const told = chronicle<Told>(({ method, status, body }) => [method, status, body])
  let areLeaving = false

  const ask = async (method: Told['method'], init: RequestInit = {}) => {
    const news = await askDesk(`${origin}/orders`, method, init)
    told.add(news)
    return news
  }
  const read = async () => {
    while (!areLeaving) {
      await ask('GET')
      await delay(PAUSE_MS)
    }
  }
  const order = async (key: string, headers: HeadersInit = {}) =>
    outcomeOf(await ask('POST', { body: JSON.stringify({ key, item: key }), headers }))
  const waiting = { prefer: 'respond-async' }
  const reading = Array.from({ length: readers }, read)
  const buying = [
    ...Array.from({ length: buyers }, (_, index) => buyer({ name: `buyer${index}`, send: order })),
    ...Array.from({ length: patientBuyers }, (_, index) =>
      buyer({ name: `patient${index}`, send: (key) => order(key, waiting) }),
    ),
    ...Array.from({ length: hastyBuyers }, (_, index) =>
      buyer({ name: `hasty${index}`, send: order, isHasty: true }),
    ),
  ]

  return {
    ...told,
    async leave() {
      areLeaving = true
      await Promise.all(reading)
      return stopAll(buying)
    },
    vanish() {
      areLeaving = true
      for (const { vanish } of buying) vanish()
    },
  }
}

/** A refusal is a promise: nothing was done. */
function outcomeOf({ status, body }: Told): Outcome {
  if (status === 201 || status === 202) return 'accepted'
  return status === 503 && body['code'] === 'READ_ONLY' ? 'refused' : 'unknown'
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
