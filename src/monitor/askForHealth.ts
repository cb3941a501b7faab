import { pause } from '../time/pause.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import { INITIAL_STATE } from './engineState.js'
import type { Environment } from './environment.js'
import type { HealthTally } from './healthTally.js'
import { DEFAULT_OPTIONS } from './options.js'
import type { ResolvedOptions } from './options.js'
import { createProbe } from './probe.js'
import { reduce } from './reduce.js'
import type { Snapshot } from './snapshot.js'

/** How long one request may take, body included, in milliseconds. */
const PROBE_TIMEOUT = DEFAULT_OPTIONS.timeout
/** Timers may fire so much too early, in milliseconds: Node's count whole ones. */
const EARLY = 1

/** How a url is asked. Durations are milliseconds. */
export interface Asking {
  readonly timeout: number
  readonly interval: number
  readonly signal: AbortSignal
  readonly logger: ResolvedOptions['logger']
}

/** Asks `url` until what it says is enough, one request at a time. Each verdict stands by itself, without damping. */
export async function askForHealth(
  url: string,
  environment: Environment,
  tally: HealthTally,
  { timeout, interval, signal, logger }: Asking,
): Promise<Snapshot> {
  const { clock, random } = environment
  const endsAt = clock.now() + timeout
  // An absolute url needs no page; with one, each probe would look into cross-origin trouble anew.
  const anywhere: Environment = { ...environment, baseUrl: () => undefined }
  let state = INITIAL_STATE
  for (;;) {
    // The last request ends with the wait, so that each has a verdict.
    const probeTimeout = Math.min(PROBE_TIMEOUT, endsAt - clock.now())
    const options = { ...DEFAULT_OPTIONS, url, logger, timeout: probeTimeout }
    const probe = createProbe(anywhere, options)
    const outcome = await probe({ hasReport: false, held: null, signal })
    const at = clock.wallNow()
    state = reduce(state, { type: 'probed', outcome, at, isAsked: true, isOld: false }, options)
    const { snapshot } = state
    tally.add(snapshot)
    if (tally.isEnough(snapshot)) return snapshot

    const timeLeft = endsAt - clock.now()
    const floor = Math.max(outcome.retryAfter, snapshot.report?.poll?.minMs ?? 0)
    await pause(clock, Math.min(delayFor(interval, floor, timeLeft, random), timeLeft), signal)
    if (clock.now() >= endsAt - EARLY) throw tally.failure(snapshot)
  }
}

/** What the back end asks for is a floor, as long as that leaves the time for another request. */
function delayFor(interval: number, floor: number, timeLeft: number, random: Random): number {
  const spread = uniform(random, 0.9, 1.1)
  return Math.max(interval * spread, Math.min(floor * (spread + 0.1), timeLeft - PROBE_TIMEOUT))
}
