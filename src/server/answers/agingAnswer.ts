import type { Clock } from '../../time/clock.js'
import type { Answer } from './answer.js'

/**
 * An answer with the `Age` of what it says, once that is a second or more
 * (https://www.rfc-editor.org/rfc/rfc9111#field.age): outcomes are served on while their checks run again. Headers are
 * made anew once a second at most, however many ask.
 *
 * @param knownAt When that was found out, in epoch milliseconds.
 */
export function agingAnswer(answer: Answer, knownAt: number, clock: Clock): () => Answer {
  let age = 0
  let aged = answer
  return () => {
    const ageNow = Math.max(0, Math.floor((clock.wallNow() - knownAt) / 1000))
    if (ageNow !== age) {
      age = ageNow
      aged = age === 0 ? answer : { ...answer, headers: { ...answer.headers, age: String(age) } }
    }
    return aged
  }
}
