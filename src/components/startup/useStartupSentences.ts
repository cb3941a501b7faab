'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { startupWords, troubleWords } from '../../words/en.js'
import type { Sentences } from '../../words/grammar/words.js'
import { useWords } from '../WordsProvider.js'
import type { StartupProgress } from './startup.js'

/** What is said in this phase. */
export function useStartupSentences({ phase }: StartupProgress): Sentences {
  const words = useWords('startup', startupWords)
  const trouble = useWords('trouble', troubleWords)
  const cause = useApiStatus((api) => api.cause)
  if (phase === 'failed') return words.failed
  if (phase === 'offline') return cause === 'captive-portal' ? words.portal : words.offline
  const isAwaited = phase === 'waking' || phase === 'slow'
  // What answers with an error is awake.
  if (isAwaited && cause === 'server-error') return { title: trouble[cause].title, detail: '' }
  if (isAwaited) return words.waking
  return { title: phase === 'open' ? words.ready : words.connecting, detail: '' }
}
