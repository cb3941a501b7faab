'use client'

import { useEffect, useRef } from 'react'
import type { FocusEvent, PointerEvent } from 'react'
import { lendFocus } from '../lendFocus.js'
import { treeOf } from '../treeOf.js'
import { focusAfter } from './focusAfter.js'

/** Who lets a message stay. */
export interface Keeper {
  /** A message stays while `isHeld` says so; whoever passes it calls `look` when it no longer does. */
  holdWhile(isHeld: () => boolean): () => void
  /** Looks whether the message may leave. */
  look(): void
}

/** Handlers for the root of a banner. */
export interface Attention {
  readonly onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerLeave: () => void
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Minds pointer and focus. While either is on a banner, its message stays, by way of `keeper`, but not for focus that is
 * not to be seen: a mouse or a finger has left it there, and its owner has gone. Focus is never taken from where people
 * are, and never falls to the body: when the focused element leaves with its part, focus goes to the banner; when the
 * banner leaves, back to where it came from, or on to what follows.
 */
export function useAttention(isShown: boolean, keeper: Keeper): Attention {
  const banner = useRef<HTMLElement>(null)
  /** The banner once a pointer has come over it. A finger leaves `:hover` behind where it was last. */
  const hovered = useRef<HTMLElement>(null)
  /** Where focus came from, while it is in the banner, and whether people go by it: those with a mouse don't. */
  const origin = useRef<{ readonly element: HTMLElement | null; readonly isSeen: boolean }>(null)

  useEffect(
    function holdMessage() {
      return keeper.holdWhile(() => {
        const { current } = banner
        const isFocused = current?.matches(':focus-visible') || current?.querySelector(':focus-visible')
        return Boolean(isFocused) || (hovered.current?.matches(':hover') ?? false)
      })
    },
    [keeper],
  )

  // After every render: any of them may have taken the focused part away, and React is deaf to blur while it commits.
  useEffect(function keepFocus() {
    if (!origin.current || !banner.current) return
    const { activeElement, body } = banner.current.ownerDocument
    const isLost = activeElement === body || activeElement === null
    if (isShown) {
      if (isLost) lendFocus(banner.current)
      return
    }
    if (isLost || banner.current.contains(treeOf(banner.current).activeElement)) {
      const { element, isSeen } = origin.current
      element?.focus({ preventScroll: true })
      // For whoever has pressed a button with a mouse or a finger, the next field is no place to be sent to.
      if (isSeen && !(element && treeOf(element).activeElement === element)) focusAfter(banner.current)
    }
    origin.current = null
  })

  return {
    onPointerEnter: ({ currentTarget, pointerType }) => {
      hovered.current = pointerType === 'touch' ? null : currentTarget
    },
    onPointerLeave: () => keeper.look(),
    onFocus: ({ currentTarget, target, relatedTarget }) => {
      banner.current = currentTarget
      const { element } = origin.current ?? { element: relatedTarget as HTMLElement | null }
      origin.current = { element, isSeen: target.matches(':focus-visible') }
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      // It may be the window that loses focus, and gives it back to the same element.
      if (currentTarget.contains(relatedTarget ?? treeOf(currentTarget).activeElement)) return
      origin.current = null
      keeper.look()
    },
  }
}
