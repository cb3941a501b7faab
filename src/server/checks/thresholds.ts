import type { HealthStatus } from '../../health/status.js'
import { expect } from '../expect.js'

/** From which figure on something is degraded, and from which unhealthy. One that is left out is never reached. */
export interface Thresholds<Level = number> {
  readonly degraded?: Level
  readonly unhealthy?: Level
}

/** An amount of memory or disk: a share of the whole from 0 to 1 (`0.1`), or bytes (`{ bytes: 5e9 }`). */
export type Amount = number | { readonly bytes: number }

/** What a figure that is bad when it is high says. */
export function statusAbove(figure: number, thresholds: Thresholds): HealthStatus {
  const { degraded = Infinity, unhealthy = Infinity } = thresholds
  return figure >= unhealthy ? 'unhealthy' : figure >= degraded ? 'degraded' : 'healthy'
}

/** What a figure that is bad when it is low says. */
export function statusBelow(figure: number, thresholds: Thresholds): HealthStatus {
  const { degraded = -Infinity, unhealthy = -Infinity } = thresholds
  return figure <= unhealthy ? 'unhealthy' : figure <= degraded ? 'degraded' : 'healthy'
}

/** The same thresholds, all in bytes. */
export function inBytes({ degraded, unhealthy }: Thresholds<Amount>, whole: number): Thresholds {
  const bytesOf = (amount: Amount) => (typeof amount === 'number' ? amount * whole : amount.bytes)
  return {
    ...(degraded !== undefined && { degraded: bytesOf(degraded) }),
    ...(unhealthy !== undefined && { unhealthy: bytesOf(unhealthy) }),
  }
}

/** Thresholds that are figures, from 0 up. */
export function expectThresholds(option: string, thresholds: Thresholds): void {
  expectEach(option, thresholds, isFigure, 'a number from 0')
}

/** Thresholds that are shares of a whole. */
export function expectShares(option: string, thresholds: Thresholds): void {
  expectEach(option, thresholds, isShare, 'a share from 0 to 1')
}

/** Thresholds that are amounts. */
export function expectAmounts(option: string, thresholds: Thresholds<Amount>): void {
  const isAmount = (level: unknown) =>
    isShare(level) || isFigure((level as { readonly bytes?: unknown } | null)?.bytes)
  expectEach(option, thresholds, isAmount, 'a share from 0 to 1, or { bytes }')
}

function expectEach(
  option: string,
  thresholds: Thresholds<unknown>,
  isLevel: (level: unknown) => boolean,
  expected: string,
): void {
  const isObject = typeof thresholds === 'object' && thresholds !== null
  expect(isObject, option, 'an object { degraded, unhealthy }', thresholds)
  for (const [key, level] of Object.entries(thresholds)) {
    // One that is misspelt would never be reached, and nobody would know.
    expect(key === 'degraded' || key === 'unhealthy', option, 'no key but degraded and unhealthy', key)
    expect(level === undefined || isLevel(level), `${option}.${key}`, expected, level)
  }
}

function isShare(level: unknown): boolean {
  return isFigure(level) && level <= 1
}

function isFigure(level: unknown): level is number {
  return typeof level === 'number' && level >= 0
}
