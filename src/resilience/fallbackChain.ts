import type { CallOutcome, Verdict } from './callOutcome.js'
import type { Eventually } from './eventually.js'
import { isPromiseLike } from './eventually.js'
import { FallbackError } from './fallbackError.js'
import type { Answer, Failure, FallbackCall, FallbackStrategy } from './fallbackStrategy.js'
import { noteCallbackError } from './noteCallbackError.js'

/** The strategies of a policy in the order in which they are asked, by what they have a hook for. */
export interface FallbackChain {
  readonly before: readonly FallbackStrategy[]
  readonly after: readonly FallbackStrategy[]
  readonly settled: readonly FallbackStrategy[]
}

/** An answer, and the name of the strategy that gave it. */
export interface NamedAnswer extends Answer {
  readonly by: string
}

/** Orders strategies, once: by priority, and equal ones as they come. */
export function fallbackChain(strategies: FallbackStrategy | readonly FallbackStrategy[]): FallbackChain {
  const ordered = [strategies].flat()
  ordered.sort((one, other) => other.priority - one.priority)
  const having = (hook: keyof FallbackChain) => ordered.filter((strategy) => strategy[hook])
  return { before: having('before'), after: having('after'), settled: having('settled') }
}

/**
 * Asks whether the action need not be called: gives an answer, or the error that the call fails with; `undefined` where
 * the action is to be called. By a promise only where a strategy takes one. Neither throws nor rejects.
 */
export function answerBefore(chain: FallbackChain, call: FallbackCall): Sooner<Reply | undefined> {
  return firstReply({ strategies: chain.before, hook: before, call, error: undefined, thrown: [] }, 0)
}

/**
 * Asks for an answer to a call that has failed with `error`. Where there is none, gives the error that the call is to
 * reject with: `error` itself, or a {@link FallbackError} where a strategy threw. By a promise only where a strategy
 * takes one. Neither throws nor rejects.
 */
export function answerAfter(chain: FallbackChain, error: unknown, call: FallbackCall): Sooner<Reply> {
  return firstReply({ strategies: chain.after, hook: after, call, error, thrown: [] }, 0) as Sooner<Reply>
}

/** Tells what came of a call: see {@link FallbackStrategy.settled}. Does not throw. */
export function tellSettled(
  { settled }: FallbackChain,
  outcome: CallOutcome | undefined,
  verdict: Verdict,
  call: FallbackCall,
): void {
  for (const strategy of settled) {
    try {
      strategy.settled!(outcome, verdict, call)
    } catch (error) {
      noteCallbackError(`settled of ${strategy.name}`, error)
    }
  }
}

type Sooner<Value> = Value | Promise<Value>
type Reply = NamedAnswer | Failure
type Hook = (
  strategy: FallbackStrategy,
  call: FallbackCall,
  error: unknown,
) => Eventually<Answer | Failure | undefined>

/** What strategies are asked, and what they have thrown so far. */
interface Question {
  readonly strategies: readonly FallbackStrategy[]
  readonly hook: Hook
  readonly call: FallbackCall
  readonly error: unknown
  readonly thrown: unknown[]
}

// Made once: an open breaker needs an answer for each call, and that is when there are many.
const before: Hook = (strategy, call) => strategy.before!(call)
const after: Hook = (strategy, call, error) => strategy.after!(error, call)

/** Asks one strategy after the other, and none after the first that replies. */
function firstReply(question: Question, index: number): Sooner<Reply | undefined> {
  const { strategies, hook, call, error, thrown } = question
  for (; index < strategies.length; index++) {
    const strategy = strategies[index]!
    try {
      const reply = hook(strategy, call, error)
      if (isPromiseLike(reply)) return replyLater(reply, question, index)
      if (reply) return named(reply, strategy)
    } catch (problem) {
      thrown.push(problem)
    }
  }
  if (hook === before) return undefined
  return { error: thrown.length > 0 ? new FallbackError(error, thrown) : error }
}

async function replyLater(
  pending: PromiseLike<Answer | Failure | undefined>,
  question: Question,
  index: number,
): Promise<Reply | undefined> {
  try {
    const reply = await pending
    if (reply) return named(reply, question.strategies[index]!)
  } catch (problem) {
    question.thrown.push(problem)
  }
  return firstReply(question, index + 1)
}

function named(reply: Answer | Failure, { name }: FallbackStrategy): Reply {
  return 'error' in reply ? reply : { value: reply.value, by: name }
}
