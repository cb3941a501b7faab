import { checkDuration } from '../checkDuration.js'
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
  /** Throws a `RangeError` for a duration that is none. */
  configure(options: UpdateOptions): void
}

const DEFAULT_SETTLE_FOR = 60_000

/** The watch over `monitor`. There is one: what was found new on one page is so on the next. */
export const updateWatch: (monitor: Monitor) => UpdateWatch = perMonitor(createUpdateWatch)

function createUpdateWatch({ clock, getSnapshot, subscribe }: Monitor): UpdateWatch {
  const listeners = new Set<() => void>()
  const hidden = new Set<string | null>()
  let settleFor = DEFAULT_SETTLE_FOR
  /** Without being told, the first version that was seen. */
  let running: string | null = null
  let seen: string | null = null
  let settled: string | null = null
  let isAttached = false
  let stop = () => {}
  let stopTimer = () => {}

  function look(): void {
    const found = liveBuildId(getSnapshot())
    if (found === null || found === seen) return
    stopTimer()
    seen = found
    running ??= found
    if (found === (settled ?? running)) return
    const timer = clock.setTimeout(() => {
      settled = found
      tell()
    }, settleFor)
    stopTimer = () => clock.clearTimeout(timer)
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
      if (listeners.size === 0) {
        stop = subscribe(look)
        look()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop()
        stopTimer()
        seen = null
      }
    },
    configure(options) {
      settleFor = options.settleFor ?? settleFor
      checkDuration('settleFor', settleFor)
      if (!options.buildId || options.buildId === running) return
      running = options.buildId
      seen = null
      if (listeners.size > 0) look()
      tell()
    },
  }
}

/** The version in a report that has come since the page was loaded; not in one that is remembered, or has grown old. */
function liveBuildId({ source, isStale, report }: Snapshot): string | null {
  const isLive = (source === 'live' || source === 'shared') && !isStale
  return (isLive && report?.service?.buildId) || null
}
