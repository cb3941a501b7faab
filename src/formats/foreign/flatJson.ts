import type { Format } from '../answer.js'
import { declaredStatus, STATUS_FIELDS } from '../declaredStatus.js'
import { fieldsOf, fold, isObject } from '../fields.js'
import { readReport } from '../readReport.js'
import { wordStatus } from '../statusWords.js'

/** What stands beside the status of a flat report without being a component of it, each between two spaces. */
const ABOUT_THE_REPORT =
  ' message msg error description detail title type reason notes output info name service app component version' +
  ' commit env environment stage mode timestamp time uptime code result ready readonly' +
  ' maintenance system summary level severity phase role kind user data components checks services dependencies entries results' +
  ' indicators checkresults backends '

/** A setting, or a detail that could not be found out: `{ "debug": "false", "build": "unknown" }`. */
const NO_STATUS = /^(true|false|unknown)$/i

/**
 * Components beside the status, or without one: `{ "status": "ok", "database": "ok" }`. Fastify's under-pressure,
 * Django's health check, FastAPI's, GitLab and Grafana answer so. Without a status there may be nothing else.
 */
export const flatJson: Format = ({ status, json }) => {
  if (!isObject(json)) return null
  const members = Object.entries(json).filter(([name]) => mayBeComponent(fold(name)))
  const components = members.filter(([, member]) => isComponent(member))
  const declared = declaredStatus(fieldsOf(json))
  const isFlat = components.length === members.length || (declared && declared !== 'unknown')
  if (!isFlat || components.length === 0) return null
  const named: object[] = []
  for (const [name, member] of components) {
    for (const entry of [member].flat())
      named.push({ ...(isObject(entry) ? entry : { status: entry }), name })
  }
  return readReport({ ...json, components: named }, status)
}

function mayBeComponent(field: string): boolean {
  return !STATUS_FIELDS.includes(field) && !ABOUT_THE_REPORT.includes(` ${field} `)
}

function isComponent(member: unknown): boolean {
  if (typeof member === 'string') return wordStatus(member) !== undefined && !NO_STATUS.test(member)
  const declared = declaredStatus(fieldsOf(Array.isArray(member) ? member[0] : member))
  return declared !== undefined && declared !== 'unknown'
}
