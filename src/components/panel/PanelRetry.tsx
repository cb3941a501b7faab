'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { indicatorWords, panelWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { isTold } from '../incident/incident.js'
import { incidentWatch } from '../incident/incidentWatch.js'
import { statusText } from '../indicator/statusText.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useRetryButton } from '../useRetryButton.js'
import type { RetryButtonState } from '../useRetryButton.js'
import { useWords } from '../WordsProvider.js'

/** The state of a {@link PanelRetry}. */
export type PanelRetryState = RetryButtonState

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
  return useRetryButton('retry', { retry: check, retrying: checking }, (hasChanged) => {
    const snapshot = monitor.getSnapshot()
    // What is worse, and that it is over, is told as it is.
    if (!hasChanged || !isTold(incidentWatch(monitor).get(), snapshot)) announce(statusText(words, snapshot))
  })
})
