import type { ComponentError } from '../../health/report.js'
import type { WireComponent, WireReport } from '../../health/wire.js'
import { componentToWire, toWire } from '../../health/wire.js'
import type { ServiceReport } from './buildReport.js'
import type { CheckedComponent } from './component.js'
import { isLateAnswer } from '../lateAnswer.js'
import type { HealthLogger } from '../logger.js'
import { createComplaint } from '../logger.js'
import { CHECK_FAILED } from '../registry/componentError.js'
import { scrubDetails, scrubText } from './scrub.js'

/** Who asks, as far as a health endpoint can tell. */
export interface Caller {
  readonly method: string
  /** The request's target, as it came. */
  readonly path: string
  /** A request header by its name in any case; absent ones are `undefined` or `null`. */
  header(name: string): string | null | undefined
}

/** Who may see error messages and details: nobody, everybody, or the callers for whom the function returns `true`. */
export type ShowDetails = 'never' | 'always' | ((caller: Caller) => boolean)

/** `public` sees names, states and codes; `trusted` sees error messages and details as well. */
export type Audience = 'public' | 'trusted'

/** Decides whom a caller belongs to. A `showDetails` that throws, or answers anything but `true`, admits nobody. */
export function createAudience(showDetails: ShowDetails, logger: HealthLogger): (caller: Caller) => Audience {
  if (showDetails === 'never') return () => 'public'
  if (showDetails === 'always') return () => 'trusted'
  // Never taken back: callers decide what it is given, and could fill the log by turns.
  const complaint = createComplaint(logger)
  return (caller) => {
    try {
      // Not merely truthy: the promise of an async function would admit everybody.
      const isAdmitted: unknown = showDetails(caller)
      if (isLateAnswer(isAdmitted)) {
        complaint.tell('`showDetails` gave a promise, so nobody sees details. It has to answer at once.')
      }
      return isAdmitted === true ? 'trusted' : 'public'
    } catch (error) {
      complaint.tell('`showDetails` threw, so callers for whom it does see no details. Told once.', error)
      return 'public'
    }
  }
}

/** The report as its audience may see it. */
export function reportFor(audience: Audience, report: ServiceReport): WireReport {
  return {
    ...toWire({ ...report, components: {} }),
    components: Object.fromEntries(
      Object.entries(report.components).map(([name, component]) => [name, componentFor(audience, component)]),
    ),
  }
}

/** One component as its audience may see it. */
export function componentFor(
  audience: Audience,
  component: CheckedComponent,
): WireComponent & Pick<CheckedComponent, 'details'> {
  const { error, details } = component
  const shown = componentToWire(error ? { ...component, error: errorFor(audience, error) } : component)
  return audience === 'trusted' && details ? { ...shown, details: scrubDetails(details) } : shown
}

function errorFor(audience: Audience, { code, message }: ComponentError): ComponentError {
  // Keys of some clouds are made of capitals and digits, as codes are.
  const safeCode = scrubText(code) === code ? code : CHECK_FAILED
  if (audience === 'public' || message === undefined) return { code: safeCode }
  return { code: safeCode, message }
}
