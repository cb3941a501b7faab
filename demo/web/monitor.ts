import { createApiStatus } from 'react-api-status/core'

/** One for the whole page: the widgets show what it finds, and every call to the API goes through its breaker. */
export const monitor = createApiStatus({ url: '/api/health' })
