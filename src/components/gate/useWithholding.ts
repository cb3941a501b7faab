'use client'

import { useEffect, useMemo, useRef } from 'react'
import type { FocusEvent, MouseEvent, RefObject } from 'react'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { treeOf } from '../treeOf.js'

/** A further control that sends. */
const MARK = '[data-api-status-sends]'

/** Handlers for the fields: React calls them for portals, too, such as the calendar of a date field. */
interface Withholding {
  readonly onFocusCapture: (event: FocusEvent) => void
  readonly onClickCapture: (event: MouseEvent) => void
}

/**
 * While the gate is closed, nothing is sent from these fields: neither by their buttons nor by a form that one of them
 * belongs to. Whoever tries is told the reason, which is what stands in front. The fields are disabled as soon as people
 * are elsewhere.
 */
export function useWithholding(
  fields: RefObject<HTMLFieldSetElement | null>,
  front: RefObject<HTMLElement | null>,
  isClosed: boolean,
): Withholding {
  const announce = useAnnounce()
  /** What had focus last, and the last press, in the fields or in a portal of theirs. */
  const focused = useRef<EventTarget>(null)
  const pressed = useRef<Event>(null)

  useEffect(
    function withhold() {
      const node = fields.current
      if (!node) return undefined
      const { ownerDocument } = node
      // What happens in a shadow is known there, and only some of it around it.
      const tree = treeOf(node)
      node.toggleAttribute('disabled', isClosed && !hasFocus())
      if (!isClosed) return undefined

      function hasFocus(): boolean {
        const active = [tree.activeElement, ownerDocument.activeElement]
        return active.some((element) => element && (node?.contains(element) || element === focused.current))
      }

      /** Not when focus falls to the body: a press on a label or beside a field does that, too. */
      function disableOnceLeft(event: Event): void {
        if (event !== pressed.current && !hasFocus()) node?.toggleAttribute('disabled', true)
      }

      function refusePress(event: Event): void {
        const control = (event.target as Element).closest(`button, input, ${MARK}`)
        if (node?.contains(control) && control && sends(control)) refuse(event)
      }

      /** Without the fields in here the form would be sent with gaps, even where they are just a part of it. */
      function refuseSubmit(event: Event): void {
        const form = event.target as HTMLFormElement
        const isOurs = node?.contains(form) || [...form.elements].some((field) => node?.contains(field))
        if (isOurs && !closesDialog(form, (event as SubmitEvent).submitter)) refuse(event)
      }

      function refuse(event: Event): void {
        event.preventDefault()
        event.stopPropagation()
        announce(front.current?.innerText ?? '')
        front.current?.scrollIntoView({ block: 'nearest' })
      }

      // After React has heard of it.
      tree.addEventListener('focusin', disableOnceLeft)
      ownerDocument.addEventListener('focusin', disableOnceLeft)
      // Once it is over: a finger that scrolls leaves nothing.
      ownerDocument.addEventListener('click', disableOnceLeft)
      node.addEventListener('click', refusePress, true)
      // Before React hears of it, and also for a form that is around the fields.
      tree.addEventListener('submit', refuseSubmit, true)
      return () => {
        tree.removeEventListener('focusin', disableOnceLeft)
        ownerDocument.removeEventListener('focusin', disableOnceLeft)
        ownerDocument.removeEventListener('click', disableOnceLeft)
        node.removeEventListener('click', refusePress, true)
        tree.removeEventListener('submit', refuseSubmit, true)
      }
    },
    [fields, front, isClosed, announce],
  )

  return useMemo(
    () => ({
      onFocusCapture({ target }) {
        focused.current = target
      },
      onClickCapture({ nativeEvent }) {
        pressed.current = nativeEvent
      },
    }),
    [],
  )
}

function sends(control: Element): boolean {
  const { form, type } = control as HTMLButtonElement | HTMLInputElement
  if (control.matches(MARK)) return true
  return form !== null && (type === 'submit' || type === 'image') && !closesDialog(form, control)
}

/** Then the form sends nothing, and nobody is to be kept in a dialog. */
function closesDialog(form: HTMLFormElement, submitter: Element | null): boolean {
  return ((submitter as HTMLButtonElement | null)?.formMethod || form.method) === 'dialog'
}
