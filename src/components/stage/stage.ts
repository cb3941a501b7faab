import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import { hasRoom, isAway, watchRoom } from './room.js'

/**
 * What a banner's news weighs. One banner is up at a time: the one with the highest rank, the first to have come among
 * equals. Those that nobody could see where they are, and those of another document, take the stage from nobody. What is
 * over, and held, gives way to trouble alone.
 */
export const RANK = {
  update: 0,
  planned: 1,
  over: 2,
  trouble: 3,
  maintenance: 4,
  blocking: 5,
  // Trouble that maintenance explains has that for its cause only until the end of it.
  overdue: 6,
} as const

/** One of {@link RANK}. */
export type Rank = (typeof RANK)[keyof typeof RANK]

/** Where one banner waits for the stage of its monitor. */
export interface Place {
  /** The banner's node, from its ref: where it is in the page. */
  attach(node: Element | null): void
  /**
   * Says what the banner has to tell by now; `null`: nothing. By its name, if it has one, news stays dismissed until the
   * page is loaded anew.
   */
  tell(rank: Rank | null, name?: string): void
  isUp(): boolean
  /** Once it is up: where nothing is to be seen of it nevertheless, the next one comes up too. */
  settle(): void
  /** Takes its news away for good. */
  dismiss(): void
  /** Always the same object for news of this name. */
  newsNamed(name: string): object
  /** Comes to the stage; calls `listener` when somebody else may be up. Returns the undo. */
  subscribe(listener: () => void): () => void
}

interface Seat {
  rank: number
  name: string
  node: Element | null
  look: () => void
}

/** The banners of one monitor, and what has happened to their news. */
interface Stage {
  readonly seats: Set<Seat>
  readonly dismissed: Set<string>
  readonly news: Map<string, object>
}

const stageOf = perMonitor<Stage>(() => ({ seats: new Set(), dismissed: new Set(), news: new Map() }))

/** A place by the stage of `monitor`. */
export function placeBy(monitor: Monitor): Place {
  const { seats, dismissed, news } = stageOf(monitor)
  const seat: Seat = { rank: -1, name: '', node: null, look() {} }
  const lookAll = () => seats.forEach((one) => one.look())
  const isHere = (node: Element | null) =>
    node &&
    node.ownerDocument === seat.node?.ownerDocument &&
    hasRoom(node) &&
    (node === seat.node || !isAway(node))
  /** Where it is comes last: that takes a look at the styles. */
  const weightOf = ({ rank, name, node }: Seat) =>
    rank >= 0 && !dismissed.has(name) && isHere(node) ? rank : -1
  return {
    attach(node) {
      seat.node = node
    },
    tell(rank, name = '') {
      if (seat.rank === (rank ?? -1) && seat.name === name) return
      seat.rank = rank ?? -1
      seat.name = name
      lookAll()
    },
    isUp() {
      if (seat.rank < 0) return false
      const weights = [...seats].map(weightOf)
      return [...seats][weights.indexOf(Math.max(0, ...weights))] === seat
    },
    settle: lookAll,
    dismiss() {
      dismissed.add(seat.name)
      lookAll()
    },
    newsNamed(name) {
      const object = news.get(name) ?? {}
      news.set(name, object)
      return object
    },
    subscribe(listener) {
      seat.look = listener
      seats.add(seat)
      lookAll()
      const stopWatching = watchRoom(seat.node, lookAll)
      return () => {
        stopWatching()
        seats.delete(seat)
        lookAll()
      }
    },
  }
}
