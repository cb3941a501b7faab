/** Begins at the first of several starts, and ends when as many have been stopped. */
export interface CountedStart {
  readonly isStarted: boolean
  /** Returns the stop; a second call of it is ignored. */
  start(): () => void
}

/** StrictMode starts twice and stops once, and two providers may share a monitor. */
export function countedStart(begin: () => void, end: () => void): CountedStart {
  let count = 0
  return {
    get isStarted() {
      return count > 0
    },
    start() {
      if (count++ === 0) begin()
      let isStopped = false
      return () => {
        if (isStopped) return
        isStopped = true
        if (--count === 0) end()
      }
    },
  }
}
