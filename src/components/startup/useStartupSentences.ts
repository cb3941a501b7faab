'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { startupWords } from '../../words/en.js'
import type { Sentences } from '../../words/grammar/words.js'
import { useWords } from '../WordsProvider.js'
import type { StartupProgress } from './startup.js'

/** What is said in this phase. */
export function useStartupSentences({ phase }: StartupProgress): Sentences {
  const words = useWords('startup', startupWords)
  const isPortal = useApiStatus((api) => api.cause === 'captive-portal')
  if (phase === 'failed') return words.failed
  if (phase === 'offline') return isPortal ? words.portal : words.offline
  if (phase === 'waking' || phase === 'slow') return words.waking
  return { title: phase === 'open' ? words.ready : words.connecting, detail: '' }
}
