import type { Answer } from './answer.js'

/** Answers at once when there is nothing to wait for. */
export function after(work: Promise<unknown> | undefined, answer: () => Answer): Answer | Promise<Answer> {
  return work ? work.then(answer) : answer()
}
