import type { ReadAnswer } from '../data/readAnswer.js'
import { expect } from '../expect.js'
import type { DegradationState } from './degradationState.js'

/** What a body says of how it came about. */
export interface DegradedBody {
  readonly degraded: boolean
  /** Names of the components at fault, critical ones first. */
  readonly degradedServices: readonly string[]
  /** For people; only while degraded. */
  readonly message?: string
}

/** Options of {@link withDegradation}. */
export interface WithDegradationOptions {
  /** What people are told while it is degraded. @default none */
  readonly message?: string
  /** What the body was read by: one that is not from the primary is degraded, whatever the service is. @default none */
  readonly answer?: Pick<ReadAnswer<unknown>, 'degraded'>
}

/**
 * The body of a response, with how it came about. Throws a TypeError for a list, and for an object with a `toJSON`, which
 * is what keeps to itself what others must not see: give `{ items: list }` and `body.toJSON()`.
 *
 * @example
 * // Express
 * app.get('/orders', (request, response) => {
 *   response.json(withDegradation({ orders: [] }, health.state(), { message: 'These may be a few minutes old.' }))
 * })
 */
export function withDegradation<Body extends object>(
  body: Body,
  state: Pick<DegradationState, 'degraded' | 'degradedServices'>,
  { message, answer }: WithDegradationOptions = {},
): Body & DegradedBody {
  const isPlain = typeof body === 'object' && body !== null && !Array.isArray(body) && !('toJSON' in body)
  expect(isPlain, 'withDegradation body', 'an object that is neither a list nor has a toJSON', body)
  const degraded = state.degraded || (answer?.degraded ?? false)
  const { degradedServices } = state
  return { ...body, degraded, degradedServices, ...(degraded && message !== undefined && { message }) }
}
