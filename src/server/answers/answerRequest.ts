import type { CachedCheck } from '../registry/cachedCheck.js'
import type { Caller } from '../report/audience.js'
import { toComponent } from '../report/component.js'
import type { PreparedReport, ReportVariant } from '../report/preparedReport.js'
import type { StreamHub } from '../stream/streamHub.js'
import { after } from './after.js'
import type { Answer } from './answer.js'
import { withoutBody } from './answer.js'
import type { Asked } from './asked.js'
import { countedFor } from './asked.js'
import { negotiate } from './negotiate.js'
import type { Route } from './paths.js'
import type { ProbeSources } from './probes.js'
import { createProbes } from './probes.js'
import type { RateLimiter } from './rateLimit.js'
import { readQuery } from './readQuery.js'
import {
  BAD_QUERY,
  MAX_TARGET,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  STREAM_EXCLUDES_NOTHING,
  TARGET_TOO_LONG,
  UNKNOWN_COMPONENT,
  tooManyRequests,
} from './refusals.js'
import type { WriteComponent } from './writeComponent.js'

/** Reads a request header by its name in any case; absent ones are `undefined` or `null`. */
export type HeaderGetter = (name: string) => string | null | undefined

/**
 * Answers one request: `target` is its path, or its whole url. At once where everything needed is known, else as a
 * promise that never rejects: it waits for checks, and no longer than the longest of their timeouts.
 */
export type AnswerRequest = (method: string, target: string, header: HeaderGetter) => Answer | Promise<Answer>

/** What {@link createAnswerRequest} needs. */
export interface AnswerSources extends ProbeSources {
  readonly routeOf: (target: string) => Route | undefined
  readonly prepared: PreparedReport
  readonly writeComponent: WriteComponent
  /** Whether the native report is written in a format of the user's own. */
  readonly hasOwnFormat: boolean
  /** `undefined` where nothing is pushed. */
  readonly stream: StreamHub | undefined
  /** `undefined` where everybody may ask as often as they like. */
  readonly limiter: RateLimiter | undefined
}

/** Says which path gives which answer. */
export function createAnswerRequest(sources: AnswerSources): AnswerRequest {
  const { routeOf, audienceOf, registry, prepared, writeComponent, hasOwnFormat, stream, limiter } = sources
  const probes = createProbes(sources)

  const answerGet = (route: Route, asked: Asked): Answer | Promise<Answer> => {
    switch (route.kind) {
      case 'liveness':
      case 'startup':
      case 'readiness':
        return probes[route.kind](asked)
      case 'report':
        return report(asked)
      case 'stream':
        if (!stream) return NOT_FOUND
        return asked.query.excluded.size > 0 ? STREAM_EXCLUDES_NOTHING : listen(stream, asked.caller)
      case 'component': {
        const cached = registry.get(route.name)
        return cached ? component(cached, asked) : UNKNOWN_COMPONENT
      }
    }
  }

  const report = (asked: Asked) => {
    const { caller, format } = asked
    const audience = audienceOf(caller)
    const variant: ReportVariant = {
      format: format === 'native' && hasOwnFormat ? 'own' : format,
      ifNoneMatch: caller.header('if-none-match'),
    }
    const isCounted = countedFor(asked)
    if (!isCounted) return after(registry.refresh(), () => prepared.answer(audience, variant))
    return after(registry.refresh(isCounted), () => {
      const leftOut = registry.all().flatMap(({ check }) => (isCounted(check) ? [] : check.name))
      return prepared.answer(audience, { ...variant, excluded: leftOut })
    })
  }

  const listen = (hub: StreamHub, caller: Caller) => {
    const audience = audienceOf(caller)
    const lastEventId = caller.header('last-event-id')
    // A stream begins with a report, which is made of outcomes that are there.
    return after(registry.refresh(), () => hub.answer(audience, lastEventId))
  }

  const component = (cached: CachedCheck, asked: Asked) => {
    const { caller, format } = asked
    const audience = audienceOf(caller)
    const { check } = cached
    const isCounted = countedFor(asked)?.(check) ?? true
    return after(isCounted ? cached.refresh() : undefined, () => {
      // What was not asked for now may have been true long ago.
      const known = isCounted ? cached : { check, outcome: undefined }
      return writeComponent(check.name, toComponent(known), audience, format)
    })
  }

  const answerCaller = (caller: Caller): Answer | Promise<Answer> => {
    const { method, path } = caller
    if (path.length > MAX_TARGET) return TARGET_TOO_LONG
    const route = routeOf(path)
    if (!route) return NOT_FOUND
    if (method !== 'GET' && method !== 'HEAD') return METHOD_NOT_ALLOWED
    const query = readQuery(path)
    if (!query) return BAD_QUERY
    const waitMs = limiter && !isProbe(route) ? limiter.take() : 0
    if (waitMs > 0) return tooManyRequests(waitMs)
    return answerGet(route, { caller, query, format: negotiate(caller.header('accept')) })
  }

  return (method, target, header) => {
    const answer = answerCaller({ method, path: target, header })
    if (method !== 'HEAD') return answer
    return answer instanceof Promise ? answer.then(withoutBody) : withoutBody(answer)
  }
}

/** Whoever asks too often must not keep an orchestrator from hearing that the instance lives. */
function isProbe({ kind }: Route): boolean {
  return kind === 'liveness' || kind === 'readiness' || kind === 'startup'
}
