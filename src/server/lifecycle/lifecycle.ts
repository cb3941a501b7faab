import type { HealthLogger } from '../logger.js'

/** Where an instance stands between its start and its end. Two facts: it may be told to drain while it starts. */
export interface Lifecycle {
  readonly isStarted: boolean
  readonly isDraining: boolean
  drain(): void
}

/** @param startup What start-up waits for; started at once without one, never if it rejects. */
export function createLifecycle(
  startup: PromiseLike<unknown> | undefined,
  logger: HealthLogger,
  onChange: () => void,
): Lifecycle {
  let isStarted = startup === undefined
  let isDraining = false

  startup?.then(
    () => {
      isStarted = true
      onChange()
    },
    (error: unknown) => {
      logger.warn(
        'Start-up failed, so this instance will never be ready. Mend the cause and restart it.',
        error,
      )
    },
  )

  return {
    get isStarted() {
      return isStarted
    },
    get isDraining() {
      return isDraining
    },
    drain() {
      isDraining = true
      onChange()
    },
  }
}
