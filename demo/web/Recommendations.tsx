import { useQuery } from '@tanstack/react-query'
import { listRecommendations } from './backend.js'

/** Nice to have: without them the desk loses nothing but this corner. */
export function Recommendations() {
  const { data, isError, failureCount } = useQuery({
    queryKey: ['recommendations'],
    queryFn: listRecommendations,
    refetchInterval: 15_000,
  })
  const isResting = isError || failureCount > 0 || data?.live === false
  return (
    <section className="card" aria-labelledby="recommendations">
      <h2 id="recommendations">Recommendations</h2>
      {isResting && <p className="quiet">Fresh recommendations are taking a break.</p>}
      <ul className="recommendations">
        {data?.recommendations.map(({ item, because }) => (
          <li key={item}>
            <strong>{item}</strong> <span className="quiet">{because}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
