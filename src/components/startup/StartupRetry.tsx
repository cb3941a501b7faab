'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { startupWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useRetryButton } from '../useRetryButton.js'
import type { RetryButtonState } from '../useRetryButton.js'
import { useWords } from '../WordsProvider.js'
import { useWait } from './StartupContext.js'
import { offersChoice } from './startup.js'
import { startupWatch } from './startupWatch.js'

/** The state of a {@link StartupRetry}. */
export type StartupRetryState = RetryButtonState

/** Props of {@link StartupRetry}: those of a `button`, and `render`. `children` replace the text. */
export type StartupRetryProps = PartProps<'button', StartupRetryState>

/** "Try again": checks at once. There while people have a choice. Busy, it can't be used again, and keeps the focus. */
export const StartupRetry: Part<'button', StartupRetryProps> = definePart(function StartupRetry() {
  const wait = useWait('Retry')
  const words = useWords('startup', startupWords)
  const watch = startupWatch(useMonitor())
  const announce = useAnnounce()
  const button = useRetryButton('startup-retry', words, () => {
    if (watch.get() === wait) announce(words.noAnswer)
  })
  return offersChoice(wait) ? button : null
})
