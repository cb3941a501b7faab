'use client'

import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { lendFocus } from '../lendFocus.js'

/** What the root of a gate needs to mind its focus. */
export interface FocusAfterStart {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** Focus that was on a button of the wait goes to the root when the wait is over, unless the app has put it elsewhere. */
export function useFocusAfterStart(isOpen: boolean): FocusAfterStart {
  const root = useRef<HTMLDivElement>(null)
  // React is deaf to blur while it takes the buttons away.
  const hasFocus = useRef(false)
  useEffect(
    function keepFocus() {
      if (!isOpen || !hasFocus.current || !root.current) return
      const { activeElement, body } = root.current.ownerDocument
      if (activeElement === body || activeElement === null) lendFocus(root.current)
    },
    [isOpen],
  )
  return {
    ref: root,
    onFocus: () => {
      hasFocus.current = true
    },
    onBlur: () => {
      hasFocus.current = false
    },
  }
}
