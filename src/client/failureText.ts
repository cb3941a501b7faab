import type { BackendErrorFacts, BackendErrorKind } from './backendError.js'

/** The message of a failed call: what happened, why it was not tried again, and what to do. */
export function describeFailure(facts: BackendErrorFacts): string {
  const { method, url, attempts, kind, detail } = facts
  const said = (kind === 'http' || kind === 'network') && detail !== null ? `: ${detail}` : ''
  const sentence = `${method} ${url} ${whatHappened(facts)}${howOften(kind, attempts)}${said}`
  return `${sentence}${/[.!?…]$/.test(sentence) ? '' : '.'} ${whatNow(facts)}`.trim()
}

function whatHappened({ kind, status, detail }: BackendErrorFacts): string {
  switch (kind) {
    case 'http':
      return `was answered with ${status}`
    case 'network':
      return status === null ? 'got no answer' : `got an answer (${status}) that broke off`
    case 'timeout':
      return `was not answered ${detail}`
    case 'breaker-open':
      return 'was not sent: its circuit breaker is open, because calls kept failing'
    case 'throttled':
      return 'was not sent: most calls failed of late, and some are held back to let the back end recover'
    case 'invalid-response':
      return `was answered with ${status}, but with ${detail}`
  }
}

function howOften(kind: BackendErrorKind, attempts: number): string {
  if (kind === 'breaker-open' || kind === 'throttled')
    return attempts > 0 ? `, after it had been sent (${attempts})` : ''
  return attempts > 1 ? `, in the last of ${attempts} tries` : ''
}

function whatNow(facts: BackendErrorFacts): string {
  const { noRetry, method, retryAfterMs } = facts
  switch (noRetry) {
    case null:
      return ''
    case 'pointless':
      return advice(facts)
    case 'unsafe':
      return (
        `It was not tried again: the back end may have acted on it, and a second ${method} may act twice. Where the ` +
        'back end knows the Idempotency-Key header, pass the option `idempotent: true`.'
      )
    case 'retries-used-up':
      return 'Try again later, or allow more tries (option `retries`).'
    case 'retry-budget':
      return (
        'It was not tried again: so many calls fail that the retry budget is spent, and more of them would keep the ' +
        'back end down. Try again later, or allow more of them (option `retryBudget`).'
      )
    case 'wait-too-long':
      return retryAfterMs > 0
        ? `It was not tried again: it is to wait ${Math.ceil(retryAfterMs / 1000)} s, longer than the option ` +
            '`maxDuration` leaves. Try again then (error.retryAfterMs).'
        : 'It was not tried again: the option `maxDuration` leaves no time for it. Try again later.'
  }
}

/** What to look at where trying again is no use. */
function advice({ kind, status, code }: BackendErrorFacts): string {
  if (code === 'ERR_INVALID_URL') return 'Where there is no page, the option `baseUrl` must be a whole url.'
  if (kind === 'network') return 'The next try would fail in the same way: see error.cause.'
  if (kind === 'invalid-response') return 'Check the option `baseUrl` and the path, and what answers there.'
  if (status === 401 || status === 403) return 'Check the credentials in the option `headers`.'
  if (status === 404 || status === 405) return 'Check the path and the option `baseUrl`.'
  return 'The same call would be answered alike: see error.body.'
}
