import type { Format } from '../answer.js'
import { dialect } from './dialect.js'

/** The JSON of Spatie's laravel-health: https://spatie.be/docs/laravel-health */
export const laravelHealth: Format = dialect({
  names: { checkResults: 'components', finishedAt: 'timestamp', notificationMessage: 'message' },
  words: { crashed: 'unhealthy', skipped: 'unknown' },
})
