import type { Monitor } from '../incident/snapshot.js'

/**
 * What a banner's news weighs. One banner is up at a time: the one with the highest rank, the first to have come among
 * equals.
 */
export const RANK = { update: 0, planned: 1, trouble: 2, maintenance: 3, blocking: 4 } as const

/** One of {@link RANK}. */
export type Rank = (typeof RANK)[keyof typeof RANK]

/** Where one banner waits for the stage of its monitor. */
export interface Place {
  /**
   * Says what the banner has to tell by now; `null`: nothing. By its name, if it has one, news stays dismissed and is
   * announced once, until the page is loaded anew.
   */
  tell(rank: Rank | null, name?: string): void
  isUp(): boolean
  /** Takes its news away for good. */
  dismiss(): void
  /** Whether its news is to be announced: once. */
  isFirstTelling(): boolean
  /** Comes to the stage; calls `listener` when somebody else may be up. Returns the undo. */
  subscribe(listener: () => void): () => void
}

interface Seat {
  rank: number
  name: string
  look: () => void
}

/** The banners of one monitor, and what has happened to their news. */
interface Stage {
  readonly seats: Set<Seat>
  readonly dismissed: Set<string>
  readonly told: Set<string>
}

const stages = new WeakMap<Monitor, Stage>()

/** A place by the stage of `monitor`. */
export function placeBy(monitor: Monitor): Place {
  const stage = stages.get(monitor) ?? { seats: new Set(), dismissed: new Set(), told: new Set() }
  stages.set(monitor, stage)
  const { seats, dismissed, told } = stage
  const seat: Seat = { rank: -1, name: '', look() {} }
  const lookAll = () => seats.forEach(({ look }) => look())
  return {
    tell(rank, name = '') {
      seat.rank = rank ?? -1
      seat.name = name
      lookAll()
    },
    isUp() {
      const ranks = [...seats].map(({ rank, name }) => (dismissed.has(name) ? -1 : rank))
      return [...seats][ranks.indexOf(Math.max(0, ...ranks))] === seat
    },
    dismiss() {
      dismissed.add(seat.name)
      lookAll()
    },
    isFirstTelling: () => !told.has(seat.name) && Boolean(told.add(seat.name)),
    subscribe(listener) {
      seat.look = listener
      seats.add(seat)
      lookAll()
      return () => {
        seats.delete(seat)
        lookAll()
      }
    },
  }
}
