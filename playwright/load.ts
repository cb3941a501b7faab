/** What the load calls. */
export interface Calls {
  read(): Promise<unknown>
  /** Creates one order for `customer`. */
  order(customer: string): Promise<unknown>
}

/** What has become of the calls. */
export interface Tally {
  readonly reads: number
  /** The customers of all orders that were confirmed. */
  readonly customers: readonly string[]
  /** Each call that failed in the end, and with what. */
  readonly losses: readonly string[]
}

const READERS = 6
const WRITERS = 4
/** After each call of each of them, so that the load is one that a small machine bears. */
const PAUSE_MS = 100

/**
 * Starts readers and writers that call one time after the other; the page imports this file too. What is returned ends
 * them, waits for the calls that are under way, and gives the tally.
 *
 * @param name Begins the name of each customer, of whom there is one for each order.
 */
export function startLoad(calls: Calls, name: string): () => Promise<Tally> {
  const customers: string[] = []
  const losses: string[] = []
  let reads = 0
  let isOver = false

  const keepCalling = async (call: (round: number) => Promise<void>) => {
    for (let round = 1; !isOver; round++) {
      await call(round).catch((error: unknown) => losses.push(String(error)))
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  const readers = Array.from({ length: READERS }, () =>
    keepCalling(async () => {
      await calls.read()
      reads++
    }),
  )
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    keepCalling(async (round) => {
      const customer = `${name} ${writer}-${round}`
      await calls.order(customer)
      customers.push(customer)
    }),
  )
  return async () => {
    isOver = true
    await Promise.all([...readers, ...writers])
    return { reads, customers, losses }
  }
}
