import type { Eventually } from './eventually.js'
import { isPromiseLike } from './eventually.js'
import type { Answer, FallbackStrategy } from './fallbackStrategy.js'

/** What each strategy that answers failed calls can be told. */
export interface FallbackOptions {
  /** Which errors it answers. @default all that it is asked about */
  readonly when?: ((error: unknown) => boolean) | undefined
  /** Strategies with a higher one are asked first; equal ones in the order in which they are given. @default 0 */
  readonly priority?: number | undefined
  /** Says in a policy's outcome who answered. @default what the function is called, as in 'stale-if-error' */
  readonly name?: string | undefined
}

/** Answers a failed call with what `answer` gives for its error. */
export function fallback<Value>(
  answer: (error: unknown) => Eventually<Value>,
  { when, priority = 0, name = 'fallback' }: FallbackOptions = {},
): FallbackStrategy<Value> {
  return {
    name,
    priority,
    after(error) {
      if (when && !when(error)) return undefined
      const value = answer(error)
      return isPromiseLike(value) ? answerLater(value) : { value }
    },
  }
}

async function answerLater<Value>(pending: PromiseLike<Value>): Promise<Answer<Value>> {
  return { value: await pending }
}
