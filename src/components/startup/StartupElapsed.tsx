'use client'

import { useNow } from '../../react/useNow.js'
import { startupWords } from '../../words/en.js'
import { formatDuration } from '../age/formatDuration.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import type { StartupPending } from './startup.js'
import { useWait } from './StartupContext.js'

/** Props of {@link StartupElapsed}: those of a `span`, and `render`. `children` replace the text. */
export type StartupElapsedProps = PartProps<'span', StartupPending>

/** How long people have waited. There while the start is slow or has failed; each tick re-renders this text alone. */
export const StartupElapsed: Part<'span', StartupElapsedProps> = definePart(function StartupElapsed() {
  const wait = useWait('Elapsed')
  const isShown = wait.phase === 'slow' || wait.phase === 'failed'
  const now = useNow(isShown ? 1000 : null)
  const words = useWords('startup', startupWords)
  const locale = useLocale()
  if (!isShown || now === null || wait.startedAt === null) return null
  const children = words.elapsed(formatDuration(now - wait.startedAt, locale))
  const own = { 'data-api-status': 'startup-elapsed', role: 'timer', 'aria-live': 'off', children }
  return ['span', own, wait]
})
