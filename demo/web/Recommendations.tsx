import { FeatureGate } from 'react-api-status'
import { listRecommendations } from './backend.js'
import { useRead } from './useRead.js'

const EVERY_MS = 15_000

/** Nice to have: without them the desk loses nothing but this corner. */
export function Recommendations() {
  const { data } = useRead('recommendations', listRecommendations, EVERY_MS)
  return (
    <section className="card" aria-labelledby="recommendations">
      <h2 id="recommendations">Recommendations</h2>
      <FeatureGate
        needs="recommendations"
        fallback={
          <p className="quiet">Recommendations are taking a break. They will be back by themselves.</p>
        }
      >
        <ul className="recommendations">
          {data?.recommendations.map(({ item, because }) => (
            <li key={item}>
              <strong>{item}</strong> <span className="quiet">{because}</span>
            </li>
          ))}
        </ul>
      </FeatureGate>
    </section>
  )
}
