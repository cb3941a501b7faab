'use client'

import { useEffect } from 'react'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { useGap } from '../WordsProvider.js'
import type { Rank } from './stage.js'
import { useStage } from './useStage.js'

/**
 * Whether news that is no trouble is to be seen, which is when people hear of it too, and how it is dismissed. By its
 * name it is announced once, and stays dismissed. `rank` is `null` while there is none.
 */
export function useNotice(
  rank: Rank | null,
  name: string,
  sentences: readonly string[],
): readonly [isShown: boolean, dismiss: () => void] {
  const announce = useAnnounce()
  const [isShown, place] = useStage(rank, name)
  const text = sentences.join(useGap())
  useEffect(
    function tellOnce() {
      if (isShown && place.isFirstTelling()) announce(text)
    },
    [isShown, place, announce, text],
  )
  return [isShown, place.dismiss]
}
