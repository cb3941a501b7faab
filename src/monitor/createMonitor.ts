import { createStore } from 'zustand/vanilla'
import { readReport } from '../formats/readReport.js'
import type { HealthReport } from '../health/report.js'
import { memoryStorage } from '../storage/memoryStorage.js'
import type { StorageMode } from '../storage/storage.js'
import type { Clock, Timer } from '../time/clock.js'
import { createAdvisor } from './advice.js'
import { createAppCalls } from './appCalls.js'
import { createEmitter } from './emitter.js'
import type { EngineState } from './engineState.js'
import { INITIAL_STATE, withSnapshot } from './engineState.js'
import type { Environment } from './environment.js'
import type { MonitorEvents } from './events.js'
import { createKeptHistory } from './keptHistory.js'
import { createLastReport } from './lastReport.js'
import { resolveUrl } from './location.js'
import type { Monitor, MonitorStore } from './monitor.js'
import type { DelayState } from './nextDelay.js'
import { nextDelay } from './nextDelay.js'
import type { MonitorOptions } from './options.js'
import { resolveOptions } from './options.js'
import type { ProbeOutcome } from './outcome.js'
import { createPoller } from './poller.js'
import { createProbe } from './probe.js'
import { progressive } from './progressive.js'
import { createRecovery } from './recovery.js'
import type { Restoring } from './restoring.js'
import { NOTHING_TO_RESTORE, restoring } from './restoring.js'
import type { EngineEvent } from './reduce.js'
import { reduce, restored } from './reduce.js'
import type { Snapshot } from './snapshot.js'
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
  const recovery = createRecovery(clock, random, visibility, logger)
  // Asked in these words so that bundlers leave the advice out of production.
  const advise = process.env.NODE_ENV === 'production' ? null : createAdvisor(environment, options)
  const kept = options.storage === false ? null : (options.storage ?? environment.storage)
  const store = createStore<EngineState>(() =>
    initialState(kept ? 'persistent' : 'memory', clock, options.initialReport),
  )
  let starts = 0
  let lastOutcome: ProbeOutcome | null = null
  let previousDelay: number | undefined
  let held: Held | null = null
  let aging: Timer | null = null
  let memory: Restoring = NOTHING_TO_RESTORE

  const snapshot = (): Snapshot => store.getState().snapshot

  function dispatch(event: EngineEvent): void {
    const previous = snapshot()
    store.setState(reduce(store.getState(), event, options), true)
    const next = snapshot()
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

  const history = createKeptHistory({ clock, storage, key: `history of ${recordKey}` })

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
    onRefused: () => poller.wake(),
    onBreaker(key, status, own) {
      dispatch({ type: 'breaker', status: own })
      events.emit('breaker', { key, status })
    },
  })

  const poller = createPoller({
    clock,
    random,
    visibility,
    connectivity: environment.connectivity,
    pauseWhenHidden: options.pauseWhenHidden,
    timeout: options.timeout,
    interval,
    probe: probeOnce,
    judge,
    onWoke: () => dispatch({ type: 'woke' }),
    delay(isVisible) {
      const { attempt } = store.getState().streak
      const state: DelayState = {
        attempt,
        previousMs: attempt > 1 ? previousDelay : undefined,
        interval: interval(),
        isVisible,
        minDelay: snapshot().report?.poll?.minMs ?? 0,
        isTurnedAway: isTurnedAway(lastOutcome),
        retryAfter: lastOutcome?.retryAfter ?? 0,
      }
      try {
        previousDelay = nextDelay(options.schedule, state, random)
      } catch (error) {
        logger.error('react-api-status: option `schedule` threw; the default one takes over.', error)
        previousDelay = nextDelay(progressive(), state, random)
      }
      return previousDelay
    },
    onScheduled(delay) {
      dispatch({
        type: 'scheduled',
        nextCheckAt: delay === null ? null : Math.round(clock.wallNow() + delay),
      })
    },
  })

  /** The report's wish, within bounds; the option without one. */
  function interval(): number {
    const wish = snapshot().report?.poll?.intervalMs
    return wish === undefined
      ? options.interval
      : Math.min(Math.max(wish, POLL_BOUNDS.least), POLL_BOUNDS.most)
  }

  async function probeOnce(signal: AbortSignal): Promise<ProbeOutcome> {
    const outcome = await probe({ hasReport: snapshot().report !== null, held, signal })
    // What was last known is shown before what went wrong.
    if (outcome.kind === 'failure' && store.getState().streak.isFirst) await memory.shown
    return outcome
  }

  function judge(outcome: ProbeOutcome, isAsked: boolean): 'failure' | 'report' {
    lastOutcome = outcome
    const before = snapshot()
    const at = clock.wallNow()
    dispatch({ type: 'probed', outcome, at, isAsked })
    const { snapshot: after, streak, timing } = store.getState()
    const isWell = outcome.kind !== 'failure' && streak.attempt === 0 && after.status !== 'unknown'
    calls.probed(outcome, isWell)
    if (after.source === 'live' && after.status !== 'checking') {
      history.add({ at, status: after.status, cause: after.cause, latencyMs: timing.latencyMs })
    }
    if (outcome.kind === 'failure') {
      advise?.(outcome.cause)
      return 'failure'
    }
    // A report that waits for the next one to confirm it is not held yet.
    if (timing.reportAt !== at) return 'report'
    if (outcome.kind === 'report') held = { report: outcome.report, etag: outcome.etag, at: clock.now() }
    else if (held) held = { ...held, at: clock.now() }
    if (held) lastReport.keep(held.report, after.report !== before.report)
    age()
    return 'report'
  }

  /** Without a next one, the report that is shown grows old. */
  function age(): void {
    if (aging) clock.clearTimeout(aging)
    aging = null
    if (starts === 0 || !held) return
    const staleAt = held.at + STALE_AFTER * interval()
    aging = clock.setTimeout(() => dispatch({ type: 'aged' }), Math.max(0, staleAt - clock.now()))
  }

  async function restore(signal: AbortSignal): Promise<void> {
    const stored = await lastReport.load(signal)
    if (stored && !signal.aborted) dispatch({ type: 'restored', ...stored })
  }

  function stop(): void {
    poller.stop()
    memory.giveUp()
    history.giveUp()
    recovery.cancel()
    age()
    dispatch({ type: 'scheduled', nextCheckAt: null })
  }

  /** Like the store's, but for a listener that throws: it must not keep the others from hearing. */
  const subscribe: MonitorStore['subscribe'] = (listener) =>
    store.subscribe((state, previous) => {
      try {
        listener(state, previous)
      } catch (error) {
        logger.error('react-api-status: a subscriber threw; monitoring goes on.', error)
      }
    })

  return {
    store: { getState: store.getState, getInitialState: store.getInitialState, subscribe },
    clock,
    start() {
      if (starts++ === 0) {
        dispatch({ type: 'started' })
        poller.start()
        if (snapshot().source === 'none') memory = restoring(clock, restore)
        history.load()
        age()
      }
      let isStopped = false
      return () => {
        if (isStopped) return
        isStopped = true
        if (--starts === 0) stop()
      }
    },
    getSnapshot: snapshot,
    getTiming: () => store.getState().timing,
    subscribe: (listener) => subscribe(() => listener()),
    check: () => poller.check().then(snapshot),
    fetch: calls.fetch,
    observe: calls.observe,
    on: events.on,
    onRecovered: (refetch, { spread = DEFAULT_SPREAD } = {}) => recovery.subscribe(refetch, spread),
    history: history.get,
    async forget() {
      held = null
      age()
      dispatch({ type: 'forgot' })
      // A probe that was sent for whoever is leaving may answer after they left.
      poller.restart()
      await Promise.all([lastReport.forget(), history.forget()])
    },
  }
}

/** Before anything has been probed: what a server renders, and a browser first. */
function initialState(storage: StorageMode, clock: Clock, initialReport: unknown): EngineState {
  const state = withSnapshot(INITIAL_STATE, { storage })
  const report = readReport(initialReport)
  return report ? restored(state, report, report.timestamp ?? clock.wallNow()) : state
}

/** The report that was believed last, its validator, and when it was last confirmed (monotonic). */
interface Held {
  readonly report: HealthReport
  readonly etag: string | null
  readonly at: number
}

function isTurnedAway(outcome: ProbeOutcome | null): boolean {
  if (outcome?.kind !== 'failure') return false
  const { cause, retryAfter } = outcome
  return cause === 'needs-auth' || cause === 'misconfigured' || (cause === 'rate-limited' && retryAfter === 0)
}
