import { expect, expectDuration, expectWhole } from '../expect.js'

/** Every variable of ours begins with this. */
export const PREFIX = 'HEALTH_CHECK_'

/** Reads a variable's text, which is never empty. Throws a TypeError that says what was expected and what was given. */
type Reader<Value> = (text: string, variable: string) => Value

const duration: Reader<number> = (text, variable) => {
  const ms = numberOf(text)
  expectDuration(variable, ms)
  return ms as number
}

const durationOrNone: Reader<number> = (text, variable) => (text === '0' ? 0 : duration(text, variable))

const count: Reader<number> = (text, variable) => {
  const number = numberOf(text)
  expectWhole(variable, number, 0)
  return number as number
}

const port: Reader<number> = (text, variable) => {
  const number = numberOf(text)
  expect(typeof number === 'number' && number <= 65_535, variable, 'a port from 0 to 65535', text)
  return number as number
}

const path: Reader<string> = (text, variable) => {
  expect(/^\/[^?#]*$/.test(text), variable, "a path without a query, such as '/api/health'", text)
  return text
}

const showDetails: Reader<'never' | 'always'> = (text, variable) => {
  const value = text.toLowerCase()
  expect(value === 'never' || value === 'always', variable, "'never' or 'always'", text)
  return value as 'never' | 'always'
}

const flag: Reader<boolean> = (text, variable) => {
  expect(/^(true|false|1|0)$/i.test(text), variable, "'true', 'false', '1' or '0'", text)
  return /^(true|1)$/i.test(text)
}

const list: Reader<readonly string[]> = (text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

const anyText: Reader<string> = (text) => text

type LimitName = 'TIMEOUT_MS' | 'RETRY_COUNT' | 'CACHE_TTL_MS' | 'STALE_FOR_MS'

/** The limits of a run, by the end of a variable's name: `HEALTH_CHECK_TIMEOUT_MS`, or of one component's. */
export const LIMITS: Readonly<Record<LimitName, Reader<number>>> = {
  TIMEOUT_MS: duration,
  RETRY_COUNT: count,
  CACHE_TTL_MS: durationOrNone,
  STALE_FOR_MS: durationOrNone,
}

/** What is said once for the whole service, by the rest of the variable's name. */
export const SETTINGS: typeof LIMITS & {
  readonly ENABLED_COMPONENTS: Reader<readonly string[]>
  readonly PATH: Reader<string>
  readonly SHOW_DETAILS: Reader<'never' | 'always'>
  readonly DETAILS_TOKEN: Reader<string>
  readonly READ_ONLY: Reader<boolean>
  readonly INTERVAL_MS: Reader<number>
  readonly DRAIN_MS: Reader<number>
  readonly HOST: Reader<string>
  readonly PORT: Reader<number>
} = {
  ...LIMITS,
  ENABLED_COMPONENTS: list,
  PATH: path,
  SHOW_DETAILS: showDetails,
  DETAILS_TOKEN: anyText,
  READ_ONLY: flag,
  INTERVAL_MS: duration,
  DRAIN_MS: durationOrNone,
  HOST: anyText,
  PORT: port,
}

/** What variables said, by the same names. */
export type Read<Readers extends Record<string, Reader<unknown>>> = {
  -readonly [Name in keyof Readers]?: ReturnType<Readers[Name]>
}

/** A component's name as it stands in a variable: `ai-model` is `AI_MODEL`. */
export function variablePart(component: string): string {
  return component.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
}

/** Digits as a number, anything else as it is, so that a refusal can quote it. */
function numberOf(text: string): unknown {
  return /^\d+$/.test(text) ? Number(text) : text
}
