import { setTimeout as delay } from 'node:timers/promises'

/** What has become of what was sent: `unknown` where it may have been done or not. */
export type Outcome = 'accepted' | 'refused' | 'unknown'

/** What a buyer knows of the orders in the end, by their keys. */
export interface Orders {
  readonly accepted: readonly string[]
  /** Those that were sent and given up, though they may have been done. */
  readonly unknown: readonly string[]
}

/** One who sends order after order, one at a time, until told to stop. */
export interface Buyer {
  /** Comes to an end with the order at hand. */
  stop(): Promise<Orders>
  /** Gone at once, whatever becomes of the order at hand: when a test has failed. More than once is harmless. */
  vanish(): void
}

export interface BuyerHabits {
  /** Their keys begin with it. */
  readonly name: string
  readonly send: (key: string) => Promise<Outcome>
  /** In milliseconds. @default 40 */
  readonly pause?: number
  /** Never sends an order again; others do until it is accepted. @default false */
  readonly isHasty?: boolean
}

export function buyer({ name, send, pause = 40, isHasty = false }: BuyerHabits): Buyer {
  const known: Record<Outcome, string[]> = { accepted: [], refused: [], unknown: [] }
  let mood: 'buying' | 'leaving' | 'gone' = 'buying'

  const buy = async (key: string) => {
    let outcome = await send(key)
    while (outcome !== 'accepted' && !isHasty && mood !== 'gone') {
      await delay(pause)
      outcome = await send(key)
    }
    known[outcome].push(key)
  }
  const buying = (async () => {
    for (let count = 0; mood === 'buying'; count++) {
      await buy(`${name}-${String(count).padStart(4, '0')}`)
      await delay(pause)
    }
  })()

  return {
    async stop() {
      if (mood === 'buying') mood = 'leaving'
      await buying
      return known
    },
    vanish: () => void (mood = 'gone'),
  }
}

/** What several know together. */
export async function stopAll(buyers: readonly Buyer[]): Promise<Orders> {
  const orders = await Promise.all(buyers.map((each) => each.stop()))
  return {
    accepted: orders.flatMap(({ accepted }) => accepted).toSorted(),
    unknown: orders.flatMap(({ unknown }) => unknown),
  }
}
