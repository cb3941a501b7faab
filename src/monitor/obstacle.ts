import type { FailureOutcome } from './outcome.js'
import { isGatewayFailure } from './outcome.js'

/** An answer that is no report, as far as it can be told apart from others. */
export interface NoReport {
  readonly httpStatus: number
  /** Its body is a web page. */
  readonly isWebPage: boolean
  /** A redirect ended on a page that wants a login. */
  readonly isLogin: boolean
  /** Something between us and the back end may have answered in its place. */
  mayBeCaptivePortal(): Promise<boolean>
}

/** What an answer that is no report stands for. The first row that fits decides. */
export async function nameObstacle(answer: NoReport): Promise<FailureOutcome['cause']> {
  const { httpStatus, isWebPage, isLogin } = answer
  // https://www.rfc-editor.org/rfc/rfc6585#section-6
  if (httpStatus === 511) return 'captive-portal'
  if (isGatewayFailure(httpStatus)) return 'unreachable'
  if (httpStatus >= 500) return 'server-error'
  if (isWebPage && (await answer.mayBeCaptivePortal())) return 'captive-portal'
  if (httpStatus === 401 || httpStatus === 403) return 'needs-auth'
  if (httpStatus === 404 || httpStatus === 405 || httpStatus === 410) return 'misconfigured'
  if (httpStatus === 429) return 'rate-limited'
  return isLogin ? 'needs-auth' : 'invalid-response'
}
