import type { Clock, Timer } from '../../src/time/clock.js'

interface Pending {
  readonly dueAt: number
  readonly callback: () => void
}

/** How many turns of the event loop a step waits for: a response's body is read over several of them. */
const TURNS = 4

/**
 * A fake clock for long stories. It moves as `FakeClock` does, but gives promises immediates to settle in, where that
 * one gives them timers, as a browser has no others: a day of polling takes a second.
 */
export class QuickClock implements Clock {
  #now = 0
  #wall: number = Date.UTC(2026, 0, 1)
  #nextId = 1
  readonly #pending = new Map<number, Pending>()

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

  get pendingTimers(): number {
    return this.#pending.size
  }

  /** Lets `ms` milliseconds pass: each timer fires at its time, and promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (let next = this.#next(); next && next[1].dueAt <= end; next = this.#next()) {
      this.#moveTo(Math.max(this.#now, next[1].dueAt))
      this.#pending.delete(next[0])
      next[1].callback()
      await settle()
    }
    this.#moveTo(end)
  }

  /** A closed lid: `ms` milliseconds pass in which nothing runs; then each timer that has come due fires, late. */
  async sleep(ms: number): Promise<void> {
    this.#moveTo(this.#now + ms)
    await this.advance(0)
  }

  /** Sets the wall clock by `ms`, either way. Monotonic time and timers stay. */
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
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}
