import type { Monitor } from '../incident/snapshot.js'
import { placeBy, RANK } from './stage.js'
import type { Place } from './stage.js'
import type { Keeper } from './useAttention.js'

/** A place whose news stays up while pointer or focus is on it, although it is over, unless there is trouble to tell. */
export type HeldPlace = Place & Keeper

/** A place by the stage of `monitor` that can be held. */
export function heldPlaceBy(monitor: Monitor): HeldPlace {
  const place = placeBy(monitor)
  let told: Parameters<Place['tell']> = [null]
  let isHeld = () => false

  function look(): void {
    const [rank, name] = told
    place.tell(rank ?? (place.isUp() && isHeld() ? RANK.over : null), name)
  }

  return {
    ...place,
    tell(...news) {
      told = news
      look()
    },
    look,
    holdWhile(isOnIt) {
      isHeld = isOnIt
      return () => {
        isHeld = () => false
      }
    },
    subscribe: (listener) =>
      place.subscribe(() => {
        look()
        listener()
      }),
  }
}
