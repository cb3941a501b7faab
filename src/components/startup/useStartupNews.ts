'use client'

import { useEffect, useRef } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { voiceOf } from '../announcer/voice.js'
import { useGap } from '../WordsProvider.js'
import type { StartupProgress } from './startup.js'
import { startupWatch } from './startupWatch.js'
import { useStartupSentences } from './useStartupSentences.js'

/**
 * Tells people who listen that they have to wait, also once they are no longer offline, that it is in vain, and that the
 * wait is over: each once, whichever gate tells them.
 */
export function useStartupNews(startup: StartupProgress): void {
  const monitor = useMonitor()
  const { title, detail } = useStartupSentences(startup)
  const text = [title, detail].filter(Boolean).join(useGap())
  const told = useRef<StartupProgress['phase']>('quiet')

  useEffect(
    function tell() {
      const { phase } = startup
      const isBack = phase === 'slow' && told.current === 'offline'
      const isWait = phase === 'waking' || phase === 'failed' || phase === 'offline' || isBack
      const isAnswer = phase === 'open' && startup.reason === 'answered' && told.current !== 'quiet'
      if (!isWait && !isAnswer) return
      told.current = phase
      voiceOf(monitor)?.say(monitor, text, startup, startupWatch(monitor))
    },
    [monitor, startup, text],
  )
}
