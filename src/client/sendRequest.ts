import { isBreakerOpenError } from '../resilience/errors.js'
import type { BackendCall } from './backendCall.js'
import { failedCall, networkFacts } from './failedCall.js'
import type { NetworkFailure } from './networkError.js'
import { networkFailure, tellsRefusals } from './networkError.js'
import { redirectedRequest } from './redirect.js'
import { isRepeatable } from './retrySafety.js'

/** What sends a request: `fetch`, or a monitor's. */
export type Send = (href: string, init: RequestInit) => Promise<Response>

/**
 * Sends a call, and says what a failure of the network means for it.
 *
 * A call that must not arrive twice may be repeated only where the connection was refused; and the refusal must be that of
 * the first request, not of one that it was redirected to: by then the call had arrived. So its redirects are followed
 * here, one hop at least.
 */
export async function sendRequest(
  send: Send,
  call: BackendCall,
  init: RequestInit & { readonly method: string; readonly headers: Headers },
): Promise<Response> {
  const { href, url } = call.target
  const { redirect = 'follow' } = init
  const isWatched =
    redirect === 'follow' &&
    url !== null &&
    !isRepeatable({ method: call.method, hasKey: call.key !== null }) &&
    tellsRefusals(globalThis.process)
  let wasRedirected = false
  call.sent++
  call.isSent = true
  try {
    const response = await send(href, isWatched ? { ...init, redirect: 'manual' } : init)
    const next = isWatched && redirectedRequest(response, url, init)
    if (!next) return response
    wasRedirected = true
    // An unread body keeps its connection busy.
    await response.body?.cancel().catch(() => {})
    init.signal?.throwIfAborted()
    return await send(next.href, next.init)
  } catch (error) {
    const isRefused = isBreakerOpenError(error)
    if (isRefused && !wasRedirected) call.sent--
    const failure = isRefused && wasRedirected ? lostOnTheWay(error) : networkFailure(error)
    if (!failure) throw error
    const mayHaveArrived = wasRedirected || (redirect === 'follow' && !isWatched)
    const wasNeverSent = failure.wasNeverSent && !mayHaveArrived
    throw failedCall(call, { ...failure, kind: 'network', wasNeverSent }, networkFacts(failure, error))
  }
}

/** A circuit breaker has stopped a call that had arrived already, and been sent on. */
function lostOnTheWay({ message }: Error): NetworkFailure {
  return { code: null, message, wasNeverSent: false, isPassing: true }
}
