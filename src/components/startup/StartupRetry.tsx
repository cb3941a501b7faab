'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { useRetry } from '../../react/useRetry.js'
import { startupWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWait } from './StartupContext.js'
import { useWords } from '../WordsProvider.js'
import { offersChoice } from './startup.js'
import { startupWatch } from './startupWatch.js'

/** The state of a {@link StartupRetry}. */
export interface StartupRetryState {
  /** Its check is under way. */
  readonly isBusy: boolean
}

/** Props of {@link StartupRetry}: those of a `button`, and `render`. `children` replace the text. */
export type StartupRetryProps = PartProps<'button', StartupRetryState>

/** "Try again": checks at once. There while people have a choice. Busy, it can't be used again, and keeps the focus. */
export const StartupRetry: Part<'button', StartupRetryProps> = definePart(function StartupRetry() {
  const wait = useWait('Retry')
  const words = useWords('startup', startupWords)
  const watch = startupWatch(useMonitor())
  const { isBusy, retry } = useRetry()
  const announce = useAnnounce()
  if (!offersChoice(wait)) return null

  async function tryAgain(): Promise<void> {
    await retry()
    if (watch.get() === wait) announce(words.noAnswer)
  }

  const own = {
    'data-api-status': 'startup-retry',
    type: 'button',
    // Not `disabled`, which would drop the focus.
    'aria-disabled': isBusy,
    onClick: () => !isBusy && void tryAgain(),
    children: isBusy ? words.retrying : words.retry,
  }
  return ['button', own, { isBusy }]
})
