import { listRecommendations } from './backend.js'
import { useRead } from './useRead.js'

const EVERY_MS = 15_000

/** Nice to have: without them the desk loses nothing but this corner. */
export function Recommendations() {
  const { data, isFailing } = useRead('recommendations', listRecommendations, EVERY_MS)
  const isResting = isFailing || data?.live === false
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
