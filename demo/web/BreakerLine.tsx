import { useApiStatus, useNow } from 'react-api-status'

/** What the circuit breaker around the page's calls does. Not announced: banner and form tell people what it means. */
export function BreakerLine() {
  const breaker = useApiStatus((status) => status.breaker)
  return (
    <p className="breaker" data-breaker={breaker.state}>
      Circuit breaker: <strong>{breaker.state}</strong>{' '}
      <span className="quiet">
        {breaker.state === 'closed' && 'calls go through'}
        {breaker.state === 'open' && <BreakCountdown key={breaker.until} until={breaker.until} />}
        {breaker.state === 'half-open' && 'one call finds out whether the API works'}
      </span>
    </p>
  )
}

/** Nothing happens by itself when the time is over: a call has to come. */
function BreakCountdown({ until }: { readonly until: number }) {
  const now = useNow() ?? until
  const seconds = Math.ceil((until - now) / 1000)
  return seconds > 0 ? `calls wait for ${seconds} s` : 'the next call finds out whether the API works'
}
