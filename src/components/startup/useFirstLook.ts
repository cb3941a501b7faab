'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { startupWatch } from './startupWatch.js'

/** In a tab that was opened in the background, and where nothing is asked meanwhile, the wait begins with the first look. */
export function useFirstLook(root: RefObject<HTMLElement | null>): void {
  const watch = startupWatch(useMonitor())
  useEffect(
    function beginWithFirstLook() {
      const page = root.current?.ownerDocument
      if (!page || page.visibilityState === 'visible') return undefined
      page.addEventListener('visibilitychange', watch.restart, { once: true })
      return () => page.removeEventListener('visibilitychange', watch.restart)
    },
    [root, watch],
  )
}
