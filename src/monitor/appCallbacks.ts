import type { Reading } from '../formats/answer.js'
import type { RawAnswer } from '../formats/readAnswer.js'
import { readAnswer } from '../formats/readAnswer.js'
import { readReport } from '../formats/readReport.js'
import type { HealthReport } from '../health/report.js'
import { attempt } from './attempt.js'
import type { ResolvedOptions } from './options.js'

/** The app's headers. An error in its function must not look like a dead back end: the probe goes without. */
export function headersOfApp({ headers, logger }: ResolvedOptions): Headers {
  return attempt(
    logger,
    'option `headers`',
    () => new Headers(typeof headers === 'function' ? headers() : headers),
    () => new Headers(),
  )
}

/** What a format of the app throws must not cost us the report: our own readers take over. */
export function readByFormats({ formats, logger }: ResolvedOptions, answer: RawAnswer): Reading {
  return attempt(
    logger,
    'option `formats`',
    () => readAnswer(answer, formats),
    () => readAnswer(answer),
  )
}

/** The app's own reader. What it gives is read as warily as what comes off the wire. */
export function readByApp(
  { read, logger }: ResolvedOptions,
  response: Response,
  body: string,
): HealthReport | null {
  if (!read) return null
  return attempt(
    logger,
    'option `read`',
    () => readReport(read(response, body)),
    () => null,
  )
}
