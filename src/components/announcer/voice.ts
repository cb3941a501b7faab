import type { RefObject } from 'react'
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

/** How soon it is looked again whether somebody can be heard by now, in milliseconds. */
const LOOK = 1000

/** One announcer. */
interface Seat {
  readonly monitor: Monitor
  /** Empty while React has put it away because something beside it loads: nobody hears it then. */
  readonly region: RefObject<Element | null>
  /** Says a text; `''` is silence, and `null` means that another one speaks. */
  readonly speak: (text: string | null) => void
}

/** What is to be said. */
interface Message {
  readonly monitor: Monitor
  readonly text: string
  readonly news: object | undefined
  /** When it was handed over, by the clock of the monitor. */
  readonly at: number
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
   * newest. News has an object of its own, by which it is told once, and waits for as long as nobody can be heard;
   * without one it is a reply, which never takes the place of news.
   */
  say(monitor: Monitor, text: string, news?: object, topic?: object): void
  /** Takes back news of the monitor's own that still waits, since it is no longer so. */
  takeBack(monitor: Monitor): void
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

  const isHeard = ({ region }: Seat) => region.current !== null && canBeHeard(region.current)

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
    const canSpeak = speaker !== undefined && isHeard(speaker)
    for (const [topic, { monitor, news, at }] of waiting) {
      // News waits until somebody can be heard. A reply would come too late.
      const isLate = !canSpeak && !news && monitor.clock.now() - at >= GAP
      if (isLate || !here.has(monitor)) waiting.delete(topic)
    }
    if (waiting.size === 0) return
    if (!canSpeak) {
      wait(clock, LOOK)
      return
    }
    const messages = [...waiting.values()]
    waiting.clear()
    for (const { news } of messages) if (news) told.add(news)
    isSpeaking = true
    speaker?.speak(messages.map(({ text }) => text).join(' '))
    wait(clock, GAP - MOMENT)
  }

  /** Gives the word to somebody who can be heard, where there is one. Whether that is somebody else than before. */
  function elect(): boolean {
    const before = speaker
    const candidates = before ? [before, ...seats] : [...seats]
    speaker = candidates.find(isHeard) ?? candidates[0]
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
      waiting.set(topic, { monitor, text, news, at: monitor.clock.now() })
      if (!due) goOn(monitor.clock)
    },
    takeBack(monitor) {
      if (waiting.get(monitor)?.news) waiting.delete(monitor)
    },
  }
  return voice
}
