/** What an action is told. */
export interface CallContext {
  /** Which attempt this is, from 1. */
  readonly attempt: number
  /** Aborted when this attempt is given up: at its timeout, or with the caller's own reason. Made when it is read. */
  readonly signal: AbortSignal
}

/** What a policy calls. */
export type Action<Result> = (context: CallContext) => PromiseLike<Result> | Result

/** Options of one call. */
export interface ExecuteOptions {
  /** By which the caller may abort it; it then settles at once with the signal's reason, even between attempts. */
  readonly signal?: AbortSignal | undefined
  /** What the call asks for: chooses the breaker among several, and the entry of a cache. @default '' */
  readonly key?: string | undefined
}

/** How a call ended, and by whom. */
export type Outcome<Value> =
  | { readonly kind: 'result'; readonly value: Value }
  /** `by`: the name of the strategy that answered. `cause`: what the call failed with; `undefined` if it was not made. */
  | { readonly kind: 'fallback'; readonly value: Value; readonly by: string; readonly cause: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
