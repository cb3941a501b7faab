import type { StatusState } from './useStatusState.js'
import type { Props } from './mergeProps.js'

/** The attributes of a widget's root. An attribute that has nothing to say is absent. */
export function statusAttributes(part: string, { status, cause, isStale, source }: StatusState): Props {
  return {
    'data-api-status': part,
    'data-status': status,
    'data-cause': cause ?? undefined,
    'data-stale': isStale ? '' : undefined,
    'data-source': source,
  }
}
