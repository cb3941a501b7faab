import { expect } from '../expect.js'
import type { HealthService } from '../healthService.js'
import { degradedHeader } from './degradedHeader.js'
import type { DegradationState } from './degradationState.js'
import type { RequestStep, StepOutcome } from './requestStep.js'

/** Options of {@link degradation}. */
export interface DegradationOptions {
  /** How often each check runs with nobody asking, in milliseconds. @default 5000 */
  readonly interval?: number
  /** The response header that names what is at fault; `false` for none. @default 'Degraded-Services' */
  readonly header?: string | false
}

/** What requests are told of the service that answers them. */
export interface Degradation extends RequestStep {
  /** What is known at this moment: the same object until something changes. */
  state(): DegradationState
  begin(method: string): Required<Pick<StepOutcome, 'state' | 'headers'>>
  /** Checks run no more on its account; it still says what the service knows. More than once is harmless. */
  close(): void
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/**
 * Tells each request whether the service is degraded, by its checks and their breakers: a step for the middleware of a
 * framework. It keeps the checks running, so that what it says is true with nobody asking for a report; its timer does
 * not keep the process alive.
 *
 * Throws a TypeError when an option is malformed.
 *
 * @example
 * // Express
 * const degraded = degradation(health)
 * app.use(connectMiddleware(degraded, requireWritable(health)))
 */
export function degradation(
  service: Pick<HealthService, 'state' | 'start' | 'checkAll'>,
  { interval = 5000, header = 'Degraded-Services' }: DegradationOptions = {},
): Degradation {
  const isHeader = header === false || (typeof header === 'string' && FIELD_NAME.test(header))
  expect(isHeader, 'degradation header', 'the name of a header, or false', header)
  const close = service.start({ interval })
  // All at once for the first time: what is spread over the interval is known that late.
  void service.checkAll()
  let known: ReturnType<Degradation['begin']> | undefined

  return {
    state: () => service.state(),
    begin() {
      const state = service.state()
      // Made once for each state, not for each request.
      if (known?.state !== state) known = { state, headers: degradedHeader(header, state.degradedServices) }
      return known
    },
    close,
  }
}
