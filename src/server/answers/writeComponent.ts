import type { Audience } from '../report/audience.js'
import { componentFor } from '../report/audience.js'
import type { CheckedComponent } from '../report/component.js'
import type { Answer, AnswerHeaders } from './answer.js'
import { createAnswer } from './answer.js'
import { healthWord, toMeasurement } from './healthJson.js'
import { kubernetesText } from './kubernetesText.js'
import type { NegotiatedFormat } from './negotiate.js'
import { CONTENT_TYPES } from './negotiate.js'
import type { StatusCodeOf } from './statusCodes.js'

/** What {@link createComponentWriter} needs. */
export interface ComponentWriterOptions {
  readonly statusCodeOf: StatusCodeOf
  readonly unavailableHeaders: AnswerHeaders
}

/** Writes one component for one audience, in one format. */
export type WriteComponent = (
  name: string,
  component: CheckedComponent,
  audience: Audience,
  format: NegotiatedFormat,
) => Answer

/** One component by itself is answered as the whole is, by its own status. */
export function createComponentWriter(options: ComponentWriterOptions): WriteComponent {
  const { statusCodeOf, unavailableHeaders } = options
  return (name, component, audience, format) => {
    const wire = componentFor(audience, component)
    const { status } = wire
    const bodies: Readonly<Record<NegotiatedFormat, () => string>> = {
      native: () => JSON.stringify(wire),
      healthJson: () =>
        JSON.stringify({
          status: healthWord(status),
          checks: Object.fromEntries([[name, [toMeasurement(wire)]]]),
        }),
      text: () =>
        kubernetesText({
          subject: 'healthz',
          hasPassed: status !== 'unhealthy',
          audience,
          components: Object.fromEntries([[name, wire]]),
        }),
    }
    const code = statusCodeOf(status)
    return createAnswer(code, CONTENT_TYPES[format], bodies[format](), {
      vary: 'Accept',
      ...(audience === 'trusted' && { 'cache-control': 'private, no-cache' }),
      ...(code >= 400 && unavailableHeaders),
    })
  }
}
