import type { Reading } from '../formats/answer.js'
import type { RawAnswer } from '../formats/readAnswer.js'
import { readAnswer } from '../formats/readAnswer.js'
import { readReport } from '../formats/readReport.js'
import type { HealthReport } from '../health/report.js'
import type { ResolvedOptions } from './options.js'

/** The app's headers. An error in its function must not look like a dead back end: the probe goes without. */
export function headersOfApp({ headers, logger }: ResolvedOptions): Headers {
  try {
    return new Headers(typeof headers === 'function' ? headers() : headers)
  } catch (error) {
    logger.error('react-api-status: option `headers` failed; the probe goes without.', error)
    return new Headers()
  }
}

/** What a format of the app throws must not cost us the report. */
export function readByFormats({ formats, logger }: ResolvedOptions, answer: RawAnswer): Reading {
  try {
    return readAnswer(answer, formats)
  } catch (error) {
    logger.error('react-api-status: option `formats` threw; our own readers take over.', error)
    return readAnswer(answer)
  }
}

/** The app's own reader. What it gives is read as warily as what comes off the wire. */
export function readByApp(
  { read, logger }: ResolvedOptions,
  response: Response,
  body: string,
): HealthReport | null {
  if (!read) return null
  try {
    return readReport(read(response, body))
  } catch (error) {
    logger.error('react-api-status: option `read` threw; our own readers take over.', error)
    return null
  }
}
