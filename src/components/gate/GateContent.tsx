'use client'

import { useEffect, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'

interface GateContentProps {
  /** What stands in front of the children. */
  readonly front: ReactNode
  readonly isHidden: boolean
  readonly children: ReactNode
}

/**
 * The children of a gate, always mounted, and what stands in front of them. Focus follows: from hidden children to the
 * front, and back to the same element once the gate opens.
 */
export function GateContent({ front, isHidden, children }: GateContentProps): ReactElement {
  const behind = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLDivElement>(null)
  /** What had focus when it was hidden. */
  const left = useRef<Element>(null)

  useEffect(
    function moveFocus() {
      if (!behind.current || !before.current) return
      const { activeElement, body } = behind.current.ownerDocument
      // Through the node: React 18 and 19 write this attribute in ways that exclude each other.
      behind.current.inert = isHidden
      if (isHidden && behind.current.contains(activeElement)) {
        left.current = activeElement
        before.current.focus()
      } else if (!isHidden) {
        // Whoever has moved on to another place stays there.
        const isWaiting = activeElement === body || activeElement === before.current
        if (isWaiting) (left.current as HTMLElement | null)?.focus()
        left.current = null
      }
    },
    [isHidden],
  )

  return (
    <>
      <div ref={before} data-api-status="gate-front" tabIndex={-1}>
        {front}
      </div>
      <div ref={behind} data-api-status="gate-content" hidden={isHidden}>
        {children}
      </div>
    </>
  )
}
