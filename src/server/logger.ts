import { isLateAnswer } from './lateAnswer.js'

/** Beside a line about a check: `{ component, from, to, code }`. */
export type LogFields = Readonly<Record<string, unknown>>

/** Where a service tells what its operator should know; `console` is one. */
export interface HealthLogger {
  info(message: string, fields?: LogFields): void
  /** Beside the line stand its fields, or what was thrown. */
  warn(message: string, causeOrFields?: unknown): void
}

/** Keeps a failing logger from failing the service. */
export function safeLogger(logger: HealthLogger): HealthLogger {
  const attempt = (log: () => unknown) => {
    try {
      isLateAnswer(log())
    } catch {
      // There is nobody left to tell.
    }
  }
  return {
    // A logger that is given `undefined` prints it.
    info: (message, ...fields) => attempt(() => logger.info(message, ...fields)),
    warn: (message, ...cause) => attempt(() => logger.warn(message, ...cause)),
  }
}

/** Something that may go wrong for every request. */
export interface Complaint {
  /** Told once until it went right again: whoever asks often must not fill the log. */
  tell(message: string, ...cause: unknown[]): void
  wentRight(): void
}

/** Something that has not gone wrong yet. */
export function createComplaint(logger: HealthLogger): Complaint {
  let isTold = false
  return {
    tell(message, ...cause) {
      if (!isTold) logger.warn(message, ...cause)
      isTold = true
    },
    wentRight() {
      isTold = false
    },
  }
}
