export { invalidateOnRecovery } from './query/invalidateOnRecovery.js'
export { queryRetry } from './query/queryRetry.js'

export type { InvalidateOnRecoveryOptions } from './query/invalidateOnRecovery.js'
export type { QueryRetry, QueryRetryOptions } from './query/queryRetry.js'
