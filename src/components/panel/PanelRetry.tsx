'use client'

import { useRetry } from '../../react/useRetry.js'
import { bannerWords, panelWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
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

/** "Check now". Busy, it can't be used again, and keeps the focus. Where there is a voice, it says what came of it. */
export const PanelRetry: Part<'button', PanelRetryProps> = definePart(function PanelRetry() {
  const { check, checking } = useWords('panel', panelWords)
  const { noChange } = useWords('banner', bannerWords)
  const announce = useAnnounce()
  const { isBusy, retry } = useRetry()

  async function reply(): Promise<void> {
    // News are announced as such.
    if (!(await retry())) announce(noChange)
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
