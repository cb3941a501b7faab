import { expect, expectDuration, expectWhole } from '../expect.js'

/** How changes are pushed to those who listen at `/stream`. Durations are milliseconds. */
export interface StreamOptions {
  /** Between two signs of life on a quiet stream; proxies cut one that is silent for a minute. @default 15000 */
  readonly heartbeat?: number
  /** How many may listen at once; whoever comes above that is told to try again later. @default 1000 */
  readonly maxConnections?: number
  /** How often the checks are run while somebody listens. @default `poll.intervalMs`, or 5000 */
  readonly interval?: number
}

/** The options of the stream, complete and checked. */
export type ResolvedStreamOptions = Required<StreamOptions>

/** Completes and checks the option `stream`; `undefined` where there is to be none. */
export function resolveStreamOptions(given: unknown, pollInterval = 5000): ResolvedStreamOptions | undefined {
  if (given === false) return undefined
  const isObject = given === undefined || (typeof given === 'object' && given !== null)
  expect(isObject, 'stream', 'false or { heartbeat?, maxConnections?, interval? }', given)
  const { heartbeat = 15_000, maxConnections = 1000, interval = pollInterval }: StreamOptions = given ?? {}
  expectDuration('stream.heartbeat', heartbeat)
  expectWhole('stream.maxConnections', maxConnections, 1)
  expectDuration('stream.interval', interval)
  return { heartbeat, maxConnections, interval }
}
