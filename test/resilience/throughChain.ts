import type { CallOutcome, Verdict } from '../../src/resilience/callOutcome.js'
import type { FallbackChain, NamedAnswer } from '../../src/resilience/fallbackChain.js'
import { answerAfter, answerBefore, tellSettled } from '../../src/resilience/fallbackChain.js'
import type { Failure, FallbackCall } from '../../src/resilience/fallbackStrategy.js'

/** What a call through a chain came to; `by` where a strategy answered it. */
export type Came = Partial<NamedAnswer> & Partial<Failure>

/** A call through strategies alone: what a policy without retry, breaker and timeout does. Never rejects. */
export async function throughChain(
  chain: FallbackChain,
  call: FallbackCall,
  action: (signal?: AbortSignal) => unknown,
  verdictOf: (outcome: CallOutcome) => Verdict = (outcome) => ('error' in outcome ? 'failed' : 'succeeded'),
): Promise<Came> {
  const { signal } = call
  const end = (verdict: Verdict, outcome?: CallOutcome) => tellSettled(chain, outcome, verdict, call)
  const run = async (): Promise<Came> => {
    const asked = answerBefore(chain, call)
    const early = asked instanceof Promise ? await asked : asked
    if (signal?.aborted) return { error: signal.reason }
    if (early) end('ignored')
    if (early && 'value' in early) return early
    const outcome = early ?? (await outcomeOf(() => action(signal)))
    if (signal?.aborted) return { error: signal.reason }
    if (!early) end(verdictOf(outcome), outcome)
    if ('result' in outcome) return { value: outcome.result }
    return verdictOf(outcome) === 'failed'
      ? answerAfter(chain, outcome.error, call)
      : { error: outcome.error }
  }
  const aborted = new Promise<Came>((resolve) => {
    signal?.addEventListener('abort', () => {
      end('ignored')
      resolve({ error: signal.reason })
    })
  })
  return Promise.race([run(), aborted])
}

async function outcomeOf(action: () => unknown): Promise<CallOutcome> {
  try {
    return { result: await action() }
  } catch (error) {
    return { error }
  }
}
