import type { AutomaticState } from '../resilience/breakerState.js'
import { BreakerMachine, PROBE_HINT } from '../resilience/breakerMachine.js'
import { BreakerOpenError } from '../resilience/errors.js'
import { MAX_PROBE_WAIT } from '../resilience/halfOpenTrial.js'
import { readRetryAfter } from '../resilience/retryAfter.js'
import type { Environment } from './environment.js'
import { attempt } from './attempt.js'
import { resolveUrl } from './location.js'
import type { ResolvedBreakerRules, ResolvedOptions } from './options.js'
import type { ProbeOutcome } from './outcome.js'
import type { BreakerStatus } from './snapshot.js'
import type { BreakerNews } from './tabs.js'

/** The app's own calls: each through the breaker of its origin, and each a piece of evidence. */
export interface AppCalls {
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  observe<Call extends Response | PromiseLike<Response>>(call: Call): Call
  /** What a probe found concerns the breakers of its own origin. `isWell`: it brought a healthy or degraded report. */
  probed(outcome: ProbeOutcome, isWell: boolean): void
  /** A breaker of another tab changed. */
  adopt(news: BreakerNews): void
  /** What a tab that joins has to know of breakers. */
  news(): readonly BreakerNews[]
}

/** What the calls tell and ask. */
export interface AppCallsPorts {
  /** The last report says that writes are refused. */
  isReadOnly(): boolean
  /** A call to the back end got through, or did not. */
  onEvidence(evidence: 'alive' | 'failing'): void
  /** A call was refused. */
  onRefused(): void
  /** A breaker changed. `own`: what calls to the probe's own origin meet at the worst. */
  onBreaker(key: string, status: BreakerStatus, own: BreakerStatus): void
  /** Tells the other tabs. */
  tell(news: BreakerNews): void
  /** @see Tab.claim */
  claim(task: string, force: boolean): Promise<(() => void) | null>
}

/** One breaker, and whose. */
interface Guard {
  readonly key: string
  readonly origin: string
  readonly breaker: BreakerMachine
  /** Since when another tab has had the one call that finds out (monotonic); `null` while none has. */
  refusedSince: number | null
}

/** `ignored`: says nothing about the back end. */
type Evidence = 'alive' | 'failing' | 'ignored'

/** Breakers kept at the most; closed ones, which know next to nothing, make room, and else the oldest. */
const MOST_BREAKERS = 100
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Makes the app's calls of a monitor. */
export function createAppCalls(
  environment: Environment,
  options: ResolvedOptions,
  ports: AppCallsPorts,
): AppCalls {
  const { clock, random, connectivity } = environment
  const send = options.fetch ?? environment.fetch
  const breakers = new Map<string, Guard>()
  let isAdopting = false
  const resolve = (url: string) => resolveUrl(url, environment.baseUrl())
  const isOwn = (url: URL | null) => url !== null && url.origin === resolve(options.url)?.origin

  /** Rules are the app's: what they throw must cost it neither the call nor its answer. */
  const guarded = <Result>(work: () => Result): Result | null =>
    attempt<Result | null>(options.logger, 'option `breaker`', work, () => null)

  const onRuleError = (what: string, error: unknown) =>
    options.logger.error(`react-api-status: option \`breaker.${what}\` threw; calls go on without it.`, error)

  const guardFor = (url: URL | null): Guard | null => {
    if (!options.breaker || !url) return null
    return guardOf(options.breaker.key(url), url.origin, options.breaker)
  }
  const guardOf = (key: string, origin: string, { tripAfter, resetAfter }: ResolvedBreakerRules): Guard => {
    const known = breakers.get(key)
    if (known) return known
    if (breakers.size >= MOST_BREAKERS) makeRoom()
    const breaker = new BreakerMachine({ clock, random, tripAfter, resetAfter, onRuleError })
    const guard: Guard = { key, origin, breaker, refusedSince: null }
    breaker.subscribe(() => {
      guard.refusedSince = null
      ports.onBreaker(key, statusOf(breaker), ownStatus())
      if (!isAdopting)
        ports.tell({ type: 'breaker', key, origin, state: shifted(stateOf(breaker), -clock.now()) })
    })
    breakers.set(key, guard)
    return guard
  }
  /** Tabs share no monotonic clock: what they tell each other counts from the telling. */
  const shifted = (state: AutomaticState, by: number): AutomaticState =>
    state.kind === 'open' ? { ...state, until: state.until + by } : state
  /** As with a permit, a tab that has had the trial for too long may never come back. */
  const claimTrial = async (guard: Guard) => {
    const since = guard.refusedSince
    const isOverdue = since !== null && clock.now() - since > MAX_PROBE_WAIT
    const endTrial = await ports.claim(guard.key, isOverdue)
    guard.refusedSince = endTrial ? null : (since ?? clock.now())
    return endTrial
  }
  const makeRoom = () => {
    for (const [key, { breaker }] of breakers) if (breaker.state.kind === 'closed') breakers.delete(key)
    const [oldest] = breakers.keys()
    if (breakers.size >= MOST_BREAKERS && oldest !== undefined) breakers.delete(oldest)
  }
  const statusOf = (breaker: BreakerMachine): BreakerStatus => {
    const state = stateOf(breaker)
    return state.kind === 'open'
      ? { state: 'open', until: clock.wallNow() + state.until - clock.now() }
      : { state: state.kind }
  }

  const ownStatus = (): BreakerStatus =>
    [...breakers.values()]
      .filter(({ origin }) => origin === resolve(options.url)?.origin)
      .map(({ breaker }) => statusOf(breaker))
      .reduce(worseOf, { state: 'closed' })

  const judgeResponse = ({ status }: Response, method: string): Evidence => {
    if (status !== 502 && status !== 503 && status !== 504) return 'alive'
    const isRefusedWrite = status === 503 && !SAFE_METHODS.has(method.toUpperCase()) && ports.isReadOnly()
    return isRefusedWrite ? 'ignored' : 'failing'
  }
  const judgeError = (error: unknown, signal: AbortSignal | null | undefined): Evidence => {
    if (connectivity.isOnline() === false) return 'ignored'
    // Who aborts says nothing about the back end; who gives up waiting does.
    const wasAborted = signal?.aborted === true || nameOf(error) === 'AbortError'
    return wasAborted && nameOf(signal?.reason ?? error) !== 'TimeoutError' ? 'ignored' : 'failing'
  }
  const tell = (evidence: Evidence, isOurs: boolean) => {
    if (evidence !== 'ignored' && isOurs) ports.onEvidence(evidence)
  }

  return {
    async fetch(input, init) {
      const request = typeof input === 'string' || input instanceof URL ? null : input
      const url = resolve(typeof input === 'string' ? input : 'href' in input ? input.href : input.url)
      const method = init?.method ?? request?.method ?? 'GET'
      const signal = init?.signal ?? request?.signal
      const guard = guarded(() => guardFor(url))
      const permit = guard?.breaker.admit()
      // Half-open lets one call of the whole browser through, while closed nothing is waited for.
      const isTrial = guard && permit && guard.breaker.state.kind === 'half-open'
      const endTrial = isTrial ? await claimTrial(guard) : () => {}
      if (guard && !(permit && endTrial)) {
        permit?.release()
        ports.onRefused()
        const wait = guard.breaker.retryAfterMs() || PROBE_HINT
        throw new BreakerOpenError(guard.key, clock.wallNow() + wait, wait)
      }
      const settle = (evidence: Evidence, cause?: unknown) => {
        guarded(() => {
          if (evidence === 'alive') permit?.succeed()
          else if (evidence === 'failing') permit?.fail(cause)
          else permit?.release()
        })
        // Only now, so that whoever is next knows how it ended.
        endTrial?.()
        tell(evidence, isOwn(url))
      }
      let response: Response
      try {
        response = await send(input, init)
      } catch (error) {
        settle(judgeError(error, signal))
        throw error
      }
      const retryAfterMs = readRetryAfter(response.headers, clock.wallNow())
      settle(judgeResponse(response, method), { retryAfterMs })
      return response
    },

    observe(call) {
      // A response that was made by hand has no url; whoever shows it to us means our back end.
      const isOurs = ({ url }: Response) => url === '' || isOwn(resolve(url))
      const see = (response: Response) => tell(judgeResponse(response, 'GET'), isOurs(response))
      if (call instanceof Response) see(call)
      else
        Promise.resolve(call)
          .then(see, (error: unknown) => tell(judgeError(error, null), true))
          .catch(() => {})
      return call
    },

    probed(outcome, isWell) {
      const origin = resolve(options.url)?.origin
      const isSilent =
        outcome.kind === 'failure' &&
        (outcome.httpStatus === null || [502, 503, 504].includes(outcome.httpStatus)) &&
        outcome.cause !== 'misconfigured'
      for (const { breaker, origin: theirs } of breakers.values()) {
        if (theirs !== origin) continue
        if (isSilent) breaker.restartWait()
        else if (isWell) breaker.halfOpen()
      }
    },

    adopt({ key, origin, state }) {
      if (!options.breaker) return
      const { breaker } = guardOf(key, origin, options.breaker)
      isAdopting = true
      guarded(() => breaker.adopt(shifted(state, clock.now())))
      isAdopting = false
    },

    news: () =>
      [...breakers.values()]
        .filter(({ breaker }) => breaker.state.kind !== 'closed')
        .map(({ key, origin, breaker }) => ({
          type: 'breaker',
          key,
          origin,
          state: shifted(stateOf(breaker), -clock.now()),
        })),
  }
}

/** Nobody sets these breakers by hand, so their states are those that come by themselves. */
function stateOf({ state }: BreakerMachine): AutomaticState {
  return state.kind === 'open' || state.kind === 'half-open' ? state : { kind: 'closed' }
}

/** Open is worse than half-open, and longer open is worse. */
function worseOf(one: BreakerStatus, other: BreakerStatus): BreakerStatus {
  if (one.state === 'open' && other.state === 'open') return one.until >= other.until ? one : other
  if (one.state === 'open' || other.state === 'closed') return one
  return other
}

function nameOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : undefined
}
