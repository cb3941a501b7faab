import type { Clock, Timer } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import type { TabRequest } from './tabs.js'

/** Decides when to probe. It knows nothing of what probes find, and probes only while it is this tab's turn. */
export interface Poller<Outcome> {
  /** It is this tab's turn: goes on where whoever had it before left off. */
  begin(): void
  /** It is not any more: leaves no timer and no request. Whoever waits for a check waits on. */
  rest(): void
  /** As if nothing had been. Whoever waits is let go. */
  reset(): void
  /** There is something to do, whoever looks: a probe is under way, or wanted. */
  isBusy(): boolean
  /** Someone asked: probes at once, or as soon as it may. Resolves when a probe has been judged, or at a reset. */
  check(): Promise<void>
  /** Somebody looks, again or still: probes if what is known is old or bad. */
  goOn(): void
  /** A user came back, in one way or another: probes, unless that has just been done and all is well. */
  greet(): void
  /** What was found just now may not hold any more: the browser says that it is offline. */
  doubt(): void
  /** The device slept: connections may be dead, and a probe that fails for it is sent once more. */
  wake(): void
  /** Evidence from the app's calls: probes within seconds, at most once per interval for evidence of its kind. */
  hasten(evidence: 'alive' | 'failing'): void
  /** A call met an open breaker: where polling rests, nobody else would find out that it may close. */
  peek(): void
  /** What is known, or under way, counts no longer: begins anew. */
  restart(): void
  /** Something came without a probe, which is as good as one. `isNews`: it says itself that something changed. */
  take(outcome: Outcome, isNews: boolean): void
  /** What came without probes has ended. `isSudden`: probes within seconds, as nobody knows why. */
  miss(isSudden: boolean): void
  /** Another tab has probed, or knows when it will. */
  hear(news: Heard): void
  /** Milliseconds since the last outcome and since a user last had a probe sent, and until the next one is due. */
  outlook(): Pick<Heard, 'checkedAgo' | 'askedAgo' | 'nextCheckIn'>
}

/** What a probe found, as far as a poller cares: no report, a bad one, a good one. */
export type Result = 'failure' | 'unwell' | 'well'

/** What another tab's probe found. */
export interface Heard {
  /** It is the outcome of another probe than the last that was heard of. */
  readonly isOutcome: boolean
  readonly result: Result
  readonly checkedAgo: number
  readonly askedAgo: number
  readonly nextCheckIn: number
}

/** What a poller is made of. Durations are milliseconds. */
export interface PollerPorts<Outcome> {
  readonly clock: Clock
  readonly random: Random
  readonly timeout: number
  isVisible(): boolean
  /** Sends one probe. Rejects only when `signal` ends it. */
  probe(signal: AbortSignal): Promise<Outcome>
  /** No answer at all. */
  isUnanswered(outcome: Outcome): boolean
  /** Takes in what a probe found. `isAsked`: somebody waits for it, or it is news by its own word. */
  judge(outcome: Outcome, isAsked: boolean): Result
  /** How long to wait after the last probe. */
  delay(isVisible: boolean): number
  interval(): number
  /** Whether there is something to do may have changed. */
  onBusy(): void
  /** It is another tab's turn, and this is wanted of it. */
  ask(request: TabRequest): void
  /** The device came back: online, awake, thawed. */
  onWoke(): void
  /** A probe is due in `delay`; `null`: none is. */
  onScheduled(delay: number | null): void
}

/** One probe under way. */
interface Flight {
  readonly controller: AbortController
  readonly startedAt: number
}

/** Why a probe is sent: its time has come, something calls for it, or a user came back or asked. */
type Reason = 'schedule' | 'evidence' | 'user'

/** Probes that a user causes come no closer together. */
const USER_GAP = 2000
/** Longer ago than anything that counts, and a number that can be told. */
const LONG_AGO = 1e9
/** A timer that fires later than this has slept: no main thread is busy for so long. */
const LATE = 5000
/** Evidence comes to all clients at once; probes for it are spread. */
const EVIDENCE_SPREAD = 5000

/** A poller: one probe in flight at a time, and a timer whenever it is this tab's turn. */
export function createPoller<Outcome>(ports: PollerPorts<Outcome>): Poller<Outcome> {
  const { clock, random } = ports
  let isOn = false
  let timer: { readonly handle: Timer; readonly dueAt: number; reason: Reason } | null = null
  /** Kept while resting, so that a short look elsewhere changes nothing. */
  let dueAt: number | null = null
  let flight: Flight | null = null
  let last: { readonly at: number; readonly result: Result } | null = null
  let userProbeAt = -Infinity
  /** A user came back while it was not this tab's turn. */
  let isGreeted = false
  let greetedAt = -Infinity
  let isPeeking = false
  /** The next probe is the first after sleep. */
  let mayBeDead = false
  /** When evidence of each kind was last followed up. */
  const hastenedAt = { alive: -Infinity, failing: -Infinity }
  /** Who waits for a check, and since when. */
  const waiting = new Map<() => void, number>()

  const clear = () => {
    if (timer) clock.clearTimeout(timer.handle)
    timer = null
  }
  const schedule = (delay: number, reason: Reason = 'schedule') => {
    clear()
    dueAt = clock.now() + delay
    if (isOn) timer = { handle: clock.setTimeout(fire, delay), dueAt, reason }
    ports.onScheduled(isOn ? delay : null)
  }
  const bringForward = (delay: number, reason: Reason) => {
    if (!timer || timer.dueAt > clock.now() + delay) schedule(delay, reason)
  }

  /** Only while all is well is a probe put off, and only one that nothing but the schedule calls for. */
  const scheduleAnew = () => {
    // A listener to the verdict may have asked for a probe, or stopped it all.
    if (!isOn || flight) return
    const delay = ports.delay(ports.isVisible())
    if (last?.result === 'well' && timer?.reason === 'schedule') schedule(delay)
    else bringForward(delay, 'schedule')
  }

  function fire(): void {
    if (!timer) return
    const { dueAt: wanted, reason } = timer
    timer = null
    // Hidden tabs are throttled: there a late timer is the rule, and says nothing.
    const hasSlept = clock.now() - wanted > LATE && ports.isVisible()
    if (hasSlept) wake()
    launch(hasSlept ? 'user' : reason)
  }

  function launch(reason: Reason): void {
    clear()
    isGreeted = isPeeking = false
    if (reason === 'user') userProbeAt = clock.now()
    const mine: Flight = { controller: new AbortController(), startedAt: clock.now() }
    flight = mine
    ports.probe(mine.controller.signal).then(
      (outcome) => flight === mine && land(mine, outcome),
      // Only an ended probe rejects, and whoever ended it has seen to what comes next. Any other is a mistake of ours,
      // and must not be the end of polling.
      () => flight === mine && settle(() => 'failure'),
    )
  }

  function land({ startedAt }: Flight, outcome: Outcome): void {
    const hasSlept = clock.now() - startedAt > ports.timeout + LATE && ports.isVisible()
    if (hasSlept) wake()
    const isDead = mayBeDead && ports.isUnanswered(outcome)
    if (hasSlept || isDead) {
      mayBeDead = hasSlept
      return launch('user')
    }
    const isAsked = waiting.size > 0
    settle(() => ports.judge(outcome, isAsked))
  }

  function settle(judge: () => Result): void {
    flight = null
    mayBeDead = false
    // Who asks from now on, a listener to the verdict for one, asks for another probe.
    const answered = [...waiting.keys()]
    waiting.clear()
    last = { at: clock.now(), result: judge() }
    // In the same turn as the verdict, so that whoever shows both renders once. A listener may have been quicker.
    if (!flight && !timer) schedule(ports.delay(ports.isVisible()))
    ports.onBusy()
    for (const resolve of answered) resolve()
  }

  /** Probes for a user, now or as soon as it may. */
  function launchForUser(): void {
    const sinceLast = clock.now() - userProbeAt
    if (sinceLast >= USER_GAP) launch('user')
    else bringForward(USER_GAP - sinceLast, 'user')
  }

  function greet(): void {
    // One return has many signals, and some come after the probe for the first of them has found all well.
    const isAnswered =
      last?.result === 'well' && last.at >= userProbeAt && clock.now() - userProbeAt < USER_GAP
    if (!isOn) {
      isGreeted = true
      greetedAt = clock.now()
      // The tab that was asked for a check may be another one now.
      if (waiting.size > 0) ports.ask('check')
    } else if (!flight && !isAnswered) launchForUser()
  }

  function goOn(): void {
    const isOld = !last || last.result === 'failure' || clock.now() - last.at > ports.interval()
    if (!isOld) return
    greet()
    if (!isOn) ports.ask('greet')
  }

  function wake(): void {
    mayBeDead = true
    ports.onWoke()
  }

  function end(): void {
    flight?.controller.abort()
    flight = null
    clear()
  }

  return {
    begin() {
      isOn = true
      if (waiting.size > 0 || isGreeted) launchForUser()
      else if (isPeeking) launch('schedule')
      else schedule(Math.max(0, (dueAt ?? 0) - clock.now()))
    },
    rest() {
      isOn = false
      end()
      ports.onScheduled(null)
      if (waiting.size > 0) ports.ask('check')
    },
    reset() {
      end()
      dueAt = last = null
      isGreeted = isPeeking = mayBeDead = false
      for (const resolve of waiting.keys()) resolve()
      waiting.clear()
    },
    isBusy: () => flight !== null || waiting.size > 0 || isPeeking,
    check() {
      const judged = new Promise<void>((resolve) => waiting.set(resolve, clock.now()))
      if (!isOn) {
        ports.onBusy()
        if (!isOn) ports.ask('check')
      } else if (!flight) launchForUser()
      return judged
    },
    goOn,
    greet,
    doubt() {
      if (isOn && !flight) launchForUser()
    },
    wake,
    hasten(evidence) {
      if (flight || clock.now() - hastenedAt[evidence] < ports.interval()) return
      hastenedAt[evidence] = clock.now()
      if (isOn) bringForward(uniform(random, 0, EVIDENCE_SPREAD), 'evidence')
      else ports.ask(evidence)
    },
    peek() {
      if (isOn || (last && clock.now() - last.at <= ports.interval())) return
      isPeeking = true
      ports.onBusy()
    },
    restart() {
      end()
      last = dueAt = null
      if (isOn) return launchForUser()
      isGreeted = true
      greetedAt = clock.now()
      ports.ask('greet')
    },
    take(outcome, isNews) {
      if (isNews && flight) {
        // A probe that was sent before may bring what was so until then. Who waits for it has an answer in the news.
        end()
        return settle(() => ports.judge(outcome, isNews))
      }
      last = { at: clock.now(), result: ports.judge(outcome, isNews) }
      scheduleAnew()
      ports.onBusy()
    },
    miss(isSudden) {
      scheduleAnew()
      if (isSudden && !flight) bringForward(uniform(random, 0, EVIDENCE_SPREAD), 'evidence')
    },
    hear({ isOutcome, result, checkedAgo, askedAgo, nextCheckIn }) {
      userProbeAt = Math.max(userProbeAt, clock.now() - askedAgo)
      dueAt = clock.now() + nextCheckIn
      if (isOn && !flight && timer?.reason !== 'user') schedule(Math.max(0, nextCheckIn))
      if (!isOutcome) return
      last = { at: clock.now() - checkedAgo, result }
      isPeeking = false
      // What was found before somebody asked, or came back, is no answer.
      if (last.at >= greetedAt) isGreeted = false
      for (const [resolve, askedAt] of waiting) {
        if (last.at < askedAt) continue
        waiting.delete(resolve)
        resolve()
      }
      ports.onBusy()
    },
    outlook: () => ({
      checkedAgo: last ? clock.now() - last.at : LONG_AGO,
      askedAgo: Math.min(clock.now() - userProbeAt, LONG_AGO),
      nextCheckIn: flight || dueAt === null ? 0 : dueAt - clock.now(),
    }),
  }
}
