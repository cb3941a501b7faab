import { exponential } from '../../resilience/backoff.js'
import type { Clock } from '../../time/clock.js'
import { withDeadline } from '../../time/deadline.js'
import { pause } from '../../time/pause.js'
import type { Random } from '../../time/random.js'
import type { CheckContext } from './check.js'
import type { Finding, Outcome } from './outcome.js'
import { failed, NO_TURN, readAnswer } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'
import type { Turn } from './turns.js'

/** What checks run in. */
export interface RunEnvironment {
  readonly clock: Clock
  readonly random: Random
  readonly turns: { join(): Turn }
  readonly lifecycle: () => CheckContext['lifecycle']
}

/** The wait before a retry: a hiccup is over in a tenth of a second, and the deadline is only seconds away. */
const backoff = exponential({ base: 100, cap: 1000, jitter: 'equal' })

/**
 * Runs one check, waits and retries included, within its one deadline. Never rejects.
 *
 * @param ended Ends the run before its time; what it came to is then of no interest.
 */
export async function runCheck(
  check: ResolvedCheck,
  ended: AbortSignal,
  environment: RunEnvironment,
): Promise<Outcome> {
  const { clock, turns } = environment
  const deadline = clock.now() + check.timeout
  const turn = turns.join()
  let startedAt: number | undefined
  let finding: Finding
  try {
    finding = await withDeadline({ clock, timeoutMs: check.timeout, signal: ended }, async (signal) => {
      await turn.granted
      startedAt = clock.now()
      return runWithRetries(check, environment, deadline, signal)
    })
  } catch (error) {
    // Whoever had to wait did not have its whole time, so that it can't be judged by it.
    finding = turn.hadToWait ? NO_TURN : failed(error)
  } finally {
    // Here rather than inside: a check that ignores its signal may never come to an end.
    turn.leave()
  }
  return {
    ...finding,
    ...(startedAt !== undefined && { responseTimeMs: tenths(clock.now() - startedAt) }),
    checkedAt: clock.wallNow(),
  }
}

async function runWithRetries(
  check: ResolvedCheck,
  { clock, random, lifecycle }: RunEnvironment,
  deadline: number,
  signal: AbortSignal,
): Promise<Finding> {
  for (let attempt = 1; ; attempt++) {
    const finding = await runOnce(check, signal, { lifecycle: lifecycle() })
    if (finding.status !== 'unhealthy' || attempt > check.retries) return finding
    // A retry that can't begin in time would only replace a failure that we know by a bare TIMEOUT.
    const delayMs = backoff({ attempt }, random)
    if (clock.now() + delayMs >= deadline) return finding
    await pause(clock, delayMs, signal)
    // Timers may come late, all of them at once.
    if (clock.now() >= deadline) return finding
  }
}

async function runOnce(check: ResolvedCheck, signal: AbortSignal, context: CheckContext): Promise<Finding> {
  try {
    return readAnswer(await check.run(signal, context))
  } catch (error) {
    return failed(error)
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}
