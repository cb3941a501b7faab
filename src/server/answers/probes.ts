import type { Lifecycle } from '../lifecycle/lifecycle.js'
import type { NotReadyReason } from '../lifecycle/readiness.js'
import { notReadyReason } from '../lifecycle/readiness.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import type { CheckRegistry } from '../registry/checkRegistry.js'
import type { Audience, Caller } from '../report/audience.js'
import { componentFor } from '../report/audience.js'
import type { ResolvedCheck } from '../registry/resolvedCheck.js'
import { toComponent } from '../report/component.js'
import type { PreparedReport } from '../report/preparedReport.js'
import { after } from './after.js'
import type { Answer, AnswerHeaders } from './answer.js'
import type { Asked } from './asked.js'
import { countedFor } from './asked.js'
import { kubernetesText } from './kubernetesText.js'
import type { ProbeAnswers } from './probeAnswers.js'
import { probeAnswers } from './probeAnswers.js'

/** What orchestrators ask. */
export interface Probes {
  liveness(asked: Asked): Answer
  startup(asked: Asked): Answer
  readiness(asked: Asked): Answer | Promise<Answer>
}

/** What {@link createProbes} needs. */
export interface ProbeSources {
  readonly registry: CheckRegistry
  readonly prepared: Pick<PreparedReport, 'report'>
  readonly lifecycle: Lifecycle
  /** Whether the instance is to be replaced, so that its liveness fails. */
  readonly isEscalated: () => boolean
  readonly audienceOf: (caller: Caller) => Audience
  /** Headers of a 503. */
  readonly unavailableHeaders: AnswerHeaders
}

const ALIVE = probeAnswers({ isUp: true, text: 'ok' })
const ALIVE_VERBOSE = probeAnswers({ isUp: true, text: '[+]ping ok\nlivez check passed\n' })
const STARTED = probeAnswers({ isUp: true, text: 'ok' })
const READY = probeAnswers({ isUp: true, body: { ready: true }, text: 'ok' })

/** Answers from memory as far as it can, and from bytes that are made once. */
export function createProbes(sources: ProbeSources): Probes {
  const { registry, prepared, lifecycle, isEscalated, audienceOf, unavailableHeaders: headers } = sources
  const failing = (body: object, text: string) => probeAnswers({ isUp: false, body, text, headers })
  const unready = (reason: NotReadyReason) =>
    failing({ ready: false, reason }, `readyz check failed: ${reason}\n`)

  const escalated = failing({ reason: 'checks' }, 'livez check failed: checks\n')
  const starting = failing({ reason: 'starting' }, 'startupz check failed\n')
  const notReady: Readonly<Record<NotReadyReason, ProbeAnswers>> = {
    starting: unready('starting'),
    draining: unready('draining'),
    checks: unready('checks'),
  }

  /** A line for each check, which a failure in plain text has unasked. */
  const readinessLines = (checks: readonly CachedCheck[], isUp: boolean, audience: Audience): Answer => {
    const components = Object.fromEntries(
      checks.map((cached) => [cached.check.name, componentFor(audience, toComponent(cached))]),
    )
    const text = kubernetesText({ subject: 'readyz', hasPassed: isUp, audience, components })
    return probeAnswers({ isUp, text, headers: isUp ? {} : headers }).text
  }

  return {
    // Nothing may stand before this answer: a liveness that waits for a dependency gets the process killed for it.
    liveness({ query, format }) {
      if (isEscalated()) return escalated[format]
      return (query.isVerbose ? ALIVE_VERBOSE : ALIVE)[format]
    },
    startup({ caller, format }) {
      if (lifecycle.isStarted) return STARTED[format]
      if (format === 'text' || audienceOf(caller) === 'public') return starting[format]
      return failing({ reason: 'starting', tasks: lifecycle.unfinishedTasks() }, '')[format]
    },
    readiness(asked) {
      const { caller, query, format } = asked
      const isCounted = countedFor(asked)
      const isWanted = (check: ResolvedCheck) => check.readiness && (!isCounted || isCounted(check))
      // No check can make a starting or draining instance ready, so none is asked.
      const reason = notReadyReason(lifecycle, [])
      if (reason) return notReady[reason][format]
      return after(registry.refresh(isWanted), () => {
        // The report has it at hand, however many checks there are.
        if (!isCounted && format !== 'text' && prepared.report().ready) return READY[format]
        const counted = registry.all().filter(({ check }) => isWanted(check))
        const reasonNow = notReadyReason(lifecycle, counted)
        if (format === 'text' && (query.isVerbose || reasonNow === 'checks')) {
          return readinessLines(counted, reasonNow === null, audienceOf(caller))
        }
        return (reasonNow ? notReady[reasonNow] : READY)[format]
      })
    },
  }
}
