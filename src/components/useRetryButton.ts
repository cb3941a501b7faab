'use client'

import { useRetry } from '../react/useRetry.js'
import type { PartOutput } from './part.js'

/** The state of a button that checks at once. */
export interface RetryButtonState {
  /** Its check is under way. */
  readonly isBusy: boolean
}

interface RetryButtonWords {
  readonly retry: string
  /** Shown while it is busy. */
  readonly retrying: string
}

/**
 * A button that checks at once, as the part called `name`. Busy, it can't be used again, and keeps the focus. Once the
 * check is over, `reply` is told whether something is different since.
 */
export function useRetryButton(
  name: string,
  words: RetryButtonWords,
  reply: (hasChanged: boolean) => void,
): PartOutput<'button', RetryButtonState> {
  const { isBusy, retry } = useRetry()
  const own = {
    'data-api-status': name,
    type: 'button',
    // Not `disabled`, which would drop the focus.
    'aria-disabled': isBusy,
    onClick: () => !isBusy && retry().then(reply),
    children: isBusy ? words.retrying : words.retry,
  }
  return ['button', own, { isBusy }]
}
