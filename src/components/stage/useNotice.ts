'use client'

import { useEffect } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { voiceOf } from '../announcer/voice.js'
import { useGap } from '../WordsProvider.js'
import { heldPlaceBy } from './heldPlaceBy.js'
import type { HeldPlace } from './heldPlaceBy.js'
import type { Rank } from './stage.js'
import { useStage } from './useStage.js'

/**
 * Whether news that is no trouble is to be seen, which is when people hear of it too, and its place by the stage.
 * By its name it is announced once, and stays dismissed. `rank` is `null` once there is none; what was there stays while
 * pointer or focus is on it.
 */
export function useNotice(
  rank: Rank | null,
  name: string,
  sentences: readonly string[],
): readonly [isShown: boolean, place: HeldPlace] {
  const monitor = useMonitor()
  const [isShown, place] = useStage(heldPlaceBy, rank, name)
  const text = sentences.join(useGap())
  useEffect(
    function tellOnce() {
      if (!isShown) return
      const news = place.newsNamed(name)
      // A topic of its own: it takes the place of no other news.
      voiceOf(monitor)?.say(monitor, text, news, news)
    },
    [isShown, place, monitor, name, text],
  )
  return [isShown, place]
}
