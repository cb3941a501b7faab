'use client'

import { useCallback } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { voiceOf } from './voice.js'

/**
 * Gives a function, always the same, that tells people who listen rather than look: politely, through the one live
 * region of the page, 5 s or more after what was said before. Of texts that have to wait the newest is said, unless the
 * service has news of its own to tell. For replies to what people did, and for what they'd not hear of otherwise.
 *
 * Heard where the page has a `ConnectionAnnouncer` below the same provider, which banners and gates bring along.
 *
 * @example
 * const announce = useAnnounce()
 * <button onClick={() => announce('Copied.')}>Copy</button>
 */
export function useAnnounce(): (text: string) => void {
  const monitor = useMonitor()
  return useCallback((text: string) => voiceOf(monitor)?.say(monitor, text), [monitor])
}
