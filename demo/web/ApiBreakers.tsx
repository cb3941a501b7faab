import { useQuery } from '@tanstack/react-query'
import type { BreakerFact } from '../api/routes.js'
import { readBreakers } from './faults.js'

const EVERY_MS = 2000

/** The circuit breakers inside the API, one for each thing that it calls. Nobody knows of them while the API is down. */
export function ApiBreakers() {
  const { data: breakers, isError } = useQuery({
    queryKey: ['breakers'],
    queryFn: readBreakers,
    refetchInterval: EVERY_MS,
    retry: false,
    networkMode: 'always',
  })
  return (
    <p className="api-breakers">
      <span className="quiet">In the API:</span>
      {isError && <span className="quiet">nobody can tell</span>}
      {!isError && breakers?.map((breaker) => <ApiBreaker key={breaker.name} {...breaker} />)}
    </p>
  )
}

function ApiBreaker({ name, state }: BreakerFact) {
  return (
    <span className="breaker" data-breaker={state}>
      {name} <strong>{state}</strong>
    </span>
  )
}
