import type { Breaker, BreakerOptions } from './breaker.js'
import { wholeNumber } from './checkNumber.js'
import { createBreaker } from './createBreaker.js'

/** Breakers of one kind, each before something of its own: a host, a route, a tenant. */
export interface Breakers extends Iterable<Breaker> {
  /** The breaker of that name; made when it is first asked for. */
  get(name: string): Breaker
}

/**
 * Makes breakers by name. At most `max` are kept (default 100): the oldest that is closed makes room, else the oldest
 * that is not held by hand, else the oldest. Nothing else holds on to them. Throws a `RangeError` on bad options.
 */
export function createBreakers(options: Omit<BreakerOptions, 'name' | 'restore'> = {}, max = 100): Breakers {
  wholeNumber('createBreakers: max', max)
  const breakers = new Map<string, Breaker>()
  // Bad options are told of now, and not at the first call.
  createBreaker(options)
  const makeRoom = () => {
    const kept = [...breakers.values()]
    const leaves =
      kept.find(({ state }) => state.kind === 'closed') ??
      kept.find(({ state }) => 'attempt' in state) ??
      kept[0]
    if (leaves) breakers.delete(leaves.name)
  }
  return {
    get(name) {
      const known = breakers.get(name)
      if (known) return known
      const breaker = createBreaker({ ...options, name })
      if (breakers.size >= max) makeRoom()
      breakers.set(name, breaker)
      return breaker
    },
    [Symbol.iterator]: () => breakers.values(),
  }
}
