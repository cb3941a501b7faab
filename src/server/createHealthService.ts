import { createAnswerRequest } from './answers/answerRequest.js'
import { createAudience } from './report/audience.js'
import { overriddenCheck } from './config/overriddenCheck.js'
import { warnIfAllAreOff } from './config/warnIfAllAreOff.js'
import { buildReport } from './report/buildReport.js'
import type { CachedCheck } from './registry/cachedCheck.js'
import { createCheckRegistry } from './registry/checkRegistry.js'
import { toComponent, toState } from './report/component.js'
import { createLifecycle } from './lifecycle/lifecycle.js'
import { createEscalation } from './lifecycle/livenessEscalation.js'
import { phaseOf } from './lifecycle/phase.js'
import { createReadOnlySwitch } from './lifecycle/readOnlySwitch.js'
import { safeLogger } from './logger.js'
import type { HealthServiceOptions } from './options.js'
import { resolveOptions } from './options.js'
import { createPaths } from './answers/paths.js'
import { createRateLimiter } from './answers/rateLimit.js'
import { retryAfter } from './answers/retryAfter.js'
import { createStatusCodes } from './answers/statusCodes.js'
import { createComponentWriter } from './answers/writeComponent.js'
import { createReportWriter } from './answers/writeReport.js'
import { overallStatus } from './report/overallStatus.js'
import { createMaintenance, maintenanceWait } from './report/plannedMaintenance.js'
import { prepareReport } from './report/preparedReport.js'
import type { ServiceState } from './report/serviceState.js'
import { readState } from './report/serviceState.js'
import type { ResolvedCheck } from './registry/resolvedCheck.js'
import { resolveCheck } from './registry/resolvedCheck.js'
import { summarizeChecks } from './registry/summary.js'
import { createTransitions } from './registry/transitions.js'
import { createTurns } from './registry/turns.js'
import { createSchedule } from './scheduling/schedule.js'
import { currentReport } from './stream/currentReport.js'
import { createStreamHub } from './stream/streamHub.js'
import type { HealthService } from './healthService.js'

/** What moves with every run (times, latencies, details) is so much behind in a report, in milliseconds, and no more. */
const MAX_REPORT_AGE = 1000

/**
 * A health service. It runs nothing by itself: a check runs when somebody asks and its last outcome is too old. With
 * `start` it runs them all the time.
 *
 * Throws a TypeError when an option is malformed.
 *
 * @example
 * const health = createHealthService({
 *   name: 'orders',
 *   checks: [{ name: 'database', run: async () => { await pool.query('select 1') } }],
 * })
 * http.createServer(createNodeHandler(health)).listen(8787, '127.0.0.1')
 */
export function createHealthService(options: HealthServiceOptions = {}): HealthService {
  const resolved = resolveOptions(options)
  const { clock, random, service, poll } = resolved
  const logger = safeLogger(resolved.logger)
  const unavailableHeaders = retryAfter(resolved.retryAfter)
  const { rateLimit, statusCodes } = resolved.answers
  const statusCodeOf = createStatusCodes(statusCodes)
  const maintenanceAt = createMaintenance(resolved.maintenance, logger)

  const build = (checks: readonly CachedCheck[]) => {
    const timestamp = clock.wallNow()
    const maintenance = maintenanceAt(timestamp)
    const isSetReadOnly = readOnly.isOn
    return buildReport({ checks, lifecycle, isSetReadOnly, service, maintenance, poll, timestamp })
  }
  const prepared = prepareReport({
    build: (excluded) => build(registry.all().filter(({ check }) => !excluded.includes(check.name))),
    write: createReportWriter({
      ...resolved.answers,
      statusCodeOf,
      unavailableHeaders: (report) =>
        retryAfter(maintenanceWait(report, clock.wallNow()) ?? resolved.retryAfter),
      logger,
    }),
    clock,
    maxAge: Math.min(resolved.cacheTtl, MAX_REPORT_AGE),
  })
  const transitions = createTransitions(clock, logger, () =>
    overallStatus(lifecycle, registry.all().map(toState)),
  )
  let state: ServiceState | undefined
  const changed = () => {
    prepared.invalidate()
    state = undefined
    transitions.tellOverall()
    escalation?.observe()
    stream?.changed()
  }
  const turns = createTurns(resolved.concurrency)
  const environment = { clock, random, turns, lifecycle: () => phaseOf(lifecycle) }
  const registry = createCheckRegistry(environment, transitions, logger, changed)
  const schedule = createSchedule({ clock, random, checks: registry.all })
  const lifecycle = createLifecycle(resolved.startup, logger, changed)
  const readOnly = createReadOnlySwitch(logger, changed)
  const escalation =
    resolved.livenessEscalation &&
    createEscalation(resolved.livenessEscalation, { clock, lifecycle, checks: registry.all })
  const pushed = resolved.stream
  const stream =
    pushed &&
    createStreamHub({
      ...pushed,
      clock,
      random,
      retryAfter: resolved.retryAfter,
      isOpen: () => lifecycle.isStarted && !lifecycle.isDraining,
      current: (audience) => currentReport(prepared, audience, clock.wallNow()),
      startChecks: () => schedule.start({ interval: pushed.interval }),
    })
  for (const check of resolved.checks) registry.add(check)
  warnIfAllAreOff(resolved.checks, logger)

  return {
    register: (check) => registry.add(overriddenCheck(resolveCheck(check, resolved), resolved.overrides)),
    unregister: (name) => registry.remove(name),
    enable: (name, isEnabled) => registry.enable(name, isEnabled),
    async check(name, { force = false } = {}) {
      const cached = registry.get(name)
      await (force ? cached?.renew(Number.POSITIVE_INFINITY) : cached?.refresh())
      return cached && toComponent(cached)
    },
    async checkAll({ tags } = {}) {
      const isWanted = tags && ((check: ResolvedCheck) => check.tags.some((tag) => tags.includes(tag)))
      await registry.refresh(isWanted)
      return isWanted ? build(registry.all().filter(({ check }) => isWanted(check))) : prepared.report()
    },
    start: schedule.start,
    state: () => (state ??= readState({ checks: registry.all(), lifecycle, isSetReadOnly: readOnly.isOn })),
    summary: () => summarizeChecks(registry.all()),
    onTransition: transitions.onTransition,
    addStartupTask: (name, task) => lifecycle.addTask(name, task),
    whenStarted: () => lifecycle.whenStarted(),
    setReadOnly: (setting) => readOnly.set(setting),
    drain: () => lifecycle.drain(),
    get isDraining() {
      return lifecycle.isDraining
    },
    async close() {
      lifecycle.drain()
      schedule.close()
      stream?.end()
      registry.close()
    },
    settings: { clock, logger, showDetails: resolved.showDetails },
    answer: createAnswerRequest({
      routeOf: createPaths(resolved.path),
      audienceOf: createAudience(resolved.showDetails, logger),
      registry,
      lifecycle,
      isEscalated: () => escalation?.isDue() ?? false,
      prepared,
      writeComponent: createComponentWriter({ statusCodeOf, unavailableHeaders }),
      hasOwnFormat: resolved.answers.format !== undefined,
      stream,
      limiter: rateLimit && createRateLimiter(rateLimit, clock),
      unavailableHeaders,
    }),
  }
}
