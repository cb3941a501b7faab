'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { indicatorWords } from '../../words/en.js'
import { useWords } from '../WordsProvider.js'

/** The status in a few words: those for its cause where there are such, else those for the headline. */
export function useStatusText(): string {
  const status = useApiStatus((api) => api.status)
  const cause = useApiStatus((api) => api.cause)
  const words = useWords('indicator', indicatorWords)
  return (cause && words[cause]) ?? words[status]
}
