/** What has happened so far, and those who wait for more of it. */
export interface Chronicle<Event> {
  /** In the order in which they were added. */
  readonly events: readonly Event[]
  add(event: Event): void
  /** Those since the last time that this was asked. */
  news(): readonly Event[]
  /** Resolves with the first event from now on that is so. Rejects after `within` milliseconds. */
  hear(isIt: (event: Event) => boolean, within: number, what: string): Promise<Event>
  /** Resolves when so many more have been added. */
  hearMore(count: number): Promise<void>
}

/** @param inShort What of an event is told when one was waited for in vain. */
export function chronicle<Event>(inShort: (event: Event) => unknown): Chronicle<Event> {
  const events: Event[] = []
  const listeners = new Set<(event: Event) => void>()
  let seen = 0

  return {
    events,
    add(event) {
      events.push(event)
      for (const listener of listeners) listener(event)
    },
    news() {
      const news = events.slice(seen)
      seen = events.length
      return news
    },
    hear(isIt, within, what) {
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer)
          listeners.delete(listener)
        }
        const listener = (event: Event) => {
          if (!isIt(event)) return
          end()
          resolve(event)
        }
        const timer = setTimeout(() => {
          end()
          const last = JSON.stringify(events.slice(-6).map(inShort))
          reject(new Error(`Nobody was told within ${within} ms: ${what}. Last: ${last}`))
        }, within)
        listeners.add(listener)
      })
    },
    hearMore(count) {
      const goal = events.length + count
      return new Promise((resolve) => {
        const listener = () => {
          if (events.length < goal) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      })
    },
  }
}
