import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { StatusStorage } from '../../src/storage/storage.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { uniform } from '../../src/time/random.js'

/** What a back end, or what stands before it, does with a request. Latencies are milliseconds. */
export type Conduct =
  | { readonly kind: 'answer'; readonly latency: number; readonly make: () => Response }
  | { readonly kind: 'refuse' | 'hang' | 'break-off' }

export type StorageConduct = 'works' | 'rejects' | 'throws' | 'hangs'

/**
 * A world in which a monitor can live for long: it counts what it sees and keeps none of it, so that what grows is the
 * monitor's.
 */
export interface FaultyWorld {
  readonly monitor: Monitor
  readonly clock: FakeClock
  readonly page: Pick<
    ReturnType<typeof fakeEnvironment>,
    'setOnline' | 'setVisible' | 'signal' | 'visibility'
  >
  readonly seen: Seen
  conduct: Conduct
  storageConduct: StorageConduct
  /** A closed lid: nothing runs for a while. What is late after that is late with reason. */
  sleep(ms: number): Promise<void>
  /** Somebody else wipes what is stored. */
  wipe(): void
  /** The monitor's own: what the back end waits with is not counted. */
  timers(): number
  listeners(): number
}

/** What has been seen so far. */
interface Seen {
  probes: number
  inFlight: number
  mostInFlight: number
  /** Probes that were sent later than announced although nothing slept. */
  late: number
  /** Requests to any address but the two of the app. */
  strangers: number
  /** Most characters that one stored record came to since this was last set to 0. */
  largestRecord: number
  /** Errors told to the logger. */
  errors: number
}

/** Polls every so often while all is well: the more probes there are, the plainer what each one leaves behind. */
export const INTERVAL = 5000

export function faultyWorld(seed: number): FaultyWorld {
  const clock = new FakeClock()
  const page = fakeEnvironment({ seed, storage: null })
  const seen: Seen = {
    probes: 0,
    inFlight: 0,
    mostInFlight: 0,
    late: 0,
    strangers: 0,
    largestRecord: 0,
    errors: 0,
  }
  let waiting = 0
  let dueAt: number | null = null
  let kept = memoryStorage()

  /** Answers after a while, unless the request is given up before. */
  const after = (latency: number, signal: AbortSignal | null | undefined, work: () => Response) =>
    new Promise<Response>((resolve, reject) => {
      waiting++
      const timer = clock.setTimeout(() => {
        waiting--
        signal?.removeEventListener('abort', giveUp)
        resolve(work())
      }, latency)
      const giveUp = () => {
        waiting--
        clock.clearTimeout(timer)
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  const silence = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    )

  const behave = (signal: AbortSignal | null | undefined): Promise<Response> => {
    const { conduct } = world
    switch (conduct.kind) {
      case 'answer':
        return after(conduct.latency, signal, conduct.make)
      case 'refuse':
        return Promise.reject(new TypeError('Failed to fetch'))
      case 'hang':
        return silence(signal)
      case 'break-off':
        return after(20, signal, () => new Response(brokenOff()))
    }
  }

  const noteProbe = () => {
    seen.probes++
    seen.mostInFlight = Math.max(seen.mostInFlight, ++seen.inFlight)
    // What is announced is a whole millisecond.
    if (dueAt !== null && clock.now() - dueAt > 1) seen.late++
    // The first one after a wake may be followed by another, of which nobody is told.
    dueAt = null
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input as string, 'https://app.test')
    const signal = init?.signal
    if (pathname !== '/api/health') {
      if (pathname !== '/api/orders') seen.strangers++
      return behave(signal)
    }
    noteProbe()
    // A probe that is given up is in flight no longer, also where nobody would ever answer it.
    let isOver = false
    const over = () => {
      if (!isOver) seen.inFlight--
      isOver = true
    }
    signal?.addEventListener('abort', over, { once: true })
    try {
      return await behave(signal)
    } finally {
      over()
    }
  }

  const storage: StatusStorage = {
    get: (key) => conducted(() => kept.get(key)),
    set: (key, value) =>
      conducted(() => {
        seen.largestRecord = Math.max(seen.largestRecord, JSON.stringify(value).length)
        return kept.set(key, value)
      }),
    delete: (key) => conducted(() => kept.delete(key)),
  }
  function conducted<Result>(work: () => Promise<Result>): Promise<Result> {
    switch (world.storageConduct) {
      case 'works':
        return work()
      case 'rejects':
        return Promise.reject(new Error('QuotaExceededError'))
      case 'throws':
        throw new Error('SecurityError')
      case 'hangs':
        return new Promise(() => {})
    }
  }

  const environment = { ...page, clock, fetch, storage, random: seededRandom(seed) }
  const monitor = createMonitor(environment, {
    interval: INTERVAL,
    logger: { warn() {}, error: () => void seen.errors++ },
  })
  let announced: number | null = null
  monitor.subscribe(() => {
    const { nextCheckAt } = monitor.getTiming()
    if (nextCheckAt === announced) return
    announced = nextCheckAt
    dueAt = nextCheckAt === null ? null : clock.now() + nextCheckAt - clock.wallNow()
  })

  const world: FaultyWorld = {
    monitor,
    clock,
    page,
    seen,
    conduct: { kind: 'hang' },
    storageConduct: 'works',
    sleep(ms) {
      dueAt = null
      return clock.sleep(ms)
    },
    wipe() {
      kept = memoryStorage()
    },
    timers: () => clock.pendingTimers - waiting,
    listeners: () => page.listeners,
  }
  return world
}

/** A body that begins like a report and then breaks off. */
function brokenOff(): ReadableStream<Uint8Array> {
  let isBegun = false
  return new ReadableStream({
    pull(controller) {
      if (isBegun) return controller.error(new TypeError('network error'))
      isBegun = true
      controller.enqueue(new TextEncoder().encode('{"status":"hea'))
    },
  })
}

/** An even draw from a list. */
export function pick<Value>(random: () => number, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(uniform(random, 0, values.length))] ?? values[0]
}
