'use client'

import { useEffect, useRef } from 'react'
import { useAnnounce } from '../announcer/useAnnounce.js'
import type { StartupProgress } from './startup.js'
import { useStartupSentences } from './useStartupSentences.js'

/** Waits that people have been told of, whichever gate told them. */
const told = new WeakSet<StartupProgress>()

/** Tells people who listen that they have to wait, that it is in vain, and that the wait is over: each once. */
export function useStartupNews(startup: StartupProgress): void {
  const announce = useAnnounce()
  const { title, detail } = useStartupSentences(startup)
  const hasTold = useRef(false)

  useEffect(
    function tell() {
      const { phase } = startup
      const isWait = phase === 'waking' || phase === 'failed' || phase === 'offline'
      const isAnswer = phase === 'open' && startup.reason === 'answered'
      if (isWait ? told.has(startup) : !isAnswer || !hasTold.current) return
      told.add(startup)
      hasTold.current = isWait
      announce(`${title} ${detail}`.trim())
    },
    [announce, startup, title, detail],
  )
}
