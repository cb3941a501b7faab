import type { Clock, Timer } from '../time/clock.js'
import { nextTurn } from '../time/turn.js'

interface Pending {
  readonly dueAt: number
  readonly callback: () => void
}

/**
 * A clock that moves only when it is told to. No global is patched: hand it in through an environment.
 *
 * @example
 * const clock = new FakeClock()
 * clock.setTimeout(() => console.log('now'), 1000)
 * await clock.advance(1000)
 */
export class FakeClock implements Clock {
  #now = 0
  #wall: number
  #nextId = 1
  readonly #pending = new Map<number, Pending>()

  /** @param startsAt What the wall shows at first, in epoch milliseconds. Default 2026-01-01T00:00:00Z. */
  constructor(startsAt: number = Date.UTC(2026, 0, 1)) {
    this.#wall = startsAt
  }

  now(): number {
    return this.#now
  }

  wallNow(): number {
    return Math.floor(this.#wall)
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    const id = this.#nextId++
    this.#pending.set(id, { dueAt: this.#now + Math.max(0, delayMs), callback })
    return id as unknown as Timer
  }

  clearTimeout(timer: Timer): void {
    this.#pending.delete(timer as unknown as number)
  }

  /** How many timers are waiting. */
  get pendingTimers(): number {
    return this.#pending.size
  }

  /** Milliseconds until the next timer is due; `undefined` when none waits. */
  get nextTimerIn(): number | undefined {
    const next = this.#next()
    return next && Math.max(0, next[1].dueAt - this.#now)
  }

  /** Lets `ms` milliseconds pass: each timer fires at its time, and promises settle in between. */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`FakeClock can't go back in time: expected ms >= 0, got ${ms}.`)
    const end = this.#now + ms
    await settle()
    for (let next = this.#next(); next && next[1].dueAt <= end; next = this.#next()) {
      this.#moveTo(Math.max(this.#now, next[1].dueAt))
      this.#fire(next)
      await settle()
    }
    this.#moveTo(end)
  }

  /** A closed lid: `ms` milliseconds pass in which nothing runs; then each timer that has come due fires, late. */
  async sleep(ms: number): Promise<void> {
    this.#moveTo(this.#now + ms)
    await this.advance(0)
  }

  /** Sets the wall clock by `ms`, either way, as a user or NTP does. Monotonic time and timers stay. */
  setWallBy(ms: number): void {
    this.#wall += ms
  }

  #next(): [number, Pending] | undefined {
    let first: [number, Pending] | undefined
    for (const entry of this.#pending) {
      if (!first || entry[1].dueAt < first[1].dueAt) first = entry
    }
    return first
  }

  #moveTo(now: number): void {
    this.#wall += now - this.#now
    this.#now = now
  }

  #fire([id, { callback }]: [number, Pending]): void {
    this.#pending.delete(id)
    callback()
  }
}

/** How many real turns of the event loop a step waits for: a response's body is read over several of them. */
const TURNS = 4

/** Gives promises, and the bodies of real responses, time to settle. No virtual time passes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn()
}
