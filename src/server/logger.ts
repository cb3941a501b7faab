/** Where a service tells what its operator should know; `console` is one. */
export interface HealthLogger {
  info(message: string): void
  warn(message: string, cause?: unknown): void
}

/** Keeps a failing logger from failing the service. */
export function safeLogger(logger: HealthLogger): HealthLogger {
  const attempt = (log: () => void) => {
    try {
      log()
    } catch {
      // There is nobody left to tell.
    }
  }
  return {
    info: (message) => attempt(() => logger.info(message)),
    // A logger that is given `undefined` prints it.
    warn: (message, ...cause) => attempt(() => logger.warn(message, ...cause)),
  }
}
