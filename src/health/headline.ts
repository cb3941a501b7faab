/**
 * What the app shows, in one word.
 *
 * `checking`: nothing is known yet. `offline`: this device has no way to the internet, or a captive portal
 * stands in between; it says nothing about the back end. `unknown`: something answered, and it was no report.
 */
export type Headline = 'checking' | 'healthy' | 'degraded' | 'unhealthy' | 'offline' | 'unknown'

/** Why a headline is not healthy. A closed list; `null` when it is healthy or checking. */
export type Cause = ReportCause | FailureCause

/** Causes that a report gives. */
export type ReportCause = 'maintenance' | 'read-only' | 'component' | 'not-ready' | 'reported'

/** Causes of a probe without an answer, or whose answer is no report. */
export type FailureCause =
  | 'maintenance'
  | 'timeout'
  | 'device-offline'
  | 'unreachable'
  | 'server-error'
  | 'captive-portal'
  | 'invalid-response'
  | 'needs-auth'
  | 'misconfigured'
  | 'rate-limited'
