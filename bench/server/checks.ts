import { setTimeout } from 'node:timers/promises'

/** The dependencies of every server, by name. */
export const DEPENDENCIES: readonly string[] = ['database', 'cache', 'search', 'mail', 'queue']

/** What asking a dependency takes: nothing at all, or a timer of a millisecond. */
export type Dependency = 'trivial' | 'sleep'

/** Asks one of them. */
export function askOf(dependency: Dependency): () => Promise<void> {
  return dependency === 'trivial' ? () => Promise.resolve() : () => setTimeout(1)
}
