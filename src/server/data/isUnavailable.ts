import { failureKind } from './failureKind.js'

/**
 * Whether an error says that the other side refuses or is gone, and not that the statement is wrong: no connection, no
 * answer in time, too many connections, a full disk, a server that only reads or is just starting. For errors of Node,
 * `fetch`, `pg`, `ioredis`, `redis`, PGlite, MySQL and SQLite, HTTP errors whose `status` is 502, 503 or 504, those of
 * this library, and whatever has one of them for its `cause`.
 *
 * A unique violation, a syntax error and a deadlock are none: they must not make a service read-only.
 *
 * @example
 * const breaker = createBreaker({ name: 'database', isFailure: (call) => 'error' in call && isUnavailable(call.error) })
 */
export function isUnavailable(error: unknown): boolean {
  const kind = failureKind(error)
  return kind === 'refused' || kind === 'lost'
}
