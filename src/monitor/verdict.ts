import type { ReportCause } from '../health/headline.js'

/** The headline with its cause: only the pairs that exist. */
export type Verdict =
  | { readonly status: 'checking'; readonly cause: null }
  | { readonly status: 'healthy'; readonly cause: null }
  | { readonly status: 'degraded'; readonly cause: ReportCause | 'rate-limited' }
  | {
      readonly status: 'unhealthy'
      readonly cause: ReportCause | 'timeout' | 'unreachable' | 'server-error' | 'rate-limited'
    }
  | { readonly status: 'offline'; readonly cause: 'device-offline' | 'captive-portal' }
  | {
      readonly status: 'unknown'
      readonly cause: ReportCause | 'invalid-response' | 'needs-auth' | 'misconfigured' | 'rate-limited'
    }
