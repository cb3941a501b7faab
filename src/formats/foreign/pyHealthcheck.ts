import type { Format } from '../answer.js'
import { dialect } from './dialect.js'

/** The Python package `py-healthcheck`. */
export const pyHealthcheck: Format = dialect({
  names: { results: 'components', checker: 'name', passed: 'ok' },
})
