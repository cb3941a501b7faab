/** How a call ended: with a result, or with what it threw. */
export type CallOutcome<Result = unknown> = { readonly error: unknown } | { readonly result: Result }

/** What an outcome says about whoever was called. */
export type Verdict = 'succeeded' | 'failed' | 'ignored'

/** Which outcomes count, and as what. */
export interface VerdictRules {
  /** Whether an outcome is a failure; everything else that isn't ignored is a success. @default every error */
  readonly isFailure?: ((outcome: CallOutcome) => boolean) | undefined
  /** Whether an outcome says nothing: it is not counted at all. An abort by the caller never is. @default none */
  readonly isIgnored?: ((outcome: CallOutcome) => boolean) | undefined
}

/** What an outcome says by these rules. `signal` is that by which the caller may have aborted the call. */
export function verdictOf(
  outcome: CallOutcome,
  { isFailure, isIgnored }: VerdictRules,
  signal?: AbortSignal,
): Verdict {
  const verdict = 'error' in outcome ? verdictOnError(outcome.error, signal) : 'succeeded'
  if (verdict === 'ignored' || isIgnored?.(outcome)) return 'ignored'
  if (!isFailure) return verdict
  return isFailure(outcome) ? 'failed' : 'succeeded'
}

/**
 * What an error says where there are no rules. Who aborts says nothing of the other side; who gives up waiting does. With
 * the caller's signal it is known whether the caller did; without, an `AbortError` is taken for that.
 */
export function verdictOnError(error: unknown, signal?: AbortSignal): Verdict {
  const isAbort = signal
    ? signal.aborted && nameOf(signal.reason) !== 'TimeoutError'
    : nameOf(error) === 'AbortError'
  return isAbort ? 'ignored' : 'failed'
}

function nameOf(error: unknown): unknown {
  return (error as { name?: unknown } | null | undefined)?.name
}
