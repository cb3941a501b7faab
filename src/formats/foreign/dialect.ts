import type { HealthStatus } from '../../health/status.js'
import type { Format } from '../answer.js'
import { STATUS_FIELDS } from '../declaredStatus.js'
import { fieldsOf, fold, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/** How reports in our shape differ in what they call things. Case, hyphens and underscores do not matter. */
export interface Dialect {
  /** Our names of members by theirs. */
  readonly names?: Readonly<Record<string, string>>
  /** What their status words mean, as far as they are none of ours. */
  readonly words?: Readonly<Record<string, HealthStatus>>
}

/** A report, its components, and what is nested in one. */
const MAX_DEPTH = 6

/** The format of back ends that speak a dialect. An answer without any of its names and words is left to others. */
export function dialect({ names = {}, words = {} }: Dialect): Format {
  const ourNames = fieldsOf(names)
  const meanings = fieldsOf(words)
  return ({ status, json }) => {
    let isSpoken = false

    const translated = (value: unknown, depth: number): unknown => {
      if (depth > MAX_DEPTH) return null
      if (Array.isArray(value)) return value.map((item) => translated(item, depth + 1))
      if (!isObject(value)) return value
      return Object.fromEntries(Object.entries(value).map(([name, member]) => memberOf(name, member, depth)))
    }

    const memberOf = (theirName: string, member: unknown, depth: number): readonly [string, unknown] => {
      const ourName = ourNames[fold(theirName)]
      const name = typeof ourName === 'string' ? ourName : theirName
      const isStatus = typeof member === 'string' && STATUS_FIELDS.includes(fold(name))
      const meaning = isStatus ? meanings[fold(member)] : undefined
      if (ourName !== undefined || meaning !== undefined) isSpoken = true
      return [name, meaning ?? translated(member, depth + 1)]
    }

    const report = readReport(translated(json, 0), status)
    return isSpoken ? report : null
  }
}
