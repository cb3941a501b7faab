import type { CheckContext } from '../registry/check.js'
import type { Lifecycle } from './lifecycle.js'

/** Where the service stands, in one word. One that is told to drain while it starts ends before it has begun. */
export function phaseOf({
  isStarted,
  isDraining,
}: Pick<Lifecycle, 'isStarted' | 'isDraining'>): CheckContext['lifecycle'] {
  if (isDraining) return 'draining'
  return isStarted ? 'started' : 'starting'
}
