import type { Clock } from '../time/clock.js'
import { share, wholeNumber } from './checkNumber.js'
import type { Window, WindowCounts } from './window.js'

/** What is too many, for rules that look at a share of calls. */
export interface RateOptions {
  /** This share of the calls in the window opens the breaker, in (0, 1]. */
  readonly rate: number
  /** Which calls are looked at. */
  readonly window: Window
  /** With fewer calls it never opens. @default 10, or as many as the window holds */
  readonly minimumCalls?: number | undefined
}

/** Calls in a window, and whether too many of them are bad. */
export class Rate {
  readonly window: WindowCounts
  readonly #options: RateOptions

  constructor(options: RateOptions, clock: Clock) {
    this.window = options.window(clock)
    this.#options = options
  }

  /** The window as it is now, however long ago something was added. */
  get latest(): WindowCounts {
    this.window.expire?.()
    return this.window
  }

  /** Counts a completed call; refused ones and those under way are in no share. `true`: too many are bad. */
  add(isBad: boolean): boolean {
    const { window } = this
    window.add(isBad)
    const { bad, calls } = window
    const { rate, minimumCalls = 10 } = this.#options
    return bad > 0 && calls >= Math.min(minimumCalls, window.capacity) && bad / calls >= rate
  }
}

/** Throws a `RangeError` that names `rule`, on options that can't be. */
export function checkRate(rule: string, { rate, minimumCalls }: RateOptions): void {
  share(`${rule}: rate`, rate)
  if (minimumCalls !== undefined) wholeNumber(`${rule}: minimumCalls`, minimumCalls)
}
