'use client'

import { useEffect, useRef } from 'react'
import type { FocusEvent, PointerEvent } from 'react'
import type { IncidentWatch } from '../incident/incidentWatch.js'

/** Handlers for the root of a banner. */
export interface Attention {
  readonly onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerLeave: () => void
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Minds pointer and focus. Good news stays while either is on it. When the element that has focus leaves with its
 * part, focus goes to the banner; when the banner leaves, back to where it came from.
 */
export function useAttention(watch: IncidentWatch, isShown: boolean): Attention {
  const banner = useRef<HTMLElement>(null)
  /** Where focus came from, while it is in the banner. */
  const origin = useRef<{ readonly element: EventTarget | null }>(null)

  useEffect(
    function holdGoodNews() {
      return watch.holdWhile(() => banner.current?.matches(':hover, :focus-within') ?? false)
    },
    [watch],
  )

  // After every render: any of them may have taken the focused part away, and React is deaf to blur while it commits.
  useEffect(function keepFocus() {
    if (!origin.current || !banner.current) return
    const { activeElement, body } = banner.current.ownerDocument
    const isLost = activeElement === body || activeElement === null
    if (!isShown) {
      if (isLost || banner.current.contains(activeElement))
        (origin.current.element as HTMLElement | null)?.focus()
      origin.current = null
    } else if (isLost) {
      banner.current.focus()
    }
  })

  return {
    onPointerEnter: ({ currentTarget }) => {
      banner.current = currentTarget
    },
    onPointerLeave: watch.look,
    onFocus: ({ currentTarget, relatedTarget }) => {
      banner.current = currentTarget
      origin.current ??= { element: relatedTarget }
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (currentTarget.contains(relatedTarget)) return
      origin.current = null
      watch.look()
    },
  }
}
