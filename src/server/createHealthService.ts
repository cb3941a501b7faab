import type { AnswerRequest } from './answers/answerRequest.js'
import { createAnswerRequest } from './answers/answerRequest.js'
import { createAudience } from './report/audience.js'
import type { ServiceReport } from './report/buildReport.js'
import { buildReport } from './report/buildReport.js'
import type { Check } from './registry/check.js'
import { createCheckRegistry } from './registry/checkRegistry.js'
import type { CheckedComponent } from './report/component.js'
import { toComponent } from './report/component.js'
import { createLifecycle } from './lifecycle/lifecycle.js'
import { safeLogger } from './logger.js'
import type { HealthServiceOptions } from './options.js'
import { resolveOptions } from './options.js'
import { createPaths } from './answers/paths.js'
import { createMaintenance } from './report/plannedMaintenance.js'
import { prepareReport } from './report/preparedReport.js'
import { resolveCheck } from './registry/resolvedCheck.js'
import { createTurns } from './registry/turns.js'

/** Runs the checks of a back end when somebody asks, and answers health requests. */
export interface HealthService {
  /** Adds a check. Throws a TypeError when it is malformed, or its name is taken. */
  register(check: Check): void
  /** Takes a check out of the report; a run of it in flight is forgotten. `false` when there was none. */
  unregister(name: string): boolean
  /** One component, checked now or within its `cacheTtl`; `undefined` when no check has the name. Never rejects. */
  check(name: string): Promise<CheckedComponent | undefined>
  /**
   * The whole report, each component checked now or within its `cacheTtl`. Never rejects. It holds error messages and
   * details: for callers over the network use a handler, which withholds them.
   */
  checkAll(): Promise<ServiceReport>
  /** Before a shutdown: not ready from now on, so that traffic goes elsewhere; everything else is answered as before. */
  drain(): void
  /** The core beneath the handlers, for servers that have none of their own here. */
  readonly answer: AnswerRequest
}

/**
 * A health service. It runs nothing by itself: a check runs when somebody asks and its last outcome is too old.
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
  const unavailableHeaders = { 'retry-after': String(Math.ceil(resolved.retryAfter / 1000)) }
  const maintenanceAt = createMaintenance(resolved.maintenance, logger)

  const prepared = prepareReport({
    build: () => {
      const timestamp = clock.wallNow()
      const maintenance = maintenanceAt(timestamp)
      return buildReport({ checks: registry.all(), lifecycle, service, maintenance, poll, timestamp })
    },
    clock,
    maxAge: resolved.cacheTtl,
    unavailableHeaders,
  })
  const context = { clock, random, turns: createTurns(resolved.concurrency) }
  const registry = createCheckRegistry(context, logger, prepared.invalidate)
  const lifecycle = createLifecycle(resolved.startup, logger, prepared.invalidate)
  for (const check of resolved.checks) registry.add(check)

  return {
    register: (check) => registry.add(resolveCheck(check, resolved)),
    unregister: (name) => registry.remove(name),
    async check(name) {
      const cached = registry.get(name)
      await cached?.refresh()
      return cached && toComponent(cached)
    },
    async checkAll() {
      await registry.refresh()
      return prepared.report()
    },
    drain: () => lifecycle.drain(),
    answer: createAnswerRequest({
      routeOf: createPaths(resolved.path),
      audienceOf: createAudience(resolved.showDetails, logger),
      registry,
      lifecycle,
      prepared,
      unavailableHeaders,
    }),
  }
}
