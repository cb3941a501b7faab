'use client'

import type { KeyboardEvent } from 'react'
import type { Props } from '../mergeProps.js'
import type { Place } from './stage.js'
import { useAttention } from './useAttention.js'
import type { Keeper } from './useAttention.js'

interface Behaviour {
  readonly label: string
  readonly isShown: boolean
  /** Where it waits for the stage. */
  readonly place: Place
  /** What Escape does; `null` where nothing may be dismissed. */
  readonly dismiss: (() => void) | null
  /** Lets the message stay while pointer or focus is on it. */
  readonly keeper: Keeper
}

/** How every banner behaves: always in the page, hidden while it has nothing to tell, and with manners. */
export function useBanner({ label, isShown, place, dismiss, keeper }: Behaviour): Props {
  const attention = useAttention(isShown, keeper)
  return {
    ...attention,
    ref: place.attach,
    'aria-label': label,
    hidden: !isShown,
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !isShown || !dismiss || !isForUs(event)) return
      // A dialog around the banner stays.
      event.preventDefault()
      dismiss()
    },
  }
}

/** Not of a key that ends a menu or an input method in the banner, nor from a dialog that was opened out of it. */
function isForUs({ defaultPrevented, nativeEvent, currentTarget, target }: KeyboardEvent): boolean {
  return !defaultPrevented && !nativeEvent.isComposing && currentTarget.contains(target as Node)
}
