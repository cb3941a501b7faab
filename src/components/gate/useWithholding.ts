'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { useAnnounce } from '../announcer/useAnnounce.js'

/** What sends, or does something else than take what people type. */
const BUTTONS = 'button, [type=submit], [type=button], [type=reset], [type=image], [role=button]'

/**
 * While the gate is closed, nothing is sent from these fields: neither by their buttons nor by a form that one of them
 * belongs to. Whoever tries is told the reason, which is what stands in front. The fields are disabled as soon as focus
 * is elsewhere.
 */
export function useWithholding(
  fields: RefObject<HTMLFieldSetElement | null>,
  front: RefObject<HTMLElement | null>,
  isClosed: boolean,
): void {
  const announce = useAnnounce()
  useEffect(
    function withhold() {
      const node = fields.current
      if (!node) return undefined
      const { ownerDocument } = node
      node.toggleAttribute('disabled', isClosed && !node.contains(ownerDocument.activeElement))
      if (!isClosed) return undefined

      function disableOnceLeft({ target, relatedTarget }: FocusEvent): void {
        // Of a window that is left, the field that had focus stays the active element.
        const isStill = node?.contains(relatedTarget as Node | null) || ownerDocument.activeElement === target
        if (!isStill) node?.toggleAttribute('disabled', true)
      }

      function refusePress(event: Event): void {
        if ((event.target as Element).closest(BUTTONS)) refuse(event)
      }

      /** Without the fields in here the form would be sent with gaps, even where they are just a part of it. */
      function refuseSubmit(event: Event): void {
        const form = event.target as HTMLFormElement
        const isOurs = node?.contains(form) || [...form.elements].some((field) => node?.contains(field))
        if (isOurs) refuse(event)
      }

      function refuse(event: Event): void {
        event.preventDefault()
        event.stopPropagation()
        announce(front.current?.innerText ?? '')
        front.current?.scrollIntoView({ block: 'nearest' })
      }

      node.addEventListener('focusout', disableOnceLeft)
      node.addEventListener('click', refusePress, true)
      // Before React hears of it, and also for a form that is around the fields.
      ownerDocument.addEventListener('submit', refuseSubmit, true)
      return () => {
        node.removeEventListener('focusout', disableOnceLeft)
        node.removeEventListener('click', refusePress, true)
        ownerDocument.removeEventListener('submit', refuseSubmit, true)
      }
    },
    [fields, front, isClosed, announce],
  )
}
