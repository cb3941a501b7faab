import type { Monitor } from '../incident/snapshot.js'

/** Between the beginnings of two announcements, in milliseconds: one is to be heard to its end. */
const GAP = 5000

/** Says a text; `''` is silence, and `null` means that another one speaks. */
type Speak = (text: string | null) => void

/** The one voice of a document, whoever speaks with it. */
export interface Voice {
  /**
   * Takes a seat for news of `monitor`: the first has the word until it leaves, then the next, who begins in silence.
   * Returns the undo.
   */
  join(monitor: Monitor, speak: Speak): () => void
  /**
   * Says a text, at once or when the one before it has had its time. What waits is said together, of each monitor the
   * newest. News has an object of its own, by which it is told once; without one it is a reply, which never takes the
   * place of news.
   */
  say(monitor: Monitor, text: string, news?: object): void
}

const voices = new WeakMap<Document, Voice>()
const lastJoined = new WeakMap<Monitor, Voice>()

/** The voice of a document. It remembers what was said when the announcers of one page leave and those of the next come. */
export function voiceIn(document: Document): Voice {
  const voice = voices.get(document) ?? createVoice()
  voices.set(document, voice)
  return voice
}

/** Where announcers of `monitor` sit; `undefined` before there is one. */
export function voiceOf(monitor: Monitor): Voice | undefined {
  return lastJoined.get(monitor)
}

function createVoice(): Voice {
  const seats = new Set<Speak>()
  const told = new WeakSet<object>()
  const waiting = new Map<Monitor, { readonly text: string; readonly news: object | undefined }>()
  let stopTimer: (() => void) | null = null

  /** Says what waits; silence where nothing does, so that the same words can be news once more. */
  function speak(monitor: Monitor): void {
    stopTimer = null
    const texts = [...waiting.values()].map(({ text }) => text)
    waiting.clear()
    const [speaker] = seats
    speaker?.(texts.join(' '))
    if (texts.length === 0) return
    const timer = monitor.clock.setTimeout(() => speak(monitor), GAP)
    stopTimer = () => monitor.clock.clearTimeout(timer)
  }

  const voice: Voice = {
    join(monitor, seat) {
      lastJoined.set(monitor, voice)
      if (seats.size > 0) seat(null)
      seats.add(seat)
      return () => {
        const [speaker] = seats
        seats.delete(seat)
        const [next] = seats
        if (speaker === seat) next?.('')
        if (next) return
        stopTimer?.()
        stopTimer = null
        waiting.clear()
      }
    },
    say(monitor, text, news) {
      if (seats.size === 0 || (news && told.has(news))) return
      if (news) told.add(news)
      else if (waiting.get(monitor)?.news) return
      waiting.set(monitor, { text, news })
      if (!stopTimer) speak(monitor)
    },
  }
  return voice
}
