import type { Answer, AnswerHeaders } from './answer.js'
import { createAnswer } from './answer.js'
import type { NegotiatedFormat } from './negotiate.js'
import { CONTENT_TYPES } from './negotiate.js'

/** The answer of a probe in each format, made once. Short, so that asking costs next to nothing. */
export type ProbeAnswers = Readonly<Record<NegotiatedFormat, Answer>>

/** What a probe says. */
export interface ProbeFinding {
  readonly isUp: boolean
  /** Members of its JSON beside the status. */
  readonly body?: object
  /** The whole of its text. */
  readonly text: string
  readonly headers?: AnswerHeaders
}

/** A probe is answered with 200 or 503 and nothing else: that is all that an orchestrator reads. */
export function probeAnswers({ isUp, body, text, headers = {} }: ProbeFinding): ProbeAnswers {
  const answer = (format: NegotiatedFormat, content: string) =>
    createAnswer(isUp ? 200 : 503, CONTENT_TYPES[format], content, { vary: 'Accept', ...headers })
  return {
    native: answer('native', JSON.stringify({ status: isUp ? 'healthy' : 'unhealthy', ...body })),
    healthJson: answer('healthJson', JSON.stringify({ status: isUp ? 'pass' : 'fail', ...body })),
    text: answer('text', text),
  }
}
