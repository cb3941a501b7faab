import type { IndicatorWords } from '../../words/grammar/words.js'
import type { StatusState } from '../useStatusState.js'

/** A status in a few words: those for its cause where there are such, else those for the headline. */
export function statusText(
  words: IndicatorWords,
  { status, cause }: Pick<StatusState, 'status' | 'cause'>,
): string {
  // That something is down is graver than that nothing can be saved.
  const isGraver = cause === 'read-only' && status === 'unhealthy'
  return (isGraver ? null : cause && words[cause]) ?? words[status]
}
