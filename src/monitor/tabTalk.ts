import type { StoreApi } from 'zustand/vanilla'
import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { AppCalls } from './appCalls.js'
import type { EngineState } from './engineState.js'
import type { HeldReport } from './heldReport.js'
import type { KeptHistory } from './keptHistory.js'
import type { Streak } from './damping.js'
import type { Poller, Result } from './poller.js'
import type { EngineEvent } from './reduce.js'
import type { SharedState } from './sharedState.js'
import { sharedVerdict } from './sharedState.js'
import type { TabNews } from './tabs.js'

/** What a monitor tells the other tabs, and what it makes of what they tell. */
export interface TabTalk {
  /** This tab joins the others: all that they say first is news. */
  join(): void
  state(): SharedState
  /** `isLed`: it is the word of a tab that polls now. */
  hear(state: SharedState, isLed: boolean): void
  /** What is known here is forgotten, and is to be everywhere: what to tell. */
  forget(): TabNews
  /** Another tab has forgotten what it knew for the `times`-th time. `false`: so has this one. */
  hearForgot(times: number): boolean
}

/** What it is made of. */
export interface TabTalkPorts {
  readonly clock: Clock
  readonly store: Pick<StoreApi<EngineState>, 'getState'>
  readonly held: HeldReport
  readonly history: Pick<KeptHistory, 'see'>
  readonly calls: Pick<AppCalls, 'adopt' | 'news'>
  readonly poller: Pick<Poller<unknown>, 'hear' | 'outlook'>
  readonly random: Random
  dispatch(event: EngineEvent): void
  /** What is known here counts no longer. */
  onForgot(): void
  tell(news: TabNews): void
  /** Another tab's next probe is due in `delay` milliseconds; `null`: none is. */
  onScheduled(delay: number | null): void
}

/** The monitor's side of sharing. Whose word counts is the tabs' business. */
export function createTabTalk(ports: TabTalkPorts): TabTalk {
  const { clock, store, held, history, calls, poller, dispatch } = ports
  let hasHeard = false
  /** It knows things from before it joined. */
  let isBack = false
  /** @see SharedState.timesForgotten */
  let timesForgotten: number | null = null

  return {
    join() {
      isBack = store.getState().timing.lastChecked !== null
      hasHeard = false
    },
    state() {
      const { snapshot, timing, streak } = store.getState()
      const { lastChecked, reportAt, latencyMs } = timing
      const report = held.current()
      return {
        verdict: sharedVerdict(snapshot),
        report: report ? report.report : snapshot.report,
        etag: report && report.etag,
        reportAge: report ? clock.now() - report.at : Math.max(0, clock.wallNow() - (reportAt ?? 0)),
        timing: { lastChecked, reportAt, latencyMs },
        streak,
        timesForgotten,
        breakers: calls.news(),
        ...poller.outlook(),
      }
    },
    hear(state, isLed) {
      const { verdict, report, timing, streak } = state
      if (timesForgotten !== null && (state.timesForgotten ?? Infinity) < timesForgotten) {
        // It was frozen while the others forgot.
        return ports.tell({ type: 'forgot', times: timesForgotten })
      }
      const isFirstWord = !hasHeard
      // The others forgot while this one was away.
      if (isFirstWord && isBack && (state.timesForgotten ?? 0) > (timesForgotten ?? 0)) ports.onForgot()
      timesForgotten = state.timesForgotten ?? timesForgotten
      hasHeard = true
      if (isFirstWord) state.breakers.forEach(calls.adopt)

      const { lastChecked, latencyMs } = timing
      const { lastChecked: known } = store.getState().timing
      const isOutcome = lastChecked !== null && lastChecked !== known
      // The last word of a leader and the first of its successor may come in either order; the newer outcome counts. A
      // time to come is one that the clock was set back behind. Durations would not do: a tab that hung hears all that
      // it missed in one instant.
      if (isOutcome && known !== null && lastChecked < known && known <= clock.wallNow()) return
      if (lastChecked !== null) dispatch({ type: 'shared', state })
      if (verdict && report) {
        // Until the leader, which may listen, would ask.
        const goodFor = state.reportAge + state.nextCheckIn
        held.hold(report, state.etag, clock.now() - state.reportAge, goodFor)
      } else if (verdict) held.forget()
      // What is told first has been counted by whoever kept it.
      if (isOutcome && !isFirstWord && verdict && verdict.status !== 'checking') {
        history.see({ at: lastChecked, status: verdict.status, cause: verdict.cause, latencyMs })
      }
      poller.hear({ ...state, isOutcome, result: resultOf(streak) })
      ports.onScheduled(isLed ? state.nextCheckIn : null)
    },
    forget() {
      // By chance, so that no two who forget take each other for themselves.
      timesForgotten = Math.floor(timesForgotten ?? 0) + 1 + ports.random()
      return { type: 'forgot', times: timesForgotten }
    },
    hearForgot(times) {
      if (times === timesForgotten) return false
      timesForgotten = Math.max(timesForgotten ?? 0, times)
      return true
    },
  }
}

function resultOf({ attempt, failures }: Streak): Result {
  if (failures > 0) return 'failure'
  return attempt > 0 ? 'unwell' : 'well'
}
