import type { Answer } from './answer.js'
import { jsonAnswer, notModified, withoutBody } from './answer.js'
import type { Audience, Caller } from '../report/audience.js'
import { componentFor } from '../report/audience.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import type { CheckRegistry } from '../registry/checkRegistry.js'
import { toComponent } from '../report/component.js'
import { matchesEtag } from '../report/etag.js'
import type { Lifecycle } from '../lifecycle/lifecycle.js'
import type { Route } from './paths.js'
import type { PreparedReport } from '../report/preparedReport.js'
import type { NotReadyReason } from '../lifecycle/readiness.js'
import { notReadyReason } from '../lifecycle/readiness.js'

/** Reads a request header by its name in any case; absent ones are `undefined` or `null`. */
export type HeaderGetter = (name: string) => string | null | undefined

/**
 * Answers one request: `target` is its path, or its whole url. At once where everything needed is known, else as a
 * promise that never rejects: it waits for checks, and no longer than the longest of their timeouts.
 */
export type AnswerRequest = (method: string, target: string, header: HeaderGetter) => Answer | Promise<Answer>

/** What {@link createAnswerRequest} needs. */
export interface AnswerSources {
  readonly routeOf: (target: string) => Route | undefined
  readonly audienceOf: (caller: Caller) => Audience
  readonly registry: CheckRegistry
  readonly lifecycle: Lifecycle
  readonly prepared: PreparedReport
  /** Headers of a 503. */
  readonly unavailableHeaders: Readonly<Record<string, string>>
}

const NOT_FOUND = jsonAnswer(404, {
  error: {
    code: 'NOT_FOUND',
    message: 'There is no health endpoint at this path. Check the path of the service.',
  },
})
const UNKNOWN_COMPONENT = jsonAnswer(404, {
  error: {
    code: 'UNKNOWN_COMPONENT',
    message: 'No component has this name. The full report lists them all.',
  },
})
const METHOD_NOT_ALLOWED = jsonAnswer(
  405,
  { error: { code: 'METHOD_NOT_ALLOWED', message: 'Health is only read here. Use GET or HEAD.' } },
  { allow: 'GET, HEAD' },
)
const HEALTHY = jsonAnswer(200, { status: 'healthy' })
const READY = jsonAnswer(200, { status: 'healthy', ready: true })

/** Says which path gives which answer. */
export function createAnswerRequest(sources: AnswerSources): AnswerRequest {
  const { routeOf, audienceOf, registry, lifecycle, prepared, unavailableHeaders } = sources
  const unavailable = (body: object) => jsonAnswer(503, { status: 'unhealthy', ...body }, unavailableHeaders)
  const starting = unavailable({ reason: 'starting' })
  const notReady: Readonly<Record<NotReadyReason, Answer>> = {
    starting: unavailable({ ready: false, reason: 'starting' }),
    draining: unavailable({ ready: false, reason: 'draining' }),
    checks: unavailable({ ready: false, reason: 'checks' }),
  }

  const answerGet = (route: Route, caller: Caller): Answer | Promise<Answer> => {
    switch (route.kind) {
      // Nothing may stand before this answer: a liveness that waits for a dependency gets the process killed for it.
      case 'liveness':
        return HEALTHY
      case 'startup':
        return lifecycle.isStarted ? HEALTHY : starting
      case 'readiness':
        return readiness()
      case 'report':
        return report(caller)
      case 'component': {
        const cached = registry.get(route.name)
        return cached ? component(cached, audienceOf(caller)) : UNKNOWN_COMPONENT
      }
    }
  }

  const readiness = () => {
    // No check can make a starting or draining instance ready, so none is asked.
    const reason = notReadyReason(lifecycle, [])
    if (reason) return notReady[reason]
    return after(
      registry.refresh((check) => check.readiness),
      () => {
        const reasonNow = notReadyReason(lifecycle, registry.all())
        return reasonNow ? notReady[reasonNow] : READY
      },
    )
  }

  const report = (caller: Caller) => {
    const audience = audienceOf(caller)
    const ifNoneMatch = caller.header('if-none-match')
    return after(registry.refresh(), () => {
      const answer = prepared.answer(audience)
      const { etag } = answer.headers
      const isKnown = answer.status === 200 && ifNoneMatch && etag && matchesEtag(ifNoneMatch, etag)
      return isKnown ? notModified(answer) : answer
    })
  }

  const component = (cached: CachedCheck, audience: Audience) =>
    after(cached.refresh(), () => {
      const known = toComponent(cached)
      const isDown = known.status === 'unhealthy'
      return jsonAnswer(isDown ? 503 : 200, componentFor(audience, known), isDown ? unavailableHeaders : {})
    })

  return (method, target, header) => {
    const route = routeOf(target)
    if (!route) return method === 'HEAD' ? withoutBody(NOT_FOUND) : NOT_FOUND
    if (method === 'GET') return answerGet(route, { method, path: target, header })
    if (method !== 'HEAD') return METHOD_NOT_ALLOWED
    const answer = answerGet(route, { method, path: target, header })
    return answer instanceof Promise ? answer.then(withoutBody) : withoutBody(answer)
  }
}

/** Answers at once when there is nothing to wait for. */
function after(work: Promise<unknown> | undefined, answer: () => Answer): Answer | Promise<Answer> {
  return work ? work.then(answer) : answer()
}
