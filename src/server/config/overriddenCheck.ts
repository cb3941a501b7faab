import type { ResolvedCheck } from '../registry/resolvedCheck.js'
import { expectRunLimits } from '../registry/resolvedCheck.js'
import { expect } from '../expect.js'
import type { CheckOverrides } from './componentOverrides.js'
import { givenOnly } from './givenOnly.js'

/** The check as its operator wants it. What is `undefined` is not said. Throws a TypeError when it is malformed. */
export function overriddenCheck(
  check: ResolvedCheck,
  overrides: ((name: string) => CheckOverrides) | undefined,
): ResolvedCheck {
  if (!overrides) return check
  const said = overrides(check.name) as CheckOverrides | undefined
  const overridden = { ...check, ...givenOnly({ ...said }) }
  const of = `overrides(${JSON.stringify(check.name)}).`
  expectRunLimits(overridden, of)
  expect(typeof overridden.enabled === 'boolean', `${of}enabled`, 'a boolean', overridden.enabled)
  return overridden
}
