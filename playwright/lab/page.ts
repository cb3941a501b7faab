import type { Monitor, MonitorOptions, Snapshot, Timing } from '../../src/core.js'
import { createApiStatus, eventStream } from '../../src/core.js'

/** Something that happened in the page, at which `performance.now()` of the page. */
export interface Happening<What> {
  readonly at: number
  readonly what: What
}

/** Options of a monitor, as far as they survive JSON. */
export interface LabOptions extends MonitorOptions {
  /** Has it listen by `eventStream()`. */
  readonly listens?: boolean
}

/** `window.lab`: one engine, and a record of all that it did to the page and the page to it. */
export interface LabPage {
  /** Makes a monitor and starts it. */
  start(options?: LabOptions): void
  stop(): void
  check(): Promise<Snapshot>
  snapshot(): Snapshot
  timing(): Timing
  /** Every snapshot that was published. */
  readonly told: readonly Happening<Snapshot>[]
  /** What the browser told the page: `visible`, `hidden`, `freeze`, `resume`, `restored`, `online`, `offline`. */
  readonly signals: readonly Happening<string>[]
  /** Uncaught errors, unhandled rejections, violations of the page's content security policy. */
  readonly errors: readonly string[]
  /** What went to the logger. */
  readonly messages: readonly string[]
}

declare global {
  interface Window {
    lab: LabPage
  }
}

let monitor: Monitor | null = null
let stop = () => {}
const told: Happening<Snapshot>[] = []
const signals: Happening<string>[] = []
const errors: string[] = []
const messages: string[] = []

function started(): Monitor {
  if (!monitor) throw new Error('The lab page was asked for its engine before lab.start().')
  return monitor
}

window.lab = {
  start({ listens = false, ...options } = {}) {
    const logger = {
      warn: (message: string) => void messages.push(message),
      error: (message: string, error: unknown) => void messages.push(`${message} ${String(error)}`),
    }
    const mine = createApiStatus({ logger, ...(listens && { stream: eventStream() }), ...options })
    monitor = mine
    let last = mine.getSnapshot()
    const unsubscribe = mine.subscribe(() => {
      if (mine.getSnapshot() === last) return
      last = mine.getSnapshot()
      told.push({ at: performance.now(), what: last })
    })
    const end = mine.start()
    stop = () => {
      end()
      unsubscribe()
    }
  },
  stop: () => stop(),
  check: () => started().check(),
  snapshot: () => started().getSnapshot(),
  timing: () => started().getTiming(),
  told,
  signals,
  errors,
  messages,
}

const note = (what: string) => signals.push({ at: performance.now(), what })
addEventListener('online', () => note('online'))
addEventListener('offline', () => note('offline'))
addEventListener('pageshow', (event) => event.persisted && note('restored'))
document.addEventListener('visibilitychange', () => note(document.visibilityState))
document.addEventListener('freeze', () => note('freeze'))
document.addEventListener('resume', () => note('resume'))

addEventListener('error', (event) => errors.push(event.message))
addEventListener('unhandledrejection', (event) => errors.push(`unhandled: ${String(event.reason)}`))
document.addEventListener('securitypolicyviolation', (event) =>
  errors.push(`${event.violatedDirective}: ${event.blockedURI}`),
)

// `/?start={"interval":1000}` starts as an app does: while it loads, also where nobody could tell it to.
const startOptions = new URLSearchParams(location.search).get('start')
if (startOptions !== null) window.lab.start(JSON.parse(startOptions) as LabOptions)
