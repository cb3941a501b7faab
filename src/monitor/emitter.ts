import type { Logger } from './logger.js'

/** Named events with listeners whose errors stop nothing. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): () => void
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void
}

/** An emitter. A handler that is added twice is called twice; each undo takes back its own. */
export function createEmitter<Events>(logger: Pick<Logger, 'error'>): Emitter<Events> {
  const handlers = new Map<keyof Events, Set<{ readonly call: (event: never) => unknown }>>()
  return {
    on(name, handler) {
      const entry = { call: handler }
      const entries = handlers.get(name) ?? new Set()
      handlers.set(name, entries.add(entry))
      return () => void entries.delete(entry)
    },
    emit(name, event) {
      for (const { call } of [...(handlers.get(name) ?? [])]) {
        // A handler may be async, although nothing waits for it.
        void (async () => call(event as never))().catch((error: unknown) =>
          logger.error(`react-api-status: a handler of '${String(name)}' threw; monitoring goes on.`, error),
        )
      }
    },
  }
}
