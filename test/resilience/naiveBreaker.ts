import type { BreakerState } from '../../src/resilience/breakerState.js'
import type { Verdict } from '../../src/resilience/callOutcome.js'

export interface NaiveRules {
  /** So many failures in a row. */
  readonly inARow: number
  /** Or such a share of the last so many calls, from so many on. */
  readonly rate: number
  readonly size: number
  readonly minimumCalls: number
  readonly permitted: number
  readonly failureRate: number | undefined
  readonly maxWait: number
  readonly resetMs: (attempt: number) => number
}

export interface NaiveCall {
  readonly period: number
  readonly begunAt: number
  hasLostItsPermit: boolean
  verdict: Verdict | null
}

/** A breaker as one would explain it: it keeps all that ever happened, and goes through it anew for each question. */
export class NaiveBreaker {
  readonly rules: NaiveRules
  readonly isMeasuring: boolean
  now = 0
  state: BreakerState = { kind: 'closed' }
  readonly history: BreakerState['kind'][] = []
  readonly totals = { succeeded: 0, failed: 0, ignored: 0, refused: 0, opened: 0 }
  handles = 0
  forced: 'forced-open' | 'forced-closed' | null = null
  /** Counts the periods; a call counts in the one in which it began, and in no other. */
  #period = 0
  #calls: NaiveCall[] = []
  /** The calls of this period in the order in which they ended. */
  #ended: NaiveCall[] = []

  constructor(rules: NaiveRules, isMeasuring: boolean) {
    this.rules = rules
    this.isMeasuring = isMeasuring
  }

  begin(): NaiveCall | null {
    if (this.state.kind === 'open' && this.now >= this.state.until) this.halfOpen()
    const { kind } = this.state
    if (kind === 'closed' || (kind === 'half-open' && this.#hasRoom())) {
      for (const call of this.#running()) call.hasLostItsPermit ||= this.#hangs(call)
      return this.#call(this.#period)
    }
    if (kind !== 'forced-closed') this.totals.refused++
    return kind === 'forced-closed' || this.isMeasuring ? this.#call(Number.NaN) : null
  }

  end(call: NaiveCall, verdict: Verdict): void {
    if (call.verdict) return
    call.verdict = verdict
    this.totals[verdict]++
    if (call.period !== this.#period || call.hasLostItsPermit || verdict === 'ignored') return
    this.#ended.push(call)
    if (this.state.kind === 'closed' && this.#isTooBad()) this.#open(1)
    else if (this.state.kind === 'half-open') this.#conclude(this.state.attempt)
  }

  isolate(): void {
    this.handles++
    this.#obey()
  }

  release(): void {
    if (this.handles === 0) return
    this.handles--
    this.#obey()
  }

  force(kind: 'forced-open' | 'forced-closed'): void {
    this.forced = kind
    this.#obey()
  }

  reset(): void {
    this.forced = null
    if (this.handles === 0) this.#enter({ kind: 'closed' })
  }

  restartWait(): void {
    if (this.state.kind !== 'open') return
    this.state = { ...this.state, until: this.now + this.state.waitMs }
    this.history.push('open')
  }

  halfOpen(): void {
    if (this.state.kind !== 'open') return
    const { attempt, waitMs } = this.state
    this.#enter({ kind: 'half-open', attempt, waitMs })
  }

  #call(period: number): NaiveCall {
    const call = { period, begunAt: this.now, hasLostItsPermit: false, verdict: null }
    this.#calls.push(call)
    return call
  }

  #running(): NaiveCall[] {
    return this.#calls.filter(
      ({ period, verdict, hasLostItsPermit }) =>
        this.state.kind === 'half-open' && period === this.#period && !verdict && !hasLostItsPermit,
    )
  }

  #hangs({ begunAt }: NaiveCall): boolean {
    return this.now - begunAt >= this.rules.maxWait
  }

  #hasRoom(): boolean {
    const running = this.#running().filter((call) => !this.#hangs(call))
    return running.length + this.#ended.length < this.rules.permitted
  }

  #isTooBad(): boolean {
    const { inARow, rate, size, minimumCalls } = this.rules
    const verdicts = this.#ended.map(({ verdict }) => verdict)
    const row = verdicts.slice(-inARow)
    if (row.length === inARow && row.every((verdict) => verdict === 'failed')) return true
    const window = verdicts.slice(-size)
    const failed = window.filter((verdict) => verdict === 'failed').length
    return window.length >= Math.min(minimumCalls, size) && failed / window.length >= rate
  }

  #conclude(attempt: number): void {
    const { permitted, failureRate } = this.rules
    const failed = this.#ended.filter(({ verdict }) => verdict === 'failed').length
    if (failureRate === undefined ? failed > 0 : failed / permitted >= failureRate) this.#open(attempt + 1)
    else if (this.#ended.length === permitted) this.#enter({ kind: 'closed' })
  }

  #open(attempt: number): void {
    const waitMs = this.rules.resetMs(attempt)
    this.totals.opened++
    this.#enter({ kind: 'open', until: this.now + waitMs, attempt, waitMs })
  }

  #obey(): void {
    const kind = this.handles > 0 ? 'isolated' : (this.forced ?? 'closed')
    if (kind !== this.state.kind) this.#enter({ kind })
  }

  #enter(state: BreakerState): void {
    if (state.kind !== this.state.kind) this.history.push(state.kind)
    this.state = state
    this.#period++
    this.#ended = []
  }
}
