import type { StateListener } from './breaker.js'
import type { BreakerState } from './breakerState.js'
import { noteCallbackError } from './noteCallbackError.js'

/** Those who hear of each change of state: in the order in which they came about, also of those that a listener makes. */
export class StateListeners {
  readonly #listeners = new Set<StateListener>()
  /** What is being told, and what has come about since. */
  readonly #news: (readonly [BreakerState, BreakerState])[] = []

  add(listener: StateListener): () => void {
    // One function may listen twice, and each has an undo of its own.
    const own: StateListener = (state, previous) => listener(state, previous)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  tell(state: BreakerState, previous: BreakerState): void {
    if (this.#news.push([state, previous]) > 1) return
    for (const news of this.#news) {
      for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) call(listener, news)
    }
    this.#news.length = 0
  }
}

function call(listener: StateListener, news: readonly [BreakerState, BreakerState]): void {
  try {
    listener(...news)
  } catch (error) {
    noteCallbackError('a listener', error)
  }
}
