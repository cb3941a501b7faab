/** A place in the line of those who want to run. */
export interface Turn {
  /** Resolves when it is this one's turn; never, once it has left. */
  readonly granted: Promise<void>
  readonly hadToWait: boolean
  /** Ends the turn, or gives up waiting for it. Once is enough; more is harmless. */
  leave(): void
}

/** Lets `cap` of those who join run at once; the others wait in line. */
export function createTurns(cap: number): { join(): Turn } {
  const running = new Set<object>()
  const waiting = new Map<object, () => void>()

  const grantNext = () => {
    for (const [place, grant] of waiting) {
      if (running.size >= cap) return
      waiting.delete(place)
      running.add(place)
      grant()
    }
  }

  return {
    join() {
      const place = {}
      const granted = new Promise<void>((resolve) => waiting.set(place, resolve))
      grantNext()
      return {
        granted,
        hadToWait: waiting.has(place),
        leave() {
          waiting.delete(place)
          if (running.delete(place)) grantNext()
        },
      }
    },
  }
}
