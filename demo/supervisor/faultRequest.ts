import type { Fault, FaultMode, FaultTarget } from '../faultTargets.js'
import { FAULT_MODES, FAULT_TARGETS } from '../faultTargets.js'

/** How late a slow answer is when nobody says. */
const DEFAULT_LATENCY_MS = 3000
const MAX_LATENCY_MS = 60_000

/** Reads what came as the body of `POST /faults`. Throws with what was expected. */
export function readFaultRequest(body: unknown): { target: FaultTarget; fault: Fault } {
  if (typeof body !== 'object' || body === null) {
    throw new Error('Expected an object: {"target":"api","mode":"slow","latencyMs":3000}.')
  }
  const { target, mode, latencyMs = DEFAULT_LATENCY_MS } = body as Record<string, unknown>
  if (!isOneOf(FAULT_TARGETS, target)) throw new Error(expected('target', FAULT_TARGETS.join(', '), target))
  if (!isOneOf(FAULT_MODES, mode)) throw new Error(expected('mode', FAULT_MODES.join(', '), mode))
  return { target, fault: toFault(mode, latencyMs) }
}

function toFault(mode: FaultMode, latencyMs: unknown): Fault {
  if (mode !== 'slow') return { mode }
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0 && latencyMs <= MAX_LATENCY_MS)) {
    throw new Error(expected('latencyMs', `a number from 0 to ${MAX_LATENCY_MS}`, latencyMs))
  }
  return { mode, latencyMs }
}

function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return words.includes(value as Word)
}

function expected(field: string, what: string, got: unknown): string {
  return `${field}: expected ${what.includes(',') ? `one of ${what}` : what}, got ${JSON.stringify(got)}.`
}
