/**
 * What a breaker does with calls. Each state owns only its own data; times are monotonic milliseconds.
 *
 * `closed`: all are let through, and counted. `open`: none is, until `until`. `half-open`: a few are, to find out.
 * `forced-open`, `forced-closed`: by hand, until told otherwise. `isolated`: somebody holds a handle.
 */
export type BreakerState =
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'open'
      readonly until: number
      /** Counts the times that it has opened since it was last closed. */
      readonly attempt: number
      readonly waitMs: number
    }
  | { readonly kind: 'half-open'; readonly attempt: number; readonly waitMs: number }
  | { readonly kind: 'forced-open' }
  | { readonly kind: 'forced-closed' }
  | { readonly kind: 'isolated' }

/** A {@link BreakerState} among those that come and go by themselves. */
export type AutomaticState = Extract<BreakerState, { kind: 'closed' | 'open' | 'half-open' }>

/** A {@link BreakerState} that does not depend on anybody's handle. */
export type LastingState = Exclude<BreakerState, { kind: 'isolated' }>
