import type { ComponentError } from '../../health/report.js'
import { scrubText } from '../report/scrub.js'

/** The code of a failure that has none of its own. */
export const CHECK_FAILED = 'CHECK_FAILED'

/** Longest error message that is kept. */
const MAX_MESSAGE = 1000
/** So much of one is looked through for secrets. */
const MAX_READ = 4 * MAX_MESSAGE
/** How many causes are looked through for a code: `fetch failed` hides its `ECONNREFUSED` in the cause. */
const MAX_CAUSES = 5
/** Codes are shown to anyone, so only what looks like one passes; a host, an address or a sentence does not. */
const CODE = /^(?=.*[A-Z])[A-Z0-9_]{1,64}$/
const NAME = /^[A-Z][A-Za-z0-9]{0,63}$/

/** Whatever was thrown, or given as an error, as a code that anyone may see and a message that not everyone may. */
export function toComponentError(thrown: unknown): ComponentError {
  try {
    const message = messageOf(thrown)
    return { code: codeOf(thrown), ...(message && { message }) }
  } catch {
    // A getter of the thrown thing throws in its turn.
    return { code: CHECK_FAILED }
  }
}

function codeOf(thrown: unknown): string {
  let error = thrown
  for (let depth = 0; depth < MAX_CAUSES && isObject(error); depth++) {
    if (typeof error.code === 'string' && CODE.test(error.code)) return error.code
    error = error.cause
  }
  return isObject(thrown) ? codeFromName(thrown.name) : CHECK_FAILED
}

/** `TypeError` becomes `TYPE_ERROR`; the several names for "too late" become `TIMEOUT`. */
function codeFromName(name: unknown): string {
  if (typeof name !== 'string' || name === 'Error' || !NAME.test(name)) return CHECK_FAILED
  if (name === 'TimeoutError' || name === 'DeadlineError') return 'TIMEOUT'
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}

/** Without known secrets, so that none comes into the log either. A secret that was cut in half could not be known. */
function messageOf(thrown: unknown): string {
  const message = isObject(thrown) ? thrown.message : thrown
  if (typeof message !== 'string') return ''
  return scrubText(message.slice(0, MAX_READ)).slice(0, MAX_MESSAGE)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
