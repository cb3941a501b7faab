import type { HealthLogger } from '../logger.js'
import type { CachedCheck } from './cachedCheck.js'
import { cacheCheck } from './cachedCheck.js'
import type { ResolvedCheck } from './resolvedCheck.js'
import type { RunEnvironment } from './runCheck.js'
import type { Transitions } from './transitions.js'

/** The checks of a service, by name. Those that are not enabled are known by their name alone. */
export interface CheckRegistry {
  add(check: ResolvedCheck): void
  remove(name: string): boolean
  /** Begins or ends a check's part in the service; `false` when none has the name. */
  enable(name: string, isEnabled: boolean): boolean
  /** `undefined` also for one that is not enabled. */
  get(name: string): CachedCheck | undefined
  /** The enabled ones, in the order of their registration. */
  all(): readonly CachedCheck[]
  /** Makes sure of outcomes that may be served, all at once; `undefined` when there is nothing to wait for. */
  refresh(isWanted?: (check: ResolvedCheck) => boolean): Promise<unknown> | undefined
  /** Aborts all runs in flight, starts no other and stops the checks; what is known stays. */
  close(): void
}

interface Registered {
  readonly check: ResolvedCheck
  /** `undefined` while the check is not enabled: one that is enabled again begins anew. */
  cached: CachedCheck | undefined
}

/**
 * @param onChange Called when what is said of a component has changed, and when one came or went. Numbers that move with
 * every run are no change: with many checks a report would be made for each.
 */
export function createCheckRegistry(
  environment: RunEnvironment,
  transitions: Pick<Transitions, 'tell'>,
  logger: HealthLogger,
  onChange: () => void,
): CheckRegistry {
  const registered = new Map<string, Registered>()
  let enabled: readonly CachedCheck[] | undefined
  /** The earliest `settledUntil` of all: a request that finds everything fresh looks at this alone. */
  let settledUntil = Number.NEGATIVE_INFINITY
  let isClosed = false

  const changed = () => {
    enabled = undefined
    settledUntil = Number.NEGATIVE_INFINITY
    onChange()
  }
  const cache = (check: ResolvedCheck) => {
    const cached = cacheCheck(check, environment, (outcome, previous) => {
      settledUntil = Number.NEGATIVE_INFINITY
      if (transitions.tell(check, outcome, previous)) onChange()
    })
    if (isClosed) cached.end()
    return cached
  }
  // Async for the sake of those that are.
  const stop = async ({ name, stop: end }: { readonly name: string; stop(): unknown }) => {
    try {
      await end()
    } catch (error) {
      logger.warn(`Health check ${JSON.stringify(name)} threw when it was stopped.`, error)
    }
  }
  const all = () => (enabled ??= [...registered.values()].flatMap(({ cached }) => (cached ? [cached] : [])))

  return {
    add(check) {
      if (registered.has(check.name)) {
        throw new TypeError(
          `A check named ${JSON.stringify(check.name)} is registered already, and a component has one check. ` +
            'Give it another name, or unregister the first.',
        )
      }
      registered.set(check.name, { check, cached: check.enabled ? cache(check) : undefined })
      changed()
    },
    remove(name) {
      const known = registered.get(name)
      if (!known) return false
      registered.delete(name)
      known.cached?.end()
      if (!isClosed) void stop(known.check)
      changed()
      return true
    },
    enable(name, isEnabled) {
      const known = registered.get(name)
      if (!known) return false
      if (isEnabled === (known.cached !== undefined)) return true
      known.cached?.end()
      known.cached = isEnabled ? cache(known.check) : undefined
      changed()
      return true
    },
    get: (name) => registered.get(name)?.cached,
    all,
    refresh(isWanted) {
      if (environment.clock.now() < settledUntil) return undefined
      const flights: Promise<void>[] = []
      settledUntil = Number.POSITIVE_INFINITY
      for (const cached of all()) {
        if (!isWanted || isWanted(cached.check)) {
          const flight = cached.refresh()
          if (flight) flights.push(flight)
        }
        settledUntil = Math.min(settledUntil, cached.settledUntil)
      }
      return flights.length > 0 ? Promise.all(flights) : undefined
    },
    close() {
      if (isClosed) return
      isClosed = true
      for (const { check, cached } of registered.values()) {
        cached?.end()
        void stop(check)
      }
    },
  }
}
