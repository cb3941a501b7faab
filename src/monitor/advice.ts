import type { FailureOutcome } from './outcome.js'

/** What advice may look at. */
export interface AdviceState {
  readonly url: string
  readonly isOwnOrigin: boolean
  readonly credentials: RequestCredentials
}

/** For whoever sets the app up: the likely cause of an outcome and its cure; `null` where there is nothing to mend. */
export function adviseOn(
  cause: FailureOutcome['cause'],
  { url, isOwnOrigin, credentials }: AdviceState,
): string | null {
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
      return isOwnOrigin && credentials === 'omit'
        ? `react-api-status: ${url} wants a login, and probes carry no credentials, so the status is unknown. ` +
            "Let anyone read it, or pass `credentials: 'same-origin'` and a `storageKey` that names the user."
        : `react-api-status: ${url} refuses us, so the status is unknown. Let anyone read it, or pass \`headers\`.`
    default:
      return null
  }
}
