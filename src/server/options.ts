import type { PollHint, ServiceIdentity } from '../health/report.js'
import type { Clock } from '../time/clock.js'
import { systemClock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { systemRandom } from '../time/random.js'
import type { CheckOverrides } from './config/componentOverrides.js'
import { overriddenCheck } from './config/overriddenCheck.js'
import type { AnswerOptions, ResolvedAnswerOptions } from './answers/answerOptions.js'
import { resolveAnswerOptions } from './answers/answerOptions.js'
import type { ShowDetails } from './report/audience.js'
import type { Check } from './registry/check.js'
import { expect, expectDuration, expectWhole } from './expect.js'
import type { LivenessEscalation } from './lifecycle/livenessEscalation.js'
import { expectEscalation } from './lifecycle/livenessEscalation.js'
import type { Startup } from './lifecycle/startupTasks.js'
import { EXPECTED_STARTUP, isStartup } from './lifecycle/startupTasks.js'
import type { HealthLogger } from './logger.js'
import type { PlannedMaintenance } from './report/plannedMaintenance.js'
import { EXPECTED_WINDOWS, isMaintenanceWindow } from './report/plannedMaintenance.js'
import type { ResolvedCheck } from './registry/resolvedCheck.js'
import { expectRunLimits, resolveCheck } from './registry/resolvedCheck.js'
import type { ResolvedStreamOptions, StreamOptions } from './stream/streamOptions.js'
import { resolveStreamOptions } from './stream/streamOptions.js'

/** Options of `createHealthService`. */
export interface HealthServiceOptions extends AnswerOptions {
  /** What the service is called in its report. @default none */
  readonly name?: string
  /** Names the deployment; opaque, and seen by anyone. @default none */
  readonly buildId?: string
  /** What the service relies on. More can be registered later. @default [] */
  readonly checks?: readonly Check[]
  /** How long an outcome is fresh, in milliseconds. @default 1000 */
  readonly cacheTtl?: number
  /**
   * How long after `cacheTtl` an outcome is still served while its check runs again, in milliseconds. 0 waits for the
   * run. @default 30000
   */
  readonly staleFor?: number
  /** How long a check may take, in milliseconds. @default 2000 */
  readonly timeout?: number
  /** How often an unhealthy check is run again, within its timeout, before that is believed. @default 1 */
  readonly retries?: number
  /**
   * What an operator says of a check, by its name, over what it says itself. `optionsFromEnvironment` gives one. Called
   * when a check is registered. @default none
   */
  readonly overrides?: (name: string) => CheckOverrides
  /** How many checks run at once; the others wait, and the wait counts against their timeout. @default 64 */
  readonly concurrency?: number
  /** How often clients should ask; passed on in the report. @default none */
  readonly poll?: PollHint
  /** Where the endpoints are. `/` for a server that has nothing else. @default '/api/health' */
  readonly path?: string
  /** Who may see error messages and details. @default 'never' */
  readonly showDetails?: ShowDetails
  /**
   * What start-up waits for: a promise (`migrate()`), or several promises and functions by name, which begin together.
   * Until all are done the service is not ready, and never if one fails. @default none
   */
  readonly startup?: Startup
  /** When liveness fails as well, so that an instance that stays useless is replaced. @default never */
  readonly livenessEscalation?: LivenessEscalation
  /** Planned interruptions, passed on in the report until they are over. @default [] */
  readonly maintenance?: PlannedMaintenance
  /** What a 503 asks its caller to wait, in milliseconds; rounded up to seconds. @default 5000 */
  readonly retryAfter?: number
  /** How changes are pushed at `/stream`; `false` leaves it out. @default on */
  readonly stream?: StreamOptions | false
  /** Told of checks that fail and recover, with their error messages, and of callbacks that throw. @default console */
  readonly logger?: HealthLogger
  /** @default the platform's */
  readonly clock?: Clock
  /** @default the platform's */
  readonly random?: Random
}

/** The options, complete and checked. */
export interface ResolvedOptions extends Required<
  Omit<
    HealthServiceOptions,
    | keyof AnswerOptions
    | 'name'
    | 'buildId'
    | 'checks'
    | 'livenessEscalation'
    | 'overrides'
    | 'poll'
    | 'startup'
    | 'stream'
  >
> {
  readonly answers: ResolvedAnswerOptions
  readonly service: ServiceIdentity | undefined
  readonly checks: readonly ResolvedCheck[]
  readonly overrides: ((name: string) => CheckOverrides) | undefined
  readonly poll: PollHint | undefined
  readonly stream: ResolvedStreamOptions | undefined
  readonly startup: Startup | undefined
  readonly livenessEscalation: LivenessEscalation | undefined
}

/** Completes and checks the options. Throws a TypeError that says which one, what was expected and what was given. */
export function resolveOptions(options: HealthServiceOptions): ResolvedOptions {
  // An option given as `undefined` means its default.
  const {
    name,
    buildId,
    checks = [],
    cacheTtl = 1000,
    staleFor = 30_000,
    timeout = 2000,
    retries = 1,
    overrides,
    concurrency = 64,
    poll,
    path = '/api/health',
    showDetails = 'never',
    startup,
    livenessEscalation,
    maintenance = [],
    retryAfter = 5000,
    stream,
    logger = console,
    clock = systemClock,
    random = systemRandom,
  } = options
  const limits = { timeout, retries, cacheTtl, staleFor }

  expect(name === undefined || typeof name === 'string', 'name', 'a string', name)
  expect(buildId === undefined || typeof buildId === 'string', 'buildId', 'a string', buildId)
  expect(Array.isArray(checks), 'checks', 'a list of checks', checks)
  expectRunLimits(limits)
  expect(overrides === undefined || typeof overrides === 'function', 'overrides', 'a function', overrides)
  expectWhole('concurrency', concurrency, 1)
  if (poll?.intervalMs !== undefined) expectDuration('poll.intervalMs', poll.intervalMs)
  if (poll?.minMs !== undefined) expectDuration('poll.minMs', poll.minMs)
  expect(isPath(path), 'path', "a path without a query, such as '/api/health'", path)
  expect(isShowDetails(showDetails), 'showDetails', "'never', 'always' or a function", showDetails)
  expect(startup === undefined || isStartup(startup), 'startup', EXPECTED_STARTUP, startup)
  expectEscalation(livenessEscalation)
  expect(isMaintenance(maintenance), 'maintenance', `a function or ${EXPECTED_WINDOWS}`, maintenance)
  expectDuration('retryAfter', retryAfter)
  expect(isLogger(logger), 'logger', 'an object with the methods info and warn', logger)

  return {
    service: name === undefined && buildId === undefined ? undefined : { name, buildId },
    checks: checks.map((check) => overriddenCheck(resolveCheck(check, limits), overrides)),
    ...limits,
    answers: resolveAnswerOptions(options),
    overrides,
    concurrency,
    poll,
    path,
    showDetails,
    startup,
    livenessEscalation,
    maintenance,
    retryAfter,
    stream: resolveStreamOptions(stream, poll?.intervalMs),
    logger,
    clock,
    random,
  }
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && /^\/[^?#]*$/.test(value)
}

function isShowDetails(value: unknown): boolean {
  return value === 'never' || value === 'always' || typeof value === 'function'
}

function isMaintenance(value: unknown): boolean {
  return typeof value === 'function' || (Array.isArray(value) && value.every(isMaintenanceWindow))
}

function isLogger(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { info, warn } = value as Partial<Record<keyof HealthLogger, unknown>>
  return typeof info === 'function' && typeof warn === 'function'
}
