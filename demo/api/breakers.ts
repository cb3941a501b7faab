import type { Breaker } from 'react-api-status/core'
import { createBreaker } from 'react-api-status/core'
import { isUnavailable } from 'react-api-status/server'
import { NotWrittenDownError } from './confirmations.js'
import { isRefusedForGood } from './mailer.js'

/** What the API calls, each behind a breaker of its own: one that fails leaves the others alone. */
export interface Breakers {
  readonly database: Breaker
  readonly cache: Breaker
  readonly email: Breaker
}

export function createBreakers(): Breakers {
  return {
    // A key that was used before says nothing against the database.
    database: createBreaker({
      name: 'database',
      isFailure: (call) => 'error' in call && isUnavailable(call.error),
    }),
    cache: createBreaker({ name: 'cache' }),
    // Nor does a mail that is refused, or a database that fails, say anything against the mail server.
    email: createBreaker({
      name: 'email',
      isFailure: (call) => 'error' in call && !isRefusedForGood(call.error),
      isIgnored: (call) => 'error' in call && call.error instanceof NotWrittenDownError,
    }),
  }
}
