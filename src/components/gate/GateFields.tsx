'use client'

import { useRef } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useGate } from './GateContext.js'
import type { GatePartState } from './GateFront.js'
import { useHiding } from './useHiding.js'
import { useWithholding } from './useWithholding.js'

/** Props of {@link GateFields}: those of a `fieldset` but for `disabled`, `render`, and what a closed gate does to it. */
export type GateFieldsProps = Omit<PartProps<'fieldset', GatePartState>, 'disabled'> & {
  /** Behind a closed gate the fields are `disabled`, or `hidden` and inert. @default 'disabled' */
  readonly whenClosed?: 'disabled' | 'hidden' | undefined
}

/**
 * Fields that can be read but not sent while the gate is closed; screen readers give what stands in front as the
 * reason. Nobody is thrown out of a field: who is in one when the gate closes can go on in all of them, and only sending
 * is prevented, until focus or a press lands elsewhere. They are always mounted, so that what people have typed survives.
 *
 * What sends: the submit event of a form, its submit and image buttons, and what you mark with `data-api-status-sends`.
 * Other buttons work, as does what closes a dialog (`method="dialog"`), and what stands in a portal; who is in a portal
 * of the fields is not elsewhere.
 */
export const GateFields: Part<'fieldset', GateFieldsProps> = definePart(function GateFields({
  whenClosed = 'disabled',
  ...user
}: GateFieldsProps) {
  const { isClosed, front, reason } = useGate('Fields')
  const fields = useRef<HTMLFieldSetElement>(null)
  const isHidden = isClosed && whenClosed === 'hidden'
  // First, since focus can't return to a field that is disabled.
  const withholding = useWithholding(fields, front, isClosed)
  useHiding(fields, front, isHidden)
  const own = {
    ...withholding,
    'data-api-status': 'gate-fields',
    ref: fields,
    hidden: isHidden,
    // A group without a name and without a reason is noise.
    role: isClosed ? undefined : 'presentation',
    'aria-describedby': isClosed ? reason.id : undefined,
  }
  return ['fieldset', own, { isClosed }, user]
})
