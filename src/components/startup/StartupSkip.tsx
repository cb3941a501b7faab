'use client'

import { startupWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWait } from './StartupContext.js'
import { useWords } from '../WordsProvider.js'
import { offersChoice } from './startup.js'
import type { StartupPending } from './startup.js'

/** Props of {@link StartupSkip}: those of a `button`, and `render`. `children` replace the text. */
export type StartupSkipProps = PartProps<'button', StartupPending>

/** "Go on without it": ends the wait for good; the banner tells of the trouble from then on. There while people have a choice. */
export const StartupSkip: Part<'button', StartupSkipProps> = definePart(function StartupSkip() {
  const wait = useWait('Skip')
  const words = useWords('startup', startupWords)
  if (!offersChoice(wait)) return null
  const own = {
    'data-api-status': 'startup-skip',
    type: 'button',
    onClick: wait.skip,
    children: words.skip,
  }
  return ['button', own, wait]
})
