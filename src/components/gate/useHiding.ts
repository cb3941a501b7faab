'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { forgetOncePressedElsewhere, giveFocusBack, takeFocusAlong } from './waitingFocus.js'

/** Makes hidden content inert, and minds its focus, which waits on what stands in front. */
export function useHiding(
  content: RefObject<HTMLElement | null>,
  front: RefObject<HTMLElement | null>,
  isHidden: boolean,
): void {
  useEffect(
    function hideFromFocus() {
      if (!content.current) return undefined
      // Through the node: React 18 and 19 write this attribute in ways that exclude each other.
      content.current.toggleAttribute('inert', isHidden)
      if (!front.current) return undefined
      if (!isHidden) {
        giveFocusBack(front.current)
        return undefined
      }
      takeFocusAlong(content.current, front.current)
      return forgetOncePressedElsewhere(front.current)
    },
    [content, front, isHidden],
  )
}
