import type { Clock, Timer } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import type { Connectivity, Visibility } from './environment.js'
import type { Pace } from './pauseAndResume.js'
import { pauseAndResume } from './pauseAndResume.js'

/** Decides when to probe. It knows nothing of what probes find. */
export interface Poller {
  /** Probes at once, then on schedule. */
  start(): void
  /** Leaves no timer, listener or request. Whoever waits for a check is let go. */
  stop(): void
  /** Someone asked: probes at once, or as soon as it may. Resolves when a probe has been judged, or at a stop. */
  check(): Promise<void>
  /** Evidence from the app's calls: probes within seconds, at most once per interval for evidence of its kind. */
  hasten(evidence: 'alive' | 'failing'): void
  /** A call met an open breaker: where polling rests, nobody else would find out that it may close. */
  wake(): void
  /** What is known, or under way, counts no longer: begins anew. */
  restart(): void
}

/** What a poller is made of. Durations are milliseconds. */
export interface PollerPorts<Outcome> {
  readonly clock: Clock
  readonly random: Random
  readonly connectivity: Connectivity
  readonly visibility: Visibility
  readonly pauseWhenHidden: boolean
  readonly timeout: number
  /** Sends one probe. Rejects only when `signal` ends it. */
  probe(signal: AbortSignal): Promise<Outcome>
  /** Takes in what a probe found. `isAsked`: somebody waits for it. */
  judge(outcome: Outcome, isAsked: boolean): 'failure' | 'report'
  /** How long to wait after the last probe. */
  delay(isVisible: boolean): number
  interval(): number
  /** The device came back: online, awake, thawed. */
  onWoke(): void
  /** A probe is due in `delay`; `null`: none is. */
  onScheduled(delay: number | null): void
}

/** One probe under way. */
interface Flight {
  readonly controller: AbortController
  readonly startedAt: number
  /** The page froze meanwhile, so that its outcome says nothing. */
  isVoid: boolean
}

/** Why a probe is sent: its time has come, a user came back, or somebody asked. */
type Reason = 'schedule' | 'user'

/** Probes that a user causes come no closer together. */
const USER_GAP = 2000
/** A timer that fires later than this has slept: no main thread is busy for so long. */
const LATE = 5000
/** Evidence comes to all clients at once; probes for it are spread. */
const EVIDENCE_SPREAD = 5000

/** A poller: one probe in flight at a time, and in every started state a timer, or a visibility to wait for. */
export function createPoller<Outcome>(ports: PollerPorts<Outcome>): Poller {
  const { clock, random, connectivity, visibility } = ports
  let isRunning = false
  let unfollow = () => {}
  let timer: { readonly handle: Timer; readonly dueAt: number; reason: Reason } | null = null
  /** Kept while hidden, so that a short look elsewhere changes nothing. */
  let dueAt: number | null = null
  let flight: Flight | null = null
  let last: { readonly at: number; readonly result: 'failure' | 'report' } | null = null
  let userProbeAt = -Infinity
  /** When evidence of each kind was last followed up. */
  const hastenedAt = { alive: -Infinity, failing: -Infinity }
  const waiting = new Set<() => void>()

  const mayPoll = () => isRunning && (!ports.pauseWhenHidden || visibility.isVisible())

  const clear = () => {
    if (timer) clock.clearTimeout(timer.handle)
    timer = null
  }
  const setTimer = (delay: number, reason: Reason) => {
    clear()
    dueAt = clock.now() + delay
    timer = { handle: clock.setTimeout(fire, delay), dueAt, reason }
    ports.onScheduled(delay)
  }
  const schedule = (delay: number) => {
    if (mayPoll()) return setTimer(delay, 'schedule')
    clear()
    dueAt = clock.now() + delay
    ports.onScheduled(null)
  }
  const bringForward = (delay: number, reason: Reason) => {
    if (!timer || timer.dueAt > clock.now() + delay) setTimer(delay, reason)
  }

  function fire(): void {
    if (!timer) return
    const { dueAt: wanted, reason } = timer
    timer = null
    // Hidden tabs are throttled: there a late timer is the rule, and says nothing.
    const hasSlept = clock.now() - wanted > LATE && visibility.isVisible()
    if (hasSlept) ports.onWoke()
    launch(hasSlept && reason === 'schedule' ? 'user' : reason)
  }

  function launch(reason: Reason): void {
    clear()
    if (reason !== 'schedule') userProbeAt = clock.now()
    const mine: Flight = {
      controller: new AbortController(),
      startedAt: clock.now(),
      isVoid: false,
    }
    flight = mine
    ports.probe(mine.controller.signal).then(
      (outcome) => flight === mine && land(mine, outcome),
      // Only an ended probe rejects, and whoever ended it has seen to what comes next. Any other is a mistake of ours,
      // and must not be the end of polling.
      () => flight === mine && settle(() => 'failure'),
    )
  }

  function land({ isVoid, startedAt }: Flight, outcome: Outcome): void {
    if (isVoid || clock.now() - startedAt > ports.timeout + LATE) {
      ports.onWoke()
      return launch('user')
    }
    const isAsked = waiting.size > 0
    settle(() => ports.judge(outcome, isAsked))
  }

  function settle(judge: () => 'failure' | 'report'): void {
    flight = null
    // Who asks from now on, a listener to the verdict for one, asks for another probe.
    const answered = [...waiting]
    waiting.clear()
    last = { at: clock.now(), result: judge() }
    // In the same turn as the verdict, so that whoever shows both renders once. A listener may have been quicker.
    if (!flight && !timer) schedule(ports.delay(visibility.isVisible()))
    for (const resolve of answered) resolve()
  }

  /** A user came back, in one way or another. */
  function greet(): void {
    if (flight || !mayPoll()) return
    const sinceLast = clock.now() - userProbeAt
    if (sinceLast < USER_GAP) return bringForward(USER_GAP - sinceLast, 'user')
    launch('user')
  }

  const isDue = () => !last || last.result === 'failure' || clock.now() - last.at > ports.interval()

  const pace: Pace = {
    rest() {
      // Whoever waits for a check is waiting still.
      if (ports.pauseWhenHidden && timer && waiting.size === 0) schedule(timer.dueAt - clock.now())
    },
    goOn() {
      if (isDue()) greet()
      if (!flight && !timer) schedule(Math.max(0, (dueAt ?? 0) - clock.now()))
    },
    discard() {
      if (flight) flight.isVoid = true
    },
    wake: ports.onWoke,
    greet,
  }

  function end(): void {
    flight?.controller.abort()
    flight = null
  }

  return {
    start() {
      isRunning = true
      unfollow = pauseAndResume(visibility, connectivity, pace)
      // Not in this turn: a start that is taken back at once (StrictMode) sends nothing.
      if (!flight) schedule(0)
    },
    stop() {
      isRunning = false
      unfollow()
      clear()
      dueAt = null
      last = null
      end()
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
    check() {
      const judged = new Promise<void>((resolve) => waiting.add(resolve))
      const sinceLast = clock.now() - userProbeAt
      if (flight) return judged
      if (sinceLast >= USER_GAP) launch('user')
      else bringForward(USER_GAP - sinceLast, 'user')
      return judged
    },
    hasten(evidence) {
      if (flight || !mayPoll() || clock.now() - hastenedAt[evidence] < ports.interval()) return
      hastenedAt[evidence] = clock.now()
      bringForward(uniform(random, 0, EVIDENCE_SPREAD), 'schedule')
    },
    wake() {
      if (flight || mayPoll()) return
      if (!last || clock.now() - last.at > ports.interval()) launch('schedule')
    },
    restart() {
      if (!flight && !mayPoll()) return
      end()
      launch('schedule')
    },
  }
}
