import { heldTiming } from '../heldTiming.js'
import type { HeldTiming } from '../heldTiming.js'
import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor, Snapshot } from '../incident/snapshot.js'
import { reloadedFor } from './reloadMark.js'

/** Options of `useUpdate` and `Update.Root`. They hold for all below the same provider. */
export interface UpdateOptions {
  /** The version of the app that runs, as the back end names it. @default the first that it reports after the page was loaded */
  readonly buildId?: string | undefined
  /**
   * How long the back end has to report a new version, and no other in between, in milliseconds: while it is being
   * deployed, old and new instances answer in turn. @default 60_000
   */
  readonly settleFor?: number | undefined
}

/** Watches one monitor for a new version, while someone listens. */
export interface UpdateWatch {
  /** The new version; `null` while there is none. */
  get(): string | null
  subscribe(listener: () => void): () => void
  /** Tells of this version no more. */
  hide(buildId: string | null): void
  /** Hides, once for each page load, the version that this tab was reloaded for: it was not had by that. */
  attach(node: Element | null): void
  /** Says which version of the app runs. */
  runs(buildId: string | undefined): void
  /** Looks whether there is a new version, or none any more. */
  look(): void
  /** Goes by this duration from the next look on, until the undo is called. */
  hold: HeldTiming<'settleFor'>['hold']
}

const DEFAULT_TIMING = { settleFor: 60_000 }

/** The watch over `monitor`. There is one: what was found new on one page is so on the next. */
export const updateWatch: (monitor: Monitor) => UpdateWatch = perMonitor(createUpdateWatch)

function createUpdateWatch({ clock, getSnapshot, subscribe }: Monitor): UpdateWatch {
  const listeners = new Set<() => void>()
  const hidden = new Set<string | null>()
  const timing = heldTiming(DEFAULT_TIMING)
  /** Without being told, the first version that was seen. */
  let running: string | null = null
  let seen: string | null = null
  /** By the clock. */
  let seenAt = 0
  let settled: string | null = null
  let isAttached = false
  let stop = () => {}
  let stopTimer = () => {}

  function look(): void {
    if (listeners.size === 0) return
    stopTimer()
    const found = liveBuildId(getSnapshot()) ?? seen
    if (found === null) return
    if (found !== seen) seenAt = clock.now()
    seen = found
    running ??= found
    if (found === (settled ?? running)) return
    const wait = seenAt + timing.get().settleFor - clock.now()
    if (wait > 0) {
      const timer = clock.setTimeout(look, wait)
      stopTimer = () => clock.clearTimeout(timer)
      return
    }
    settled = found
    tell()
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function hide(buildId: string | null): void {
    hidden.add(buildId)
    tell()
  }

  return {
    get: () => (settled === running || hidden.has(settled) ? null : settled),
    hide,
    attach(node) {
      if (!node || isAttached) return
      isAttached = true
      hide(reloadedFor(node))
    },
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        stop = subscribe(look)
        look()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop()
        stopTimer()
        seen = null
      }
    },
    runs(buildId) {
      if (!buildId || buildId === running) return
      running = buildId
      seen = null
      look()
      tell()
    },
    look,
    hold: timing.hold,
  }
}

/** The version in a report that has come since the page was loaded; not in one that is remembered, or has grown old. */
function liveBuildId({ source, isStale, report }: Snapshot): string | null {
  const isLive = (source === 'live' || source === 'shared') && !isStale
  return (isLive && report?.service?.buildId) || null
}
