import type { Entry } from './containers.js'
import { declaredStatus, STATUS_FIELDS } from './declaredStatus.js'
import type { Fields } from './fields.js'
import { fieldsOf, fold, isObject } from './fields.js'
import { wordStatus } from './statusWords.js'

/** What stands beside the status of a flat report without being a component of it, each between two spaces. */
const ABOUT_THE_REPORT =
  ' message msg error description detail title type reason notes output info name service app component version' +
  ' commit env environment stage mode timestamp time uptime code result ready readonly' +
  ' maintenance system summary level severity phase role kind user data '

/** A setting, or a detail that could not be found out: `{ "debug": "false", "build": "unknown" }`. */
const NO_STATUS = /^(true|false|unknown)$/i

/** The components of a flat report: `{ "status": "ok", "database": "ok" }`. One without a status has nothing else. */
export function flatComponents(value: unknown, fields: Fields): readonly Entry[] {
  if (!isObject(value)) return []
  const members = Object.entries(value).filter(([name]) => mayBeComponent(fold(name)))
  const components = members.filter(([, member]) => isComponent(member))
  const isFlat = components.length === members.length || declaredStatus(fields).isRecognised
  return isFlat ? components : []
}

function mayBeComponent(field: string): boolean {
  return !STATUS_FIELDS.includes(field) && !ABOUT_THE_REPORT.includes(` ${field} `)
}

function isComponent(member: unknown): boolean {
  if (typeof member === 'string') return wordStatus(member) !== undefined && !NO_STATUS.test(member)
  return declaredStatus(fieldsOf(Array.isArray(member) ? member[0] : member)).isRecognised
}
