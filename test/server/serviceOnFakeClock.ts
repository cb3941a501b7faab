import type { HealthReport, HealthService, HealthServiceOptions } from '../../src/server.js'
import { createHealthService } from '../../src/server.js'
import { FakeClock } from '../../src/testing/fakeClock.js'

/**
 * A service on a clock that the test drives, with the log lines that it wrote. Chance is always in the middle, so that
 * what has jitter takes the time that it says; nothing is served stale, so that the next request shows a change. A test
 * that is about either says so.
 */
export function serviceOnFakeClock(options: HealthServiceOptions = {}): {
  service: HealthService
  clock: FakeClock
  log: string[]
} {
  const clock = new FakeClock()
  const log: string[] = []
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(line) }
  const service = createHealthService({ clock, random: () => 0.5, staleFor: 0, logger, ...options })
  return { service, clock, log }
}

/** What came back, its body parsed. */
export interface Asked {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The report, or whatever else the body holds. */
  readonly body: HealthReport & { readonly error?: { readonly code: string }; readonly reason?: string }
}

/** One request to the core. */
export async function ask(
  service: HealthService,
  path = '/api/health',
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Asked> {
  const answer = await service.answer(method, path, (name) => headers[name])
  const text = answer.bytes ? new TextDecoder().decode(answer.bytes) : ''
  return { ...answer, text, body: text === '' ? {} : JSON.parse(text) }
}

/** A promise that never settles. */
export const never: Promise<never> = new Promise<never>(() => {})
