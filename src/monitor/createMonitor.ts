import { createStore } from 'zustand/vanilla'
import { readReport } from '../formats/readReport.js'
import { memoryStorage } from '../storage/memoryStorage.js'
import type { StorageMode } from '../storage/storage.js'
import type { Clock } from '../time/clock.js'
import { createAdvisor } from './advice.js'
import { createAppCalls } from './appCalls.js'
import { attempt } from './attempt.js'
import { countedStart } from './countedStart.js'
import { createEmitter } from './emitter.js'
import type { EngineState } from './engineState.js'
import { INITIAL_STATE, withSnapshot } from './engineState.js'
import type { Environment } from './environment.js'
import type { MonitorEvents } from './events.js'
import { createHeldReport } from './heldReport.js'
import { createKeptHistory } from './keptHistory.js'
import { createLastReport } from './lastReport.js'
import { resolveUrl } from './location.js'
import type { Monitor, MonitorStore } from './monitor.js'
import type { MonitorOptions } from './options.js'
import { resolveOptions } from './options.js'
import type { ProbeOutcome } from './outcome.js'
import { pauseAndResume } from './pauseAndResume.js'
import { createPollDelay } from './pollDelay.js'
import type { Result } from './poller.js'
import { createPoller } from './poller.js'
import { createProbe } from './probe.js'
import { createRecovery } from './recovery.js'
import type { Restoring } from './restoring.js'
import { NOTHING_TO_RESTORE, restoring } from './restoring.js'
import type { EngineEvent } from './reduce.js'
import { reduce, restored } from './reduce.js'
import type { Snapshot } from './snapshot.js'
import type { Feed } from './stream/stream.js'
import type { Tab } from './tabs.js'
import { alone } from './tabs.js'
import { createTabTalk } from './tabTalk.js'
import { transitionsBetween } from './transitions.js'

/** The report shown is stale at so many intervals. */
const STALE_AFTER = 1.5
/** Bounds of the interval that a report may ask for, in milliseconds. */
const POLL_BOUNDS = { least: 5000, most: 600_000 } as const
/** @see Monitor.onRecovered */
const DEFAULT_SPREAD = 10_000

/**
 * A monitor over an environment of one's own. In a browser `createApiStatus` brings the environment.
 *
 * Reads nothing and starts nothing. Throws a `TypeError` that names the option when one is wrong.
 */
export function createMonitor(environment: Environment, monitorOptions: MonitorOptions = {}): Monitor {
  const options = resolveOptions(monitorOptions)
  const { clock, random, visibility } = environment
  const { logger } = options
  const events = createEmitter<MonitorEvents>(logger)
  const probe = createProbe(environment, options)
  const pollDelay = createPollDelay(options, random)
  const recovery = createRecovery(clock, random, visibility, logger)
  // Asked in these words so that bundlers leave the advice out of production.
  const advise = process.env.NODE_ENV === 'production' ? null : createAdvisor(environment, options)
  const kept = options.storage === false ? null : (options.storage ?? environment.storage)
  const store = createStore<EngineState>(() =>
    initialState(kept ? 'persistent' : 'memory', clock, options.initialReport),
  )
  let unfollow = () => {}
  let memory: Restoring = NOTHING_TO_RESTORE

  const snapshot = (): Snapshot => store.getState().snapshot

  function dispatch(event: EngineEvent): void {
    const previous = snapshot()
    store.setState(reduce(store.getState(), event, options), true)
    const next = snapshot()
    tab.publish()
    if (next === previous) return
    if (next.status === 'unhealthy' || next.status === 'offline') recovery.cancel()
    const transition = { snapshot: next, previous }
    for (const name of transitionsBetween(previous, next)) {
      if (name === 'recovered') recovery.begin()
      events.emit(name, transition)
    }
  }

  const storage = kept ?? memoryStorage()
  const recordKey = `${resolveUrl(options.url, environment.baseUrl())?.href ?? options.url}#${options.storageKey}`
  const lastReport = createLastReport({
    clock,
    storage,
    key: recordKey,
    maxAge: options.maxAge,
    onMode(mode) {
      dispatch({ type: 'storage', mode })
      events.emit('storage', { mode })
    },
  })

  const history = createKeptHistory({
    clock,
    storage,
    key: `history of ${recordKey}`,
    // The history is no part of the state, but whoever shows it subscribes to that.
    onRead: () => store.setState({}),
  })

  const held = createHeldReport({
    clock,
    mostAge: () => STALE_AFTER * interval(),
    onOld: () => dispatch({ type: 'aged' }),
  })

  const calls = createAppCalls(environment, options, {
    isReadOnly: () => snapshot().report?.readOnly ?? false,
    // Good news is news while the headline is bad, bad news while it is good.
    onEvidence(evidence) {
      const { status } = snapshot()
      const isNews =
        evidence === 'failing'
          ? status === 'healthy' || status === 'degraded'
          : status === 'unhealthy' || status === 'offline'
      if (isNews) poller.hasten(evidence)
    },
    onRefused: () => poller.peek(),
    onBreaker(key, status, own) {
      dispatch({ type: 'breaker', status: own })
      events.emit('breaker', { key, status })
    },
    tell: (news) => tab.tell(news),
    claim: (key, force) => tab.claim(key, force),
  })

  const poller = createPoller({
    clock,
    random,
    timeout: options.timeout,
    isVisible: visibility.isVisible,
    interval,
    probe: probeOnce,
    isUnanswered: (outcome) => outcome.kind === 'failure' && outcome.httpStatus === null,
    judge,
    onBusy: () => tab.reconsider(),
    ask: (request) => tab.ask(request),
    onWoke: () => dispatch({ type: 'woke' }),
    delay(isVisible): number {
      const { attempt: unwell } = store.getState().streak
      // Whoever listens probes when there is nothing to hear, or nothing good: the instance that it hears may be the only
      // one in trouble, and no longer the one that the app's calls reach.
      if (feed?.patience && unwell === 0) return feed.patience
      return pollDelay.next({
        attempt: unwell,
        interval: interval(),
        // A tab that rests while hidden hands this wait on to one that does not.
        isVisible: isVisible || options.pauseWhenHidden,
        minDelay: snapshot().report?.poll?.minMs ?? 0,
      })
    },
    onScheduled: scheduled,
  })

  const feed: Feed | undefined = options.stream?.({
    environment,
    options,
    held: held.current,
    onOutcome: poller.take,
    onLost: poller.miss,
  })

  const share = (options.tabs ?? environment.tabs) || alone
  const tab: Tab = share({
    clock,
    random,
    scope: recordKey,
    isWanted: () => poller.isBusy() || !options.pauseWhenHidden || visibility.isVisible(),
    isVisible: visibility.isVisible,
    patience: () => options.timeout + interval() / 2,
    state: () => talk.state(),
    onLead() {
      poller.begin()
      if (held.current() && store.getState().streak.failures === 0) feed?.open()
      events.emit('leader', { isLeader: true })
    },
    onFollow() {
      feed?.rest()
      poller.rest()
      events.emit('leader', { isLeader: false })
    },
    onState: (state, isLed) => talk.hear(state, isLed),
    onRequest(request) {
      if (request === 'check') void poller.check()
      else if (request === 'greet') poller.greet()
      else poller.hasten(request)
    },
    onNews(news) {
      if (news.type === 'breaker') calls.adopt(news)
      else if (talk.hearForgot(news.times)) void forgetHere()
    },
  })

  const talk = createTabTalk({
    clock,
    store,
    held,
    history,
    calls,
    poller,
    dispatch,
    random,
    tell: tab.tell,
    onForgot: () => void forgetHere(),
    onScheduled(delay) {
      if (!tab.isLeading) scheduled(delay)
    },
  })

  function scheduled(delay: number | null): void {
    const nextCheckAt = delay === null ? null : Math.round(clock.wallNow() + delay)
    dispatch({ type: 'scheduled', nextCheckAt })
  }

  /** The report's wish, within bounds; the option without one. */
  function interval(): number {
    const wish = snapshot().report?.poll?.intervalMs
    return wish === undefined
      ? options.interval
      : Math.min(Math.max(wish, POLL_BOUNDS.least), POLL_BOUNDS.most)
  }

  async function probeOnce(signal: AbortSignal): Promise<ProbeOutcome> {
    const outcome = await probe({ hasReport: snapshot().report !== null, held: held.current(), signal })
    // What was last known is shown before what went wrong.
    if (outcome.kind === 'failure' && store.getState().streak.isFirst) await memory.shown
    return outcome
  }

  function judge(outcome: ProbeOutcome, isAsked: boolean): Result {
    pollDelay.saw(outcome)
    const before = snapshot()
    const at = clock.wallNow()
    const ageMs = outcome.kind === 'failure' ? 0 : outcome.ageMs
    dispatch({ type: 'probed', outcome, at, isAsked, isOld: ageMs > STALE_AFTER * interval() })
    const { snapshot: after, streak, timing } = store.getState()
    const isWell = outcome.kind !== 'failure' && streak.attempt === 0 && after.status !== 'unknown'
    calls.probed(outcome, isWell)
    if (after.source === 'live' && after.status !== 'checking') {
      const latencyMs = outcome.latencyMs === null ? null : timing.latencyMs
      history.add({ at, status: after.status, cause: after.cause, latencyMs })
    }
    if (outcome.kind === 'failure') {
      // Polling alone decides until the back end answers again.
      feed?.rest()
      advise?.(outcome.cause)
      return 'failure'
    }
    // A report that waits for the next one to confirm it is not held yet; and a listener may have stopped it all.
    if (timing.reportAt !== at - ageMs || !tab.isLeading) return 'unwell'
    const confirmed = outcome.kind === 'report' ? outcome : held.current()
    if (confirmed) {
      held.hold(confirmed.report, confirmed.etag, clock.now() - ageMs, feed?.patience ?? 0)
      lastReport.keep(confirmed.report, after.report !== before.report)
    }
    feed?.open()
    return streak.attempt === 0 ? 'well' : 'unwell'
  }

  async function restore(signal: AbortSignal): Promise<void> {
    const stored = await lastReport.load(signal)
    if (stored && !signal.aborted) dispatch({ type: 'restored', ...stored })
  }

  function forgetHere(): Promise<unknown> {
    held.forget()
    feed?.rest()
    // Before anyone is told.
    const forgettingHistory = history.forget()
    dispatch({ type: 'forgot' })
    // A probe that was sent for whoever is leaving may answer after they left.
    poller.restart()
    return Promise.all([lastReport.forget(), forgettingHistory])
  }

  const starts = countedStart(begin, stop)

  function begin(): void {
    dispatch({ type: 'started' })
    feed?.forgive()
    unfollow = pauseAndResume(clock, visibility, environment.connectivity, {
      reconsider: tab.reconsider,
      leave: tab.leave,
      join,
      goOn() {
        // It may lead from where nobody sees it.
        if (!tab.isLeading) tab.ask('state')
        poller.goOn()
      },
      forgive() {
        dispatch({ type: 'woke' })
        feed?.forgive()
      },
      wake: poller.wake,
      greet: poller.greet,
      doubt: poller.doubt,
    })
    if (snapshot().source === 'none') memory = restoring(clock, restore)
    held.age()
    join()
  }

  function join(): void {
    talk.join()
    history.load()
    tab.join()
  }

  function stop(): void {
    unfollow()
    tab.leave()
    poller.reset()
    memory.giveUp()
    history.giveUp()
    recovery.cancel()
    held.rest()
  }

  /** Without a start, for as long as something takes. */
  function startForNow(): () => void {
    return starts.isStarted ? () => {} : starts.start()
  }

  /** Like the store's, but for a listener that throws: it must not keep the others from hearing. */
  const subscribe: MonitorStore['subscribe'] = (listener) =>
    store.subscribe((state, previous) =>
      attempt(
        logger,
        'a subscriber',
        () => listener(state, previous),
        () => {},
      ),
    )

  return {
    store: { getState: store.getState, getInitialState: store.getInitialState, subscribe },
    clock,
    start: starts.start,
    getSnapshot: snapshot,
    getTiming: () => store.getState().timing,
    subscribe: (listener) => subscribe(() => listener()),
    async check() {
      const stopAfter = startForNow()
      await poller.check()
      stopAfter()
      return snapshot()
    },
    fetch: calls.fetch,
    observe: calls.observe,
    on: events.on,
    onRecovered: (refetch, { spread = DEFAULT_SPREAD } = {}) => recovery.subscribe(refetch, spread),
    history: history.get,
    async forget() {
      const stopAfter = startForNow()
      tab.tell(talk.forget())
      stopAfter()
      await forgetHere()
    },
  }
}

/** Before anything has been probed: what a server renders, and a browser first. */
function initialState(storage: StorageMode, clock: Clock, initialReport: unknown): EngineState {
  const state = withSnapshot(INITIAL_STATE, { storage })
  const report = readReport(initialReport)
  return report ? restored(state, report, report.timestamp ?? clock.wallNow()) : state
}
