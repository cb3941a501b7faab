import type { AnswerHeaders } from './answer.js'

/** `Retry-After` in whole seconds, and never 0: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function retryAfter(waitMs: number): AnswerHeaders {
  return { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }
}
