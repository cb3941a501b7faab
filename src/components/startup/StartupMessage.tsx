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
 * What people wait for. While the wait is quiet the stylesheet keeps its place empty, for 2 s at most: the script of a
 * page from a server may be slow to come.
 */
export const StartupMessage: Part<'div', StartupMessageProps> = definePart(function StartupMessage() {
  const wait = useWait('Message')
  const { title, detail } = useStartupSentences(wait)
  const own = {
    'data-api-status': 'startup-message',
    'data-phase': wait.phase,
    // Whatever the last check is about to find: it has the shape of a failure.
    'data-status': wait.phase === 'failed' ? 'unhealthy' : undefined,
    children: <Sentences of={[title, detail]} />,
  }
  return ['div', own, wait]
})
