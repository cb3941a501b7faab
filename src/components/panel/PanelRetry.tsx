'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { useRetry } from '../../react/useRetry.js'
import { indicatorWords, panelWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { statusText } from '../indicator/statusText.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'

/** The state of a {@link PanelRetry}. */
export interface PanelRetryState {
  /** Its check is under way. */
  readonly isBusy: boolean
}

/** Props of {@link PanelRetry}: those of a `button`, and `render`. `children` replace the text. */
export type PanelRetryProps = PartProps<'button', PanelRetryState>

/**
 * "Check now". Busy, it can't be used again, and keeps the focus. A `ConnectionAnnouncer` below the same provider says
 * how the service is then, changed or not.
 */
export const PanelRetry: Part<'button', PanelRetryProps> = definePart(function PanelRetry() {
  const { check, checking } = useWords('panel', panelWords)
  const words = useWords('indicator', indicatorWords)
  const monitor = useMonitor()
  const announce = useAnnounce()
  const { isBusy, retry } = useRetry()

  async function reply(): Promise<void> {
    await retry()
    announce(statusText(words, monitor.getSnapshot()))
  }

  const own = {
    'data-api-status': 'retry',
    type: 'button',
    // Not `disabled`, which would drop the focus.
    'aria-disabled': isBusy,
    onClick: () => !isBusy && void reply(),
    children: isBusy ? checking : check,
  }
  return ['button', own, { isBusy }]
})
