import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Format, Reading } from '../../src/formats/answer.js'
import { readAnswer } from '../../src/formats/readAnswer.js'
import type { HealthReport } from '../../src/health/report.js'
import type { HealthStatus } from '../../src/health/status.js'

/** How an answer differs from a 200 with JSON. */
interface AnswerOptions {
  readonly status?: number
  readonly contentType?: string | null
  readonly formats?: readonly Format[]
}

/** Reads an answer with this body; an object is sent as JSON. */
export function read(body: unknown, options: AnswerOptions = {}): Reading {
  const { status = 200, contentType = 'application/json', formats } = options
  const headers = new Headers(contentType === null ? {} : { 'content-type': contentType })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readAnswer({ status, headers, body: { kind: 'text', text } }, formats)
}

/** The report in an answer that must have one. */
export function reportIn(body: unknown, options: AnswerOptions = {}): HealthReport {
  const reading = read(body, options)
  if (reading.kind === 'no-report')
    throw new Error(`Expected a report, got none: it looks ${reading.looksLike}.`)
  return reading.report
}

/** What the components of a report say, by name. */
export function statusesOf({ components }: HealthReport): Record<string, HealthStatus> {
  return Object.fromEntries(Object.entries(components).map(([name, { status }]) => [name, status]))
}

/** A file of `fixtures/`. */
export function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8')
}
