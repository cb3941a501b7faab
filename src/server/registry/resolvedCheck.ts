import type { Check } from './check.js'
import { expect, expectDuration, expectWhole } from '../expect.js'
import { expectBreaker } from './watchedBreaker.js'

/** A check, complete and checked: what it left open comes from the service. */
export interface ResolvedCheck extends Required<Omit<Check, 'breaker'>> {
  readonly breaker: Check['breaker'] | undefined
}

/** What a check has for itself, and a service for all its checks. */
export type RunLimits = Pick<ResolvedCheck, 'timeout' | 'retries' | 'cacheTtl' | 'staleFor'>

/** Completes a check from the service's limits. Throws a TypeError when it is malformed. */
export function resolveCheck(check: Check, limits: RunLimits): ResolvedCheck {
  expect(typeof check === 'object' && check !== null, 'check', 'an object { name, run }', check)
  const { name, critical = true, readOnlyWhenDown = false, impact = [], tags = [] } = check
  expect(typeof name === 'string' && name !== '', 'check.name', 'a non-empty string', name)
  const {
    readiness = critical || readOnlyWhenDown,
    timeout = limits.timeout,
    retries = limits.retries,
    cacheTtl = limits.cacheTtl,
    staleFor = limits.staleFor,
    enabled = true,
    remote = false,
    failuresBeforeUnhealthy = 1,
    startPeriod = 0,
    breaker,
  } = check

  const of = `check ${JSON.stringify(name)}: `
  expect(typeof check.run === 'function', `${of}run`, 'a function', check.run)
  const isStop = check.stop === undefined || typeof check.stop === 'function'
  expect(isStop, `${of}stop`, 'a function', check.stop)
  const switches = { critical, readOnlyWhenDown, readiness, enabled, remote }
  for (const [option, value] of Object.entries(switches)) {
    expect(typeof value === 'boolean', of + option, 'a boolean', value)
  }
  for (const [option, value] of Object.entries({ impact, tags })) {
    expect(isListOfStrings(value), of + option, 'a list of strings', value)
  }
  if (breaker !== undefined) expectBreaker(`${of}breaker`, breaker)
  expectWhole(`${of}failuresBeforeUnhealthy`, failuresBeforeUnhealthy, 1)
  expectDurationOrNone(`${of}startPeriod`, startPeriod)
  const runLimits = { timeout, retries, cacheTtl, staleFor }
  expectRunLimits(runLimits, of)

  // Called as a method: a check may be an object with state of its own.
  const run: Check['run'] = (signal, context) => check.run(signal, context)
  const stop = () => check.stop?.()
  const rules = { failuresBeforeUnhealthy, startPeriod, ...runLimits }
  return { name, run, stop, ...switches, impact: [...impact], tags: [...tags], breaker, ...rules }
}

/** @param of What the limits belong to, in front of their names in an error. */
export function expectRunLimits({ timeout, retries, cacheTtl, staleFor }: RunLimits, of = ''): void {
  expectDuration(`${of}timeout`, timeout)
  expectWhole(`${of}retries`, retries, 0)
  // 0 runs the check for every caller, though never twice at once.
  expectDurationOrNone(`${of}cacheTtl`, cacheTtl)
  expectDurationOrNone(`${of}staleFor`, staleFor)
}

function expectDurationOrNone(option: string, value: unknown): void {
  if (value !== 0) expectDuration(option, value)
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
