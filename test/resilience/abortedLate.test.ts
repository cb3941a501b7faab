import { describe, expect, it } from 'vitest'
import { TimeoutError } from '../../src/resilience/timeoutError.js'
import { hangs, trial, watch } from './policyTrial.js'

const TIMEOUT = 1000

describe('an aborted call whose action ends later', () => {
  it.each(['resolves', 'rejects'] as const)(
    'leaves the deadlines of others alone when it %s',
    async (end) => {
      const { clock, policy } = trial({ timeout: TIMEOUT })
      const caller = new AbortController()
      let finish = () => {}
      const aborted = watch(
        policy.execute(
          () =>
            new Promise<void>((resolve, reject) => {
              finish = end === 'resolves' ? resolve : () => reject(new Error('too late'))
            }),
          { signal: caller.signal },
        ),
      )
      await clock.advance(0)
      const reason = new Error('not needed any more')
      caller.abort(reason)
      const other = watch(policy.execute(hangs))
      await clock.advance(0)
      finish()
      await clock.advance(TIMEOUT)
      expect(aborted.outcome).toEqual({ error: reason })
      expect(other.outcome).toEqual({ error: new TimeoutError(TIMEOUT) })
    },
  )
})
