import Opossum from 'opossum'
import { BREAK, RATE, TIMEOUT, WINDOW } from './settings.js'
import type { Subject } from './subject.js'

// https://github.com/nodeshift/opossum

type Instance = Opossum<[], number>

export const withTimeout = subject('timeout', { timeout: TIMEOUT })
export const withoutTimeout = subject('no timeout', { timeout: false })
export const refusing = subject('refusing', { timeout: false, errorThresholdPercentage: 50 })
export const answering = subject('fallback', { timeout: false, errorThresholdPercentage: 50 }, (breaker) =>
  breaker.fallback(() => 1),
)

/** With its defaults where nothing else is named. It knows rates over a window of time alone. */
function subject(
  name: string,
  options: Opossum.Options,
  complete: (breaker: Instance) => Instance = (breaker) => breaker,
): Subject<Instance> {
  const all = {
    errorThresholdPercentage: RATE * 100,
    resetTimeout: BREAK,
    rollingCountTimeout: WINDOW,
    ...options,
  }
  return {
    name: `opossum ${name}`,
    make: (action) => complete(new Opossum<[], number>(action, all)),
    call: (breaker) => breaker.fire(),
    dispose: (breaker) => breaker.shutdown(),
  }
}
