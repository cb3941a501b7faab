'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { Sentences } from '../text/Sentences.js'
import type { StartupPending } from './startup.js'
import { useWait } from './StartupContext.js'
import { useStartupSentences } from './useStartupSentences.js'

/** Props of {@link StartupMessage}: those of a `div`, and `render`. `children` replace the text. */
export type StartupMessageProps = PartProps<'div', StartupPending>

/**
 * What people wait for. `hidden` while the wait is quiet; the stylesheet shows it after 2 s even so, for a page
 * from a server whose script is slow to come.
 */
export const StartupMessage: Part<'div', StartupMessageProps> = definePart(function StartupMessage() {
  const wait = useWait('Message')
  const { title, detail } = useStartupSentences(wait)
  const own = {
    'data-api-status': 'startup-message',
    'data-phase': wait.phase,
    hidden: wait.phase === 'quiet',
    children: <Sentences of={[title, detail]} />,
  }
  return ['div', own, wait]
})
