'use client'

import { useRef } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useGate } from './GateContext.js'
import type { GatePartState } from './GateFront.js'
import { useHiding } from './useHiding.js'

/** Props of {@link GateContent}: those of a `div`, `render`, and what a closed gate does to it. */
export type GateContentProps = PartProps<'div', GatePartState> & {
  /** Behind a closed gate the children are `hidden` and inert, or stay `usable`. @default 'hidden' */
  readonly whenClosed?: 'hidden' | 'usable' | undefined
}

/** The children of a gate. They are always mounted, so that what people have typed survives. */
export const GateContent: Part<'div', GateContentProps> = definePart(function GateContent({
  whenClosed = 'hidden',
  ...user
}: GateContentProps) {
  const { isClosed, front } = useGate('Content')
  const content = useRef<HTMLDivElement>(null)
  const isHidden = isClosed && whenClosed === 'hidden'
  useHiding(content, front, isHidden)
  return ['div', { 'data-api-status': 'gate-content', ref: content, hidden: isHidden }, { isClosed }, user]
})
