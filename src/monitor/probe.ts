import { readBody } from '../formats/readBody.js'
import type { HealthReport } from '../health/report.js'
import { DeadlineError, withDeadline } from '../time/deadline.js'
import { readAge } from './answerAge.js'
import { headersOfApp, readByApp, readByFormats } from './appCallbacks.js'
import { createCrossOriginAdvisor } from './crossOriginAdvice.js'
import type { Environment } from './environment.js'
import { isLoginPage, isPlainHttp, isSameOrigin, resolveUrl } from './location.js'
import { nameObstacle } from './obstacle.js'
import type { ResolvedOptions } from './options.js'
import type { FailureOutcome, ProbeOutcome } from './outcome.js'
import { readRetryAfter } from '../resilience/retryAfter.js'

/** Sends one request to the health endpoint and says what came of it. Rejects only when `signal` ends it. */
export type Probe = (context: ProbeContext) => Promise<ProbeOutcome>

/** What one probe needs to know. */
export interface ProbeContext {
  /** A report is known, if only from storage: a web page in its place is a surprise. */
  readonly hasReport: boolean
  /** The report that a 304 would stand for, by its validator; `null` when none came since the start. */
  readonly held: { readonly etag: string | null } | null
  readonly signal: AbortSignal
}

/** What the answer meant, before it is known how long it took. */
type Answer =
  | {
      readonly kind: 'report'
      readonly report: HealthReport
      readonly etag: string | null
      readonly httpStatus: number
      readonly ageMs: number
      readonly retryAfter: number
    }
  | { readonly kind: 'unchanged'; readonly ageMs: number; readonly retryAfter: number }
  | {
      readonly kind: 'failure'
      readonly cause: FailureOutcome['cause']
      readonly httpStatus: number | null
      readonly retryAfter: number
    }

/** How a request differs from the plain one. */
interface Attempt {
  readonly isBusted: boolean
  readonly etag: string | null
}

/** Makes the probe of a monitor. It remembers nothing from one request to the next. */
export function createProbe(environment: Environment, options: ResolvedOptions): Probe {
  const { clock, connectivity } = environment
  const fetch = options.fetch ?? environment.fetch
  // Asked in these words so that bundlers leave the advice out of production.
  const advise = process.env.NODE_ENV === 'production' ? null : createCrossOriginAdvisor(environment, options)

  const send = async (url: URL, attempt: Attempt, signal: AbortSignal): Promise<Response> => {
    const headers = headersOfApp(options)
    if (attempt.etag) headers.set('If-None-Match', attempt.etag)
    try {
      return await fetch(attempt.isBusted ? withParameter(url, clock.wallNow()) : url.href, {
        method: 'GET',
        cache: 'no-store',
        credentials: options.credentials,
        headers,
        signal,
      })
    } catch (error) {
      if (error instanceof TypeError && connectivity.isOnline() !== false) advise?.(url)
      throw error
    }
  }

  const ask = async (
    url: URL,
    isOwn: boolean,
    held: ProbeContext['held'],
    signal: AbortSignal,
  ): Promise<Response> => {
    // Across origins a header of ours would cost a preflight, which fails like a dead server where it is refused.
    const attempt: Attempt = {
      isBusted: isOwn && environment.hasServiceWorker(),
      etag: held?.etag ?? null,
    }
    const response = await send(url, attempt, signal)
    // Some servers take the parameter, which is there against a service worker's cache, for another resource.
    if (attempt.isBusted && (response.status === 404 || response.status === 400)) {
      return again(response, () => send(url, { ...attempt, isBusted: false }, signal))
    }
    if (response.status === 304 && !held) {
      return again(response, () => send(url, { ...attempt, etag: null }, signal))
    }
    return response
  }

  const answerTo = async (context: ProbeContext, signal: AbortSignal): Promise<Answer> => {
    const url = resolveUrl(options.url, environment.baseUrl())
    if (!url) return { kind: 'failure', cause: 'misconfigured', httpStatus: null, retryAfter: 0 }
    const isOwn = isSameOrigin(url, environment.baseUrl())
    const response = await ask(url, isOwn, context.held, signal)
    const httpStatus = response.status
    const retryAfter = readRetryAfter(response.headers, clock.wallNow())
    const ageMs = readAge(response.headers)
    if (httpStatus === 304 && context.held) return { kind: 'unchanged', ageMs, retryAfter }

    const body = await readBody(response, { signal })
    const answer = readByFormats(options, { status: httpStatus, headers: response.headers, body })
    const text = body.kind === 'text' ? body.text : ''
    const isCredible = !(isBare(text) && endedElsewhere(response, url))
    const report =
      readByApp(options, response, text) ?? (answer.kind === 'report' && isCredible ? answer.report : null)
    if (report) {
      return {
        kind: 'report',
        report,
        etag: isOwn ? response.headers.get('etag') : null,
        httpStatus,
        ageMs,
        retryAfter,
      }
    }
    const isWebPage = answer.kind === 'no-report' && answer.looksLike === 'html'
    const cause = await nameObstacle({
      httpStatus,
      isWebPage,
      isLogin: isWebPage && response.redirected && isLoginPage(response.url, text),
      mayBeCaptivePortal: async () => (isPlainHttp(url) && context.hasReport) || !(await canConnect(signal)),
    })
    return { kind: 'failure', cause, httpStatus, retryAfter }
  }

  /** Asks the app's own connectivity check, if there is one. Any answer will do, also one that we may not read. */
  const canConnect = async (signal: AbortSignal): Promise<boolean> => {
    const { connectivityUrl } = options
    if (connectivityUrl === undefined) return true
    try {
      // Portals like to drop what they don't let through: silence is an answer too, before the probe's own time is up.
      await withDeadline({ clock, timeoutMs: options.timeout / 2, signal }, (ownSignal) =>
        fetch(connectivityUrl, {
          mode: 'no-cors',
          cache: 'no-store',
          credentials: 'omit',
          signal: ownSignal,
        }),
      )
      return true
    } catch {
      return false
    }
  }

  return async (context) => {
    const { timeout } = options
    const startedAt = clock.now()
    const answer = await withDeadline<Answer>(
      { clock, timeoutMs: timeout, signal: context.signal },
      (signal) => answerTo(context, signal),
    ).catch((error: unknown): Answer => {
      if (context.signal.aborted) throw error
      if (error instanceof DeadlineError) return noAnswer('timeout')
      // Browsers give a TypeError for whatever is wrong with the network, and for nothing else that a probe does.
      if (!(error instanceof TypeError))
        options.logger.error('react-api-status: a probe failed in an odd way.', error)
      return noAnswer(connectivity.isOnline() === false ? 'device-offline' : 'unreachable')
    })
    const latencyMs = clock.now() - startedAt
    if (answer.kind !== 'failure') return { ...answer, latencyMs }
    return { ...answer, latencyMs, isBrowserOffline: connectivity.isOnline() === false }
  }
}

function noAnswer(cause: 'timeout' | 'device-offline' | 'unreachable'): Answer {
  return { kind: 'failure', cause, httpStatus: null, retryAfter: 0 }
}

/** No body, or no more of one than a word. */
function isBare(text: string): boolean {
  return !text.includes('{')
}

/** A captive portal redirects to a place of its own, where as little as an empty 200 would pass for a report. */
function endedElsewhere({ redirected, url }: Response, asked: URL): boolean {
  return redirected && resolveUrl(url, undefined)?.host !== asked.host
}

/** An unread body keeps its connection busy. */
async function again(response: Response, send: () => Promise<Response>): Promise<Response> {
  await response.body?.cancel().catch(() => {})
  return send()
}

function withParameter(url: URL, wallNow: number): string {
  const busted = new URL(url)
  busted.searchParams.set('_', String(wallNow))
  return busted.href
}
