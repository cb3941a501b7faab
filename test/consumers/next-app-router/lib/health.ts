import { createFetchHandler, createHealthService } from 'react-api-status/server'

const health = createHealthService({
  name: 'shop',
  checks: [
    { name: 'database', run: () => {} },
    {
      name: 'search',
      critical: false,
      impact: ['search'],
      run: async (signal) => (await fetch(process.env['SEARCH_URL'] ?? '', { signal })).ok,
    },
  ],
})

/** Answers a request to `/api/health`, from wherever it comes. */
export const answerHealth = createFetchHandler(health)

/** The report as a browser would be given it: without error messages and details, unlike `health.checkAll()`. */
export async function readHealth(): Promise<object> {
  const response = await answerHealth(new Request('http://localhost/api/health'))
  return response.json()
}
