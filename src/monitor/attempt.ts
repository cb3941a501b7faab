import type { Logger } from './logger.js'

/**
 * What `call` gives, which runs code of the app. Where that throws, `logger` hears of it and `otherwise` takes over.
 *
 * @param what Names the code: 'option `read`'.
 */
export function attempt<Result>(
  logger: Pick<Logger, 'error'>,
  what: string,
  call: () => Result,
  otherwise: () => Result,
): Result {
  try {
    return call()
  } catch (error) {
    logger.error(`react-api-status: ${what} threw; monitoring goes on without it.`, error)
    return otherwise()
  }
}
