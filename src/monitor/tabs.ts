import type { AutomaticState } from '../resilience/breakerState.js'
import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { SharedState } from './sharedState.js'

/**
 * How the tabs of a browser share one poller: at any time one of them leads and polls, the others follow and hear what
 * it finds. `webTabs()` does so by Web Locks and a BroadcastChannel.
 */
export type Tabs = (ports: TabPorts) => Tab

/** One tab among those that show the same back end. */
export interface Tab {
  /** May poll. */
  readonly isLeading: boolean
  /** Begins to listen, asks the others for what they know, and stands for election. */
  join(): void
  /** The opposite: leaves no lock, channel or timer. */
  leave(): void
  /** Whether this tab has reason to poll may have changed. */
  reconsider(): void
  /** Asks whoever leads for something; where nobody answers, this tab takes the lead. */
  ask(request: TabRequest): void
  /** Tells all others, whoever leads. */
  tell(news: TabNews): void
  /** Tells all others what is known here; only a leader's word counts. */
  publish(): void
  /**
   * The right to do `task` as the only tab of the browser. `null` while another one has it. `force` takes it away from
   * a tab that has had it for too long.
   */
  claim(task: string, force: boolean): Promise<(() => void) | null>
}

/** What a tab is made of. */
export interface TabPorts {
  readonly clock: Clock
  readonly random: Random
  /** Tabs of one scope share a poller. */
  readonly scope: string
  /** This tab has reason to poll: someone looks at it, or waits for an answer. */
  isWanted(): boolean
  isVisible(): boolean
  /** How long after its announced time a probe may take until its result is heard, in milliseconds. */
  patience(): number
  state(): SharedState
  onLead(): void
  onFollow(): void
  /** `isLed`: it is the word of a tab that polls now, not of one that did so last. */
  onState(state: SharedState, isLed: boolean): void
  onRequest(request: Exclude<TabRequest, 'state'>): void
  onNews(news: TabNews): void
}

/**
 * `state`: what is known. `check`: somebody pressed Retry. `greet`: a user came back to a tab. `alive`, `failing`: what
 * the app's own calls met.
 */
export type TabRequest = 'state' | 'check' | 'greet' | 'alive' | 'failing'

/** What every tab hears from any other. */
export type TabNews =
  /** What is known was somebody's who left. `times`: how often that has been so. */
  { readonly type: 'forgot'; readonly times: number } | BreakerNews

/** A breaker changed. */
export interface BreakerNews {
  readonly type: 'breaker'
  readonly key: string
  readonly origin: string
  /** `until` counts from the telling. */
  readonly state: AutomaticState
}

/** A tab on its own: leads whenever it has reason to. */
export const alone: Tabs = (ports) => {
  let hasJoined = false
  let isLeading = false
  const reconsider = () => {
    const isDue = hasJoined && ports.isWanted()
    if (isDue === isLeading) return
    isLeading = isDue
    if (isDue) ports.onLead()
    else ports.onFollow()
  }
  return {
    get isLeading() {
      return isLeading
    },
    join() {
      hasJoined = true
      reconsider()
    },
    leave() {
      hasJoined = false
      reconsider()
    },
    reconsider,
    ask() {},
    tell() {},
    publish() {},
    claim: () => Promise.resolve(() => {}),
  }
}
