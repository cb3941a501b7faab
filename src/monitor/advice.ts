import type { Environment } from './environment.js'
import { isSameOrigin, resolveUrl } from './location.js'
import type { ResolvedOptions } from './options.js'
import type { FailureOutcome } from './outcome.js'

/** For whoever sets the app up: warns of the likely cause of an outcome and names its cure, once per cause. */
export function createAdvisor(
  environment: Environment,
  { url, credentials, logger }: ResolvedOptions,
): (cause: FailureOutcome['cause']) => void {
  const advised = new Set<FailureOutcome['cause']>()
  return (cause) => {
    if (advised.has(cause)) return
    advised.add(cause)
    const resolved = resolveUrl(url, environment.baseUrl())
    const isOwn = resolved !== null && isSameOrigin(resolved, environment.baseUrl())
    const advice = adviceOn(cause, resolved?.href ?? url, isOwn && credentials === 'omit')
    if (advice) logger.warn(advice)
  }
}

function adviceOn(cause: FailureOutcome['cause'], url: string, mayWantCredentials: boolean): string | null {
  switch (cause) {
    case 'invalid-response':
      return (
        `react-api-status: ${url} answered with something that is no health report, so the status is unknown. ` +
        'If it was a web page: the development server has no proxy for this url, a single-page fallback answers ' +
        'in its place, or it is a login page. Otherwise pass `read` to read your own format.'
      )
    case 'misconfigured':
      return (
        `react-api-status: there is no health endpoint at ${url}, so the status is unknown. ` +
        'Pass the right `url`, or serve it there (`react-api-status/server` does).'
      )
    case 'needs-auth':
      return mayWantCredentials
        ? `react-api-status: ${url} wants a login, and probes carry no credentials, so the status is unknown. ` +
            "Let anyone read it, or pass `credentials: 'same-origin'` and a `storageKey` that names the user."
        : `react-api-status: ${url} refuses us, so the status is unknown. Let anyone read it, or pass \`headers\`.`
    default:
      return null
  }
}
