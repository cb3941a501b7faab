'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { giveFocusBack, takeFocusAlong } from './waitingFocus.js'

/** Makes hidden content inert, and minds its focus, which waits on what stands in front. */
export function useHiding(
  content: RefObject<HTMLElement | null>,
  front: RefObject<HTMLElement | null>,
  isHidden: boolean,
): void {
  useEffect(
    function hideFromFocus() {
      if (!content.current) return
      // Through the node: React 18 and 19 write this attribute in ways that exclude each other.
      content.current.toggleAttribute('inert', isHidden)
      if (!front.current) return
      if (isHidden) takeFocusAlong(content.current, front.current)
      else giveFocusBack(front.current)
    },
    [content, front, isHidden],
  )
}
