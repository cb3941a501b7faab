import { systemClock } from './clock.js'

/** Waits for one turn of the event loop. Node has immediates for that; a browser has timers alone, which take longer. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else systemClock.setTimeout(resolve, 0)
  })
}
