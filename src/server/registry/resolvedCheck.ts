import type { Check } from './check.js'
import { expect, expectDuration, expectWhole } from '../expect.js'

/** A check, complete and checked: what it left open comes from the service. */
export type ResolvedCheck = Required<Check>

/** What a check has for itself, and a service for all its checks. */
export type RunLimits = Pick<ResolvedCheck, 'timeout' | 'retries' | 'cacheTtl'>

/** Completes a check from the service's limits. Throws a TypeError when it is malformed. */
export function resolveCheck(check: Check, limits: RunLimits): ResolvedCheck {
  expect(typeof check === 'object' && check !== null, 'check', 'an object { name, run }', check)
  const { name, critical = true, readOnlyWhenDown = false, impact = [] } = check
  expect(typeof name === 'string' && name !== '', 'check.name', 'a non-empty string', name)
  const {
    readiness = critical || readOnlyWhenDown,
    timeout = limits.timeout,
    retries = limits.retries,
    cacheTtl = limits.cacheTtl,
  } = check

  const of = `check ${JSON.stringify(name)}: `
  expect(typeof check.run === 'function', `${of}run`, 'a function', check.run)
  for (const [option, value] of Object.entries({ critical, readOnlyWhenDown, readiness })) {
    expect(typeof value === 'boolean', of + option, 'a boolean', value)
  }
  const isListOfStrings = Array.isArray(impact) && impact.every((feature) => typeof feature === 'string')
  expect(isListOfStrings, `${of}impact`, 'a list of strings', impact)
  expectRunLimits({ timeout, retries, cacheTtl }, of)

  // Called as a method: a check may be an object with state of its own.
  const run: Check['run'] = (signal) => check.run(signal)
  return { name, run, critical, readOnlyWhenDown, readiness, impact: [...impact], timeout, retries, cacheTtl }
}

/** @param of What the limits belong to, in front of their names in an error. */
export function expectRunLimits({ timeout, retries, cacheTtl }: RunLimits, of = ''): void {
  expectDuration(`${of}timeout`, timeout)
  expectWhole(`${of}retries`, retries, 0)
  // 0 runs the check for every caller, though never twice at once.
  if (cacheTtl !== 0) expectDuration(`${of}cacheTtl`, cacheTtl)
}
