import type { CachedCheck } from './cachedCheck.js'
import { cacheCheck } from './cachedCheck.js'
import type { HealthLogger } from '../logger.js'
import type { Outcome } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'
import type { CheckContext } from './runCheck.js'

/** The checks of a service, by name. */
export interface CheckRegistry {
  add(check: ResolvedCheck): void
  remove(name: string): boolean
  get(name: string): CachedCheck | undefined
  all(): Iterable<CachedCheck>
  /** Makes sure of fresh outcomes, all at once; `undefined` when they are all fresh already. */
  refresh(isWanted?: (check: ResolvedCheck) => boolean): Promise<unknown> | undefined
}

/** @param onChange Called when an outcome came in, or a check came or went. */
export function createCheckRegistry(
  context: CheckContext,
  logger: HealthLogger,
  onChange: () => void,
): CheckRegistry {
  const checks = new Map<string, CachedCheck>()

  return {
    add(check) {
      if (checks.has(check.name)) {
        throw new TypeError(
          `A check named ${JSON.stringify(check.name)} is registered already, and a component has one check. ` +
            'Give it another name, or unregister the first.',
        )
      }
      const cached = cacheCheck(check, context, (outcome, previous) => {
        if (checks.get(check.name) !== cached) return
        logTransition(check.name, outcome, previous, logger)
        onChange()
      })
      checks.set(check.name, cached)
      onChange()
    },
    remove(name) {
      const isRemoved = checks.delete(name)
      if (isRemoved) onChange()
      return isRemoved
    },
    get: (name) => checks.get(name),
    all: () => checks.values(),
    refresh(isWanted) {
      const flights: Promise<void>[] = []
      for (const cached of checks.values()) {
        if (isWanted && !isWanted(cached.check)) continue
        const flight = cached.refresh()
        if (flight) flights.push(flight)
      }
      return flights.length > 0 ? Promise.all(flights) : undefined
    },
  }
}

/** The messages that anonymous callers don't see are needed by whoever repairs: here they are, once per change. */
function logTransition(
  name: string,
  { status, error }: Outcome,
  previous: Outcome | undefined,
  logger: HealthLogger,
): void {
  if (status === (previous?.status ?? 'healthy') && error?.code === previous?.error?.code) return
  if (status === 'healthy') return logger.info(`Health check ${JSON.stringify(name)} is healthy again.`)
  const reason = [error?.code, error?.message].filter(Boolean).join(': ')
  logger.warn(`Health check ${JSON.stringify(name)} is ${status}${reason && ` (${reason})`}.`)
}
