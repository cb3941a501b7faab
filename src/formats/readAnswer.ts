import type { Answer, Format, Reading } from './answer.js'
import { bareReport } from './bareReport.js'
import { railsUp } from './railsUp.js'
import type { Body } from './readBody.js'
import { readReport } from './readReport.js'

/** Google's guard against being included as a script. */
const SCRIPT_GUARD = /^\)\]\}',?\s*/

/** An answer as the probe has it. */
export interface RawAnswer {
  /** The HTTP status code. */
  readonly status: number
  readonly headers: Pick<Headers, 'get'>
  readonly body: Body
}

/**
 * The report in an answer, or what the answer looks like instead. The body is read whatever the status code: several
 * back ends send a valid report with a 4xx or 5xx.
 *
 * @param formats Further kinds of back ends, asked first. What they throw is thrown on.
 */
export function readAnswer({ status, headers, body }: RawAnswer, formats: readonly Format[] = []): Reading {
  if (body.kind === 'too-large') return { kind: 'no-report', looksLike: 'other' }
  const text = body.text.trim()
  const contentType = headers.get('content-type')?.toLowerCase() ?? ''
  const answer: Answer = { status, headers, contentType, text, json: parse(text) }
  for (const format of [...formats, ourReport, bareReport, railsUp]) {
    const report = format(answer)
    if (report) return { kind: 'report', report }
  }
  const isHtml = answer.json === undefined && (contentType.includes('html') || /^<(?!\?xml)/.test(text))
  return { kind: 'no-report', looksLike: isHtml && text ? 'html' : 'other' }
}

const ourReport: Format = ({ status, json }) => readReport(json, status)

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(SCRIPT_GUARD, ''))
  } catch {
    // Also for a nesting so deep that the parser gives up.
    return undefined
  }
}
