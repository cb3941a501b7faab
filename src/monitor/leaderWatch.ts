import type { Clock, Timer } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'

/** Waits for word of the tab that leads, and finds out when it hangs or is frozen. */
export interface LeaderWatch {
  /** Word of it came; the next is due within so many milliseconds. */
  expect(withinMs: number): void
  /** Begins to wait, or goes on. */
  watch(): void
  /** It has been asked for something, and has little time to show that it is alive. */
  awaitAnswer(): void
  /** It is alive, but another one should lead. */
  replace(): void
  /** Nobody waits any more. */
  rest(): void
}

/** What it is made of. */
export interface LeaderWatchPorts {
  readonly clock: Clock
  readonly random: Random
  /** Asks for word before it is missed. */
  onDoubt(): void
  /** It does not answer. */
  onSilence(): void
}

/** A leader that has not been heard of yet is asked after so many milliseconds. */
const FIRST_DOUBT = 100
/** One that says nothing for so long when asked is hung or frozen. In milliseconds. */
const ANSWER_WAIT = 1000
/** Two that miss the same leader should not take over in the same instant. In milliseconds. */
const SPREAD = 250

/** A watch in two steps: asks, then gives up. So it also holds for a device that slept and wakes with both timers due. */
export function createLeaderWatch({ clock, random, onDoubt, onSilence }: LeaderWatchPorts): LeaderWatch {
  let timer: Timer | null = null
  let isAwaiting = false
  let expectedBy: number | null = null

  const rest = () => {
    if (timer) clock.clearTimeout(timer)
    timer = null
    isAwaiting = false
  }
  const giveUpIn = (delay: number) => {
    rest()
    isAwaiting = true
    timer = clock.setTimeout(
      () => {
        giveUpIn(ANSWER_WAIT)
        onSilence()
      },
      delay + uniform(random, 0, SPREAD),
    )
  }
  // Asked again, it has no more time for the first answer.
  const awaitAnswer = () => {
    if (!isAwaiting) giveUpIn(ANSWER_WAIT)
  }
  return {
    expect(withinMs) {
      expectedBy = clock.now() + withinMs
      rest()
    },
    watch() {
      if (timer) return
      // However impatient the app, a leader is not asked more often than it may take to answer.
      const patience =
        expectedBy === null ? FIRST_DOUBT : Math.max(ANSWER_WAIT, expectedBy - ANSWER_WAIT - clock.now())
      timer = clock.setTimeout(() => {
        awaitAnswer()
        onDoubt()
      }, patience)
    },
    awaitAnswer,
    replace: () => giveUpIn(0),
    rest,
  }
}
