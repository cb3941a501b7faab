import type { Clock, Timer } from '../../time/clock.js'
import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import { canBeHeard } from './canBeHeard.js'

/** Between the beginnings of two announcements, in milliseconds: one is to be heard to its end. */
const GAP = 5000

/**
 * How long a region is empty before it speaks, in milliseconds. Screen readers miss words that are the same as before,
 * or that a region has from its beginning.
 */
const MOMENT = 100

/** One announcer. */
interface Seat {
  readonly monitor: Monitor
  readonly node: Element
  /** Says a text; `''` is silence, and `null` means that another one speaks. */
  readonly speak: (text: string | null) => void
}

/** What is to be said. */
interface Message {
  readonly monitor: Monitor
  readonly text: string
  readonly news: object | undefined
}

/** The one voice of a document, whoever speaks with it. */
export interface Voice {
  /**
   * Takes a seat for news of a monitor: the first has the word until it leaves, or can't be heard where it is; then the
   * next that can. Returns the undo.
   */
  join(seat: Seat): () => void
  /**
   * Says a text, at once or when the one before it has had its time. What waits is said together, of each topic the
   * newest. News has an object of its own, by which it is told once; without one it is a reply, which never takes the
   * place of news.
   */
  say(monitor: Monitor, text: string, news?: object, topic?: object): void
}

const voices = new WeakMap<Document, Voice>()
const seatsOf = perMonitor(() => new Map<Seat, Voice>())

/** The voice of a document. It remembers what was said when the announcers of one page leave and those of the next come. */
export function voiceIn(document: Document): Voice {
  const voice = voices.get(document) ?? createVoice()
  voices.set(document, voice)
  return voice
}

/** Where announcers of `monitor` sit, the last to have come; `undefined` while there is none. */
export function voiceOf(monitor: Monitor): Voice | undefined {
  return [...seatsOf(monitor).values()].at(-1)
}

function createVoice(): Voice {
  const seats = new Set<Seat>()
  const told = new WeakSet<object>()
  const waiting = new Map<object, Message>()
  let speaker: Seat | undefined
  let isSpeaking = false
  /** When there is something to do next. It outlasts the timer, which is stopped while nobody is here. */
  let due: { readonly clock: Clock; readonly at: number } | undefined
  let timer: Timer | undefined

  function wait(clock: Clock, ms: number): void {
    due = { clock, at: clock.now() + ms }
    timer = clock.setTimeout(() => goOn(clock), ms)
  }

  const hasWaiting = (one: Monitor) => [...waiting.values()].some(({ monitor }) => monitor === one)

  /** Falls silent, or says what waits. */
  function goOn(clock: Clock): void {
    due = undefined
    if (elect() || isSpeaking) {
      isSpeaking = false
      speaker?.speak('')
      wait(clock, MOMENT)
      return
    }
    const here = new Set([...seats].map(({ monitor }) => monitor))
    const messages = [...waiting.values()].filter(({ monitor }) => here.has(monitor))
    waiting.clear()
    if (messages.length === 0) return
    for (const { news } of messages) if (news) told.add(news)
    isSpeaking = true
    speaker?.speak(messages.map(({ text }) => text).join(' '))
    wait(clock, GAP - MOMENT)
  }

  /** Gives the word to somebody who can be heard, where there is one. Whether that is somebody else than before. */
  function elect(): boolean {
    const before = speaker
    const candidates = before ? [before, ...seats] : [...seats]
    speaker = candidates.find(({ node }) => canBeHeard(node)) ?? candidates[0]
    if (speaker === before) return false
    before?.speak(null)
    speaker?.speak('')
    return true
  }

  const voice: Voice = {
    join(seat) {
      const { clock } = seat.monitor
      seatsOf(seat.monitor).set(seat, voice)
      if (seats.size === 0 && due) {
        // What had to wait on one page is said on the next, unless that comes too late.
        const left = due.clock === clock && hasWaiting(seat.monitor) ? due.at - clock.now() : 0
        due = undefined
        if (left > 0) wait(clock, Math.max(left, MOMENT))
        else {
          isSpeaking = false
          waiting.clear()
        }
      }
      seats.add(seat)
      elect()
      seat.speak(seat === speaker ? '' : null)
      return () => {
        seatsOf(seat.monitor).delete(seat)
        seats.delete(seat)
        if (seat === speaker) {
          speaker = undefined
          elect()
        }
        if (seats.size === 0 && due && timer) due.clock.clearTimeout(timer)
      }
    },
    say(monitor, text, news, topic = monitor) {
      if (seats.size === 0 || (news ? told.has(news) : waiting.get(topic)?.news)) return
      waiting.set(topic, { monitor, text, news })
      if (!due) goOn(monitor.clock)
    },
  }
  return voice
}
