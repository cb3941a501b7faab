'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { useAnnounce } from '../announcer/useAnnounce.js'

/** A further control that sends. */
const MARK = '[data-api-status-sends]'

/**
 * While the gate is closed, nothing is sent from these fields: neither by their buttons nor by a form that one of them
 * belongs to. Whoever tries is told the reason, which is what stands in front. The fields are disabled as soon as people
 * are elsewhere.
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

      /** Not when focus falls to the body: a press on a label or beside a field does that, too. */
      function disableOnceLeft({ target }: Event): void {
        const isInside = [target as Node, ownerDocument.activeElement].some((place) => node?.contains(place))
        if (!isInside) node?.toggleAttribute('disabled', true)
      }

      function refusePress(event: Event): void {
        const control = (event.target as Element).closest(`button, input, ${MARK}`)
        if (node?.contains(control) && control && sends(control)) refuse(event)
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

      ownerDocument.addEventListener('focusin', disableOnceLeft)
      // Once it is over: a finger that scrolls leaves nothing.
      ownerDocument.addEventListener('click', disableOnceLeft, true)
      node.addEventListener('click', refusePress, true)
      // Before React hears of it, and also for a form that is around the fields.
      ownerDocument.addEventListener('submit', refuseSubmit, true)
      return () => {
        ownerDocument.removeEventListener('focusin', disableOnceLeft)
        ownerDocument.removeEventListener('click', disableOnceLeft, true)
        node.removeEventListener('click', refusePress, true)
        ownerDocument.removeEventListener('submit', refuseSubmit, true)
      }
    },
    [fields, front, isClosed, announce],
  )
}

function sends(control: Element): boolean {
  const { form, type } = control as HTMLButtonElement | HTMLInputElement
  return control.matches(MARK) || (Boolean(form) && (type === 'submit' || type === 'image'))
}
