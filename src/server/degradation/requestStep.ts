import type { Answer, AnswerHeaders } from '../answers/answer.js'
import type { DegradationState } from './degradationState.js'

/**
 * Something that is decided about each request before the app has it: `degradation(…)`, `requireWritable(…)`. A
 * framework's middleware carries it out.
 */
export interface RequestStep {
  /** Decides about a request by its method, in capitals, at this moment. */
  begin(method: string): StepOutcome
}

/** What comes of a {@link RequestStep}. Shared between requests: not to be changed. */
export interface StepOutcome {
  /** What the app finds on its request. */
  readonly state?: DegradationState
  /** What its response says beside its own. */
  readonly headers?: AnswerHeaders
  /** The answer, in place of the app's. */
  readonly refusal?: Answer
}
