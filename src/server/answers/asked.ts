import { DEPTH_HEADER, isAskedByCheck } from '../askedByCheck.js'
import type { ResolvedCheck } from '../registry/resolvedCheck.js'
import type { Caller } from '../report/audience.js'
import type { NegotiatedFormat } from './negotiate.js'
import type { Query } from './readQuery.js'

/** One request, as far as it has been read. */
export interface Asked {
  readonly caller: Caller
  readonly query: Query
  readonly format: NegotiatedFormat
}

/**
 * Which checks count for a request; `undefined` when all do.
 *
 * What asks another service does not count where a health check asks: it would come back to where it came from, and two
 * services that check each other would each stay unhealthy for as long as the other is, which is for ever.
 */
export function countedFor({
  caller,
  query: { excluded },
}: Asked): ((check: ResolvedCheck) => boolean) | undefined {
  const isHealthCheck = isAskedByCheck(caller.header(DEPTH_HEADER))
  if (excluded.size === 0 && !isHealthCheck) return undefined
  return ({ name, remote }) => !excluded.has(name) && !(remote && isHealthCheck)
}
